import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { ChannelSpec } from '../channel.ts';
import type { Outcome } from '../channels/telling.ts';
import { outboxId, specDigest } from '../delivery-id.ts';
import type { Message } from '../message.ts';
import type { Waiting } from '../plan.ts';
import type { ThreadNow } from '../queries/waiting.ts';
import { waitAfter } from '../retry.ts';

export interface Tried {
  channel: string;
  spec: ChannelSpec;
  waiting: Waiting;
  /** Every message of the key that waited when it was tried. */
  together: readonly string[];
  thread: ThreadNow | null;
  outcome: Outcome;
  at: EpochMs;
  /** In [0, 1): spreads the next try. */
  chance: number;
}

/** Writes what became of a try, all in one transaction. Returns when the key is tried next, null where it is not. */
export async function recordTry(records: Kysely<Tables>, tried: Tried): Promise<EpochMs | null> {
  return records.transaction().execute(async (transaction) => {
    const { outcome, waiting, at } = tried;
    const row = await transaction
      .selectFrom('deliveries')
      .select('tries')
      .where('id', '=', waiting.id)
      .executeTakeFirst();
    const tries = (row?.tries ?? 0) + 1;
    const end = (state: string, reason: string | null) =>
      transaction
        .updateTable('deliveries')
        .set({ state, tries, tried_at: at, ended_at: at, reason })
        .where('id', '=', waiting.id)
        .execute();
    if (outcome.state === 'sent') {
      await end('sent', null);
      await keepThread(transaction, tried);
      await channelWorks(transaction, tried.channel, at);
      return null;
    }
    await channelFails(transaction, tried, outcome.reason);
    if (outcome.state !== 'retry') {
      await end('failed', outcome.reason);
      return null;
    }
    if (outcome.forget) await forgetReference(transaction, tried);
    const wait = outcome.forget ? 0 : waitAfter(tries, tried.chance, outcome.askedMs);
    if (wait === null) {
      await end('failed', `${outcome.reason} Given up after ${tries} tries.`);
      return null;
    }
    const next = at + wait;
    const { id } = waiting;
    await transaction
      .updateTable('deliveries')
      .set({ tries, tried_at: at, reason: outcome.reason })
      .where('id', '=', id)
      .execute();
    // what waited behind it goes on waiting; a message written since then makes the key due at once
    await transaction
      .updateTable('deliveries')
      .set({ next_at: next })
      .where('id', 'in', tried.together)
      .where('state', '=', 'waiting')
      .execute();
    return next;
  });
}

/** Remembers what the channel knows of the key now. */
async function keepThread(transaction: Transaction<Tables>, { channel, waiting, thread, outcome, at }: Tried) {
  const { key, sequence, kind } = waiting.message;
  const given = outcome.state === 'sent' ? outcome.reference : undefined;
  const own = thread === null || thread.digest !== null ? null : thread.reference;
  const reference = given ?? own;
  // a page of its own takes the key out of the digest that told of it
  const alone = thread === null || thread.digest === null || kind !== 'closing';
  const closed_at = closes(waiting.message) ? at : null;
  const told = {
    message: outboxId(key, sequence),
    sequence,
    reference: reference === null ? null : JSON.stringify(reference),
    digest: alone ? null : (thread?.digest ?? null),
    closed_at,
  };
  await transaction
    .insertInto('threads')
    .values({ channel, key, opened_at: at, ...told })
    .onConflict((conflict) => conflict.columns(['channel', 'key']).doUpdateSet(told))
    .execute();
}

/** Nothing follows after these. */
const closes = ({ kind }: Message): boolean => kind === 'closing' || kind === 'test';

async function forgetReference(transaction: Transaction<Tables>, { channel, waiting }: Tried): Promise<void> {
  await transaction
    .updateTable('threads')
    .set({ reference: null, digest: null })
    .where('channel', '=', channel)
    .where('key', '=', waiting.message.key)
    .execute();
}

/** Notes that something came through; the channel no longer fails. */
export async function channelWorks(records: Kysely<Tables>, channel: string, at: EpochMs): Promise<void> {
  const works = { sent_at: at, failing_since: null, reason: null, closed_at: null, closed_spec: null };
  await records
    .insertInto('channel_states')
    .values({ channel, failed_at: null, ...works })
    .onConflict((conflict) => conflict.column('channel').doUpdateSet(works))
    .execute();
}

async function channelFails(
  transaction: Transaction<Tables>,
  { channel, spec, outcome, at }: Tried,
  reason: string,
): Promise<void> {
  const known = await transaction
    .selectFrom('channel_states')
    .select('failing_since')
    .where('channel', '=', channel)
    .executeTakeFirst();
  const closed = outcome.state === 'gone' ? { closed_at: at, closed_spec: specDigest(spec) } : {};
  const fails = { failing_since: known?.failing_since ?? at, failed_at: at, reason, ...closed };
  await transaction
    .insertInto('channel_states')
    .values({ channel, sent_at: null, closed_at: null, closed_spec: null, ...fails })
    .onConflict((conflict) => conflict.column('channel').doUpdateSet(fails))
    .execute();
}
