import type { Kysely } from 'kysely';
import { day, type EpochMs } from '../maths/instants.ts';
import type { Tables } from '../stores/records/tables.ts';

/** A write of somebody by a key of theirs. */
export interface Keyed {
  who: string;
  route: string;
  key: string;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  /** Null where the answer is not kept. */
  body: string | null;
}

export type Known = 'new' | 'another' | 'under way' | Answered;

/** So long a key stands for its write. */
export const keptMs = day;

/**
 * Takes the key for a write that begins, unless it stands for one already: then how far that is. `digest` stands for what is asked;
 * `another` is a write that asks for something else. Of two at once only one is told `new`.
 */
export async function takeKey(records: Kysely<Tables>, keyed: Keyed, digest: string, now: EpochMs): Promise<Known> {
  await records
    .deleteFrom('once')
    .where('at', '<=', now - keptMs)
    .execute();
  const taken = await records
    .insertInto('once')
    .values({ ...keyed, digest, at: now, status: null, headers: null, body: null })
    .onConflict((conflict) => conflict.columns(['who', 'route', 'key']).doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 1n) return 'new';
  const row = await ofKey(records, keyed).executeTakeFirst();
  // refused in between: whoever comes next finds it free
  if (row === undefined) return 'under way';
  if (row.digest !== digest) return 'another';
  if (row.status === null) return 'under way';
  return { status: row.status, headers: JSON.parse(row.headers ?? '{}') as Record<string, string>, body: row.body };
}

/** Keeps what was answered. */
export async function keepAnswer(records: Kysely<Tables>, keyed: Keyed, answer: Answered): Promise<void> {
  const { status, headers, body } = answer;
  await records
    .updateTable('once')
    .set({ status, headers: JSON.stringify(headers), body })
    .where('who', '=', keyed.who)
    .where('route', '=', keyed.route)
    .where('key', '=', keyed.key)
    .execute();
}

/** Lets the key go of a write that was refused, and so did nothing. */
export async function letKeyGo(records: Kysely<Tables>, { who, route, key }: Keyed): Promise<void> {
  await records.deleteFrom('once').where('who', '=', who).where('route', '=', route).where('key', '=', key).execute();
}

const ofKey = (records: Kysely<Tables>, { who, route, key }: Keyed) =>
  records.selectFrom('once').selectAll().where('who', '=', who).where('route', '=', route).where('key', '=', key);
