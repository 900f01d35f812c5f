import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Doer, writeAudit } from '../../access/actions/write-audit.ts';
import { type ErasedUser, remainsAfterErasure } from '../erase-contract.ts';
import { pseudonym } from '../pseudonym.ts';

export interface EraseDeps {
  measurements: Measurements;
  records: Kysely<Tables>;
  now(): EpochMs;
  /** Key of the pseudonyms of users. */
  key: Uint8Array;
}

/**
 * Takes out every row that stands under the pseudonym of a user, now. The audit log tells who did so and how many rows it
 * was, not whose: neither the id nor its pseudonym is kept anywhere.
 */
export async function eraseUser(deps: EraseDeps, user: string, doer: Doer): Promise<ErasedUser> {
  const { rows, days } = await deps.measurements.forget(pseudonym(user, deps.key));
  const line = { ...doer, action: 'user.erase', subject: 'a user', details: { rows, days } };
  await writeAudit(deps.records, deps.now(), line);
  return { rows, days, remains: remainsAfterErasure };
}
