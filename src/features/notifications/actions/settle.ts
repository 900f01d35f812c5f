import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { deliveryId, outboxId } from '../delivery-id.ts';
import { digestClosing, digestOf } from '../digest.ts';
import type { Message } from '../message.ts';
import type { KeyPlan, Waiting } from '../plan.ts';
import type { ThreadNow } from '../queries/waiting.ts';
import { enqueue } from './enqueue.ts';

interface Place {
  channel: string;
  now: EpochMs;
}

type End = 'superseded' | 'left-out' | 'grouped' | 'failed';

async function end(
  transaction: Kysely<Tables>,
  rows: readonly Waiting[],
  now: EpochMs,
  as: { state: End; reason: string | null; told_by: string | null },
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await transaction
    .updateTable('deliveries')
    .set({ ...as, ended_at: now })
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute();
}

/** Ends what need not be told, by itself or any more. */
export async function settle(
  records: Kysely<Tables>,
  { channel, now }: Place,
  plans: readonly KeyPlan[],
  threads: ReadonlyMap<string, ThreadNow>,
): Promise<void> {
  const settled = plans.filter(({ superseded, leftOut }) => superseded.length + leftOut.length > 0);
  if (settled.length === 0) return;
  await records.transaction().execute(async (transaction) => {
    const digests = new Set<string>();
    for (const { key, send, superseded, leftOut } of settled) {
      const newer = 'A newer message says it all.';
      await end(transaction, superseded, now, {
        state: 'superseded',
        reason: newer,
        told_by: send?.waiting.id ?? null,
      });
      const left = 'This channel is not told of changes in between.';
      await end(transaction, leftOut, now, { state: 'left-out', reason: left, told_by: null });
      const over = leftOut.some(({ message }) => message.kind === 'closing');
      const digest = threads.get(key)?.digest ?? null;
      if (!over || digest === null) continue;
      const last = leftOut.at(-1)!.message;
      await transaction
        .updateTable('threads')
        .set({ closed_at: now, sequence: last.sequence, message: outboxId(key, last.sequence) })
        .where('channel', '=', channel)
        .where('key', '=', key)
        .execute();
      digests.add(digest);
    }
    for (const digest of digests) await closeDigest(transaction, { channel, now }, digest);
  });
}

/** Tells the end of a digest once everything that it told of is over. */
async function closeDigest(transaction: Transaction<Tables>, { channel, now }: Place, digest: string): Promise<void> {
  const open = await transaction
    .selectFrom('threads')
    .select('key')
    .where('digest', '=', digest)
    .where('channel', '=', channel)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (open !== undefined) return;
  const row = await transaction
    .selectFrom('outbox')
    .select('message')
    .where('id', '=', outboxId(digest, 1))
    .executeTakeFirst();
  if (row === undefined) return;
  await enqueue(transaction, digestClosing(JSON.parse(row.message) as Message, now), [channel], now);
}

/** Writes one message that stands for all of these, and ends them as told by it. */
export async function group(
  records: Kysely<Tables>,
  { channel, now }: Place,
  plans: readonly KeyPlan[],
): Promise<void> {
  const sends = plans.flatMap(({ send }) => (send === null ? [] : [send]));
  const digest = digestOf(
    sends.map(({ message }) => message),
    now,
  );
  const told_by = deliveryId(digest.key, digest.sequence, channel);
  await records.transaction().execute(async (transaction) => {
    await enqueue(transaction, digest, [channel], now);
    const reason = 'Told together with others that waited.';
    for (const { superseded } of plans)
      await end(transaction, superseded, now, { state: 'superseded', reason, told_by });
    for (const { waiting, message } of sends) {
      await end(transaction, [waiting], now, { state: 'grouped', reason, told_by });
      const { key, sequence } = message;
      const told = {
        message: outboxId(key, sequence),
        sequence,
        digest: digest.key,
        closed_at: message.kind === 'closing' ? now : null,
      };
      await transaction
        .insertInto('threads')
        .values({ channel, key, reference: null, opened_at: now, ...told })
        .onConflict((conflict) => conflict.columns(['channel', 'key']).doUpdateSet(told))
        .execute();
    }
  });
}

/** Ends everything that waits on a channel that cannot be told anything. */
export async function giveUp(
  records: Kysely<Tables>,
  waiting: readonly Waiting[],
  now: EpochMs,
  reason: string,
): Promise<void> {
  await end(records, waiting, now, { state: 'failed', reason, told_by: null });
}
