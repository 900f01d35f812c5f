import type { Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { KeptIncident } from '../kept-incident.ts';

/**
 * Writes an incident with the transitions that are new. `version` is the one it was read at: false, and nothing is written,
 * when somebody else wrote meanwhile, so that neither a tick nor a person overwrites the other.
 */
export async function saveIncident(
  records: Transaction<Tables>,
  { incident, response, version }: KeptIncident,
  now: EpochMs,
): Promise<boolean> {
  const { transitions, ...rest } = incident;
  const row = {
    ...{ id: incident.id, process: incident.process, state: incident.state },
    ...{ onset: incident.onset, ended_at: incident.endedAt },
    ...{ incident: JSON.stringify(rest), response: JSON.stringify(response) },
    ...{ updated_at: now, version: version + 1 },
  };
  const written =
    version === 0
      ? await records
          .insertInto('incidents')
          .values(row)
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
      : await records
          .updateTable('incidents')
          .set(row)
          .where('id', '=', incident.id)
          .where('version', '=', version)
          .executeTakeFirst();
  const rows = 'numUpdatedRows' in written ? written.numUpdatedRows : (written.numInsertedOrUpdatedRows ?? 0n);
  if (rows !== 1n) return false;
  const known = version === 0 ? 0 : await transitionsOf(records, incident.id);
  const added = transitions.slice(known).map((one, index) => ({
    ...{ incident: incident.id, number: known + index + 1, at: one.at },
    ...{ from_state: one.from, to_state: one.to, reason: one.reason, by: one.by },
  }));
  if (added.length > 0) await records.insertInto('incident_transitions').values(added).execute();
  return true;
}

async function transitionsOf(records: Transaction<Tables>, incident: string): Promise<number> {
  const known = await records
    .selectFrom('incident_transitions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('incident', '=', incident)
    .executeTakeFirstOrThrow();
  return Number(known.count);
}
