import type { Kysely } from 'kysely';
import type { Tables } from '../../../stores/records/tables.ts';
import { lineOf } from '../../outages/queries/outages.ts';
import type { TrailLine } from '../../outages/trail.ts';

const idsAtOnce = 250;

/** Every line of the trail about these outages, in order, by outage. */
export async function linesOfOutages(
  records: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, TrailLine[]>> {
  const lines: TrailLine[] = [];
  for (let first = 0; first < ids.length; first += idsAtOnce) {
    const rows = await records
      .selectFrom('ledger_trail')
      .selectAll()
      .where('kind', '=', 'outage')
      .where('subject', 'in', ids.slice(first, first + idsAtOnce))
      .orderBy('line')
      .execute();
    lines.push(...rows.map(lineOf));
  }
  return Map.groupBy(lines, ({ subject }) => subject);
}

/** The lines about outages after a line, in order, at most so many. */
export async function linesAfter(records: Kysely<Tables>, line: number, limit: number): Promise<TrailLine[]> {
  const rows = await records
    .selectFrom('ledger_trail')
    .selectAll()
    .where('line', '>', line)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}
