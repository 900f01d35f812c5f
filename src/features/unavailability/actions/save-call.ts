import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { KeptCall } from '../queries/vendor-calls.ts';
import { WrittenMeanwhile } from './save-switch.ts';

/**
 * Writes a call. Throws WrittenMeanwhile where somebody else wrote it, or began the same, since it was read, so that neither the clock nor a
 * person overwrites the other.
 */
export async function saveCall(records: Transaction<Tables>, { call, version }: KeptCall): Promise<void> {
  const { id, vendor, incident, state, startedAt } = call;
  const row = {
    ...{ id, vendor, incident, state, started_at: startedAt },
    call: JSON.stringify(call),
    version: version + 1,
  };
  const written =
    version === 0
      ? await records
          .insertInto('vendor_calls')
          .values(row)
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
      : await records
          .updateTable('vendor_calls')
          .set(row)
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst();
  const rows = 'numUpdatedRows' in written ? written.numUpdatedRows : (written.numInsertedOrUpdatedRows ?? 0n);
  if (rows !== 1n) throw new WrittenMeanwhile(`the call ${id} was written meanwhile`);
}

const mostTries = 4;

/** Reads, decides and writes in one transaction, again where somebody wrote meanwhile. Throws ProductError `conflict` where that never ends. */
export async function withCall<T>(
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
  throw new ProductError('conflict', 'The call changes all the time: try again.');
}
