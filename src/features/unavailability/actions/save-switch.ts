import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { enqueueAll } from '../../notifications/actions/enqueue.ts';
import type { Message } from '../../notifications/message.ts';
import type { NewActLine, ReadSwitch, Stepped } from '../switches/kept-switch.ts';

/** Somebody else wrote between reading and writing: nothing is written, and it may be tried again. */
export class WrittenMeanwhile extends Error {}

/**
 * Writes a switch with the acts that are new. `read` is what it was worked out from. Throws WrittenMeanwhile where somebody else wrote
 * since, so that neither a tick nor a person overwrites the other.
 */
export async function saveSwitch(
  records: Transaction<Tables>,
  read: ReadSwitch,
  { kept, acts }: Stepped,
  now: EpochMs,
): Promise<void> {
  const row = {
    ...{ name: read.name, position: kept.position, updated_at: now },
    state: JSON.stringify({ ...kept, acts: kept.acts + acts.length }),
    ...{ revision: read.revision + acts.length, version: read.version + 1 },
  };
  const written =
    read.version === 0
      ? await records
          .insertInto('switches')
          .values(row)
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
      : await records
          .updateTable('switches')
          .set(row)
          .where('name', '=', read.name)
          .where('version', '=', read.version)
          .executeTakeFirst();
  const rows = 'numUpdatedRows' in written ? written.numUpdatedRows : (written.numInsertedOrUpdatedRows ?? 0n);
  if (rows !== 1n) throw new WrittenMeanwhile(`the switch ${read.name} was written meanwhile`);
  const lines = acts.map((act, index) => lineOf(read.name, kept.acts + index + 1, act));
  if (lines.length > 0) await records.insertInto('switch_acts').values(lines).execute();
}

const lineOf = (name: string, number: number, act: NewActLine) => ({
  ...{ switch: name, number, at: act.at, by_id: act.by?.id ?? null, by: act.by?.name ?? null, act: act.act },
  ...{ position: act.position, share: act.share, says: act.says },
  ...{ why: act.why === null ? null : JSON.stringify(act.why), incident: act.incident, command: act.command },
});

/** Writes what is to be told of acts, in their transaction; the delivery finds it at the next tick at the latest. */
export async function tellQuietly(
  records: Transaction<Tables>,
  messages: readonly Message[],
  channels: readonly string[],
  now: EpochMs,
): Promise<void> {
  if (messages.length === 0 || channels.length === 0) return;
  await enqueueAll(
    records,
    messages.map((message) => ({ message, channels })),
    now,
  );
}

const mostTries = 4;

/**
 * Reads, decides and writes in one transaction, again where somebody wrote meanwhile. Throws ProductError `conflict` where that never ends.
 */
export async function withSwitch<T>(
  records: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries < mostTries; tries++) {
    try {
      return await records.transaction().execute(work);
    } catch (error) {
      if (!(error instanceof WrittenMeanwhile)) throw error;
    }
  }
  throw new ProductError('conflict', 'The switch changes all the time: try again.');
}
