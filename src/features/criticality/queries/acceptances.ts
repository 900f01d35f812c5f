import type { Kysely } from 'kysely';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { FindingAcceptances } from '../../../stores/records/decision-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Acceptance } from '../findings/finding-contract.ts';
import type { Acceptances } from '../findings/served-findings.ts';

/** What people said of findings as of an instant: of each the newest word until then, unless it was taken back. */
export async function acceptancesAt(records: Kysely<Tables>, at: EpochMs): Promise<Acceptances> {
  const rows = await records
    .selectFrom('finding_acceptances')
    .selectAll()
    .where('at', '<=', at)
    .orderBy('number')
    .execute();
  const newest = new Map(rows.map((row) => [row.finding, row]));
  return new Map(
    [...newest].flatMap(([finding, row]) => {
      const acceptance = acceptanceOf(row);
      if (acceptance === null) return [];
      const holds = row.until! > at;
      return [[finding, { accepted: holds ? acceptance : null, expired: holds ? null : acceptance }] as const];
    }),
  );
}

/** Null for one that was taken back. */
export function acceptanceOf({ reason, until, at, person_name }: FindingAcceptances): Acceptance | null {
  if (reason === null || until === null) return null;
  return { reason, until: toRfc3339(until), by: person_name, at: toRfc3339(at) };
}
