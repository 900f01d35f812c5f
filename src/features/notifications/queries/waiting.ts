import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Reference } from '../channels/telling.ts';
import type { Message } from '../message.ts';
import type { Told, Waiting } from '../plan.ts';

/** At one go and channel; what waits behind gets its turn right after. */
const mostAtOnce = 1_000;

/** The channels of which something is due, each with when its oldest message was to be tried. */
export async function dueChannels(records: Kysely<Tables>, now: EpochMs): Promise<string[]> {
  const rows = await records
    .selectFrom('deliveries')
    .select('channel')
    .distinct()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('channel')
    .execute();
  return rows.map(({ channel }) => channel);
}

/** When the next try after `now` is due; null where nothing waits. */
export async function nextDue(records: Kysely<Tables>, now: EpochMs): Promise<EpochMs | null> {
  const row = await records
    .selectFrom('deliveries')
    .select(({ fn }) => fn.min('next_at').as('at'))
    .where('state', '=', 'waiting')
    .where('next_at', '>', now)
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? null : Number(row.at);
}

export interface ThreadNow extends Told {
  reference: Reference | null;
  closed: boolean;
}

/** What waits on a channel, keys whole, and what the channel was told of these keys. */
export async function waitingOn(
  records: Kysely<Tables>,
  channel: string,
  now: EpochMs,
): Promise<{ waiting: Waiting[]; threads: Map<string, ThreadNow> }> {
  const due = await records
    .selectFrom('deliveries')
    .select('key')
    .distinct()
    .where('channel', '=', channel)
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .limit(mostAtOnce)
    .execute();
  const keys = due.map(({ key }) => key);
  if (keys.length === 0) return { waiting: [], threads: new Map() };
  const rows = await records
    .selectFrom('deliveries')
    .innerJoin('outbox', 'outbox.id', 'deliveries.message')
    .select(['deliveries.id', 'deliveries.next_at', 'deliveries.created_at', 'outbox.message as body'])
    .where('deliveries.channel', '=', channel)
    .where('deliveries.state', '=', 'waiting')
    .where('deliveries.key', 'in', keys)
    .execute();
  const waiting = rows.map(({ id, next_at, created_at, body }) => {
    return { id, nextAt: next_at, createdAt: created_at, message: JSON.parse(body) as Message };
  });
  return { waiting, threads: await threadsOf(records, channel, keys) };
}

/** What the channel was told of each key; of a key told in a digest the reference is that of the digest. */
async function threadsOf(
  records: Kysely<Tables>,
  channel: string,
  keys: readonly string[],
): Promise<Map<string, ThreadNow>> {
  const rows = await records
    .selectFrom('threads')
    .leftJoin('threads as whole', (join) =>
      join.onRef('whole.key', '=', 'threads.digest').onRef('whole.channel', '=', 'threads.channel'),
    )
    .select(['threads.key', 'threads.sequence', 'threads.digest', 'threads.closed_at', 'threads.reference'])
    .select('whole.reference as of_digest')
    .where('threads.channel', '=', channel)
    .where('threads.key', 'in', keys)
    .execute();
  return new Map(
    rows.map(({ key, sequence, digest, closed_at, reference, of_digest }) => {
      const text = digest === null ? reference : of_digest;
      const known = text === null ? null : (JSON.parse(text) as Reference);
      return [key, { sequence, digest, reference: known, closed: closed_at !== null }];
    }),
  );
}

/** The messages that a channel was told last of every key that is still open there. */
export async function openMessages(records: Kysely<Tables>, channel: string): Promise<Message[]> {
  const rows = await records
    .selectFrom('threads')
    .innerJoin('outbox', 'outbox.id', 'threads.message')
    .select('outbox.message')
    .where('threads.channel', '=', channel)
    .where('threads.closed_at', 'is', null)
    .orderBy('threads.key')
    .execute();
  return rows.map(({ message }) => JSON.parse(message) as Message);
}
