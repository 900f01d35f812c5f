import type { Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { ResponseStep } from '../incident-contract.ts';
import { readIncident } from '../queries/incidents.ts';
import { saveIncident } from './save-incident.ts';
import { WrittenMeanwhile } from './save-switch.ts';

/**
 * Notes one of the five steps on an incident, in the transaction of what was done; nothing where the incident is gone or over. `by` is
 * a name that others read. Throws WrittenMeanwhile where somebody wrote the incident since it was read, so that the whole is tried again.
 */
export async function noteStep(
  records: Transaction<Tables>,
  id: string | null,
  { step, note, by }: { step: ResponseStep; note: string; by: string },
  at: EpochMs,
): Promise<void> {
  const kept = id === null ? null : await readIncident(records, id);
  if (kept === null) return;
  const steps = [...kept.response.steps, { step, note, at, by }];
  if (!(await saveIncident(records, { ...kept, response: { ...kept.response, steps } }, at))) {
    throw new WrittenMeanwhile(`the incident ${id} was written meanwhile`);
  }
}
