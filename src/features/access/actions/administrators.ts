import type { Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { activeAdministrators } from '../queries/people.ts';

/**
 * Lets one transaction at a time, on every engine, change who is an administrator: all write the same row first and wait
 * for one another there. Otherwise two could take the role from each other and nobody be left.
 */
export async function lockAdministrators(records: Transaction<Tables>, at: EpochMs): Promise<void> {
  await records
    .insertInto('settings')
    .values({ name: 'administrators-changed-at', value: String(at) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(at) }))
    .execute();
}

/** Throws ProductError `conflict` when nobody is an administrator who can sign in. To be asked under the lock. */
export async function needAdministrator(records: Transaction<Tables>): Promise<void> {
  if ((await activeAdministrators(records)).length > 0) return;
  throw new ProductError(
    'conflict',
    'This is the last administrator who can sign in; make another one an administrator first.',
  );
}
