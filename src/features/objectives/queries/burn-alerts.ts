import type { Kysely } from 'kysely';
import { type EpochMs, type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { BurnAlerts } from '../../../stores/records/objective-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';

/** A time in which an objective spent its budget too fast. */
export interface BurnAlert {
  objective: string;
  severity: 'page' | 'ticket';
  longMinutes: number;
  from: EpochMs;
  to: EpochMs | null;
}

const alertOf = (row: BurnAlerts): BurnAlert => ({
  objective: row.objective,
  severity: row.severity === 'page' ? 'page' : 'ticket',
  longMinutes: row.long_minutes,
  from: row.from_at,
  to: row.to_at,
});

/** The same for the same alert, so that one that is written twice is one row. */
export const burnAlertId = ({ objective, severity, longMinutes, from }: BurnAlert): string =>
  `${objective}/${severity}/${longMinutes}@${toRfc3339(from)}`;

/** Alerts that have not ended, of all objectives. */
export async function openBurnAlerts(records: Kysely<Tables>): Promise<BurnAlert[]> {
  const rows = await records.selectFrom('burn_alerts').selectAll().where('to_at', 'is', null).orderBy('id').execute();
  return rows.map(alertOf);
}

/** So many are shown on the page of an objective. */
const mostShown = 100;

/** The alerts of one objective, newest first. */
export async function burnAlertsOf(records: Kysely<Tables>, objective: string): Promise<BurnAlert[]> {
  const query = records.selectFrom('burn_alerts').selectAll().where('objective', '=', objective);
  const rows = await query.orderBy('from_at', 'desc').orderBy('id', 'desc').limit(mostShown).execute();
  return rows.map(alertOf);
}

/** The alerts of all objectives that lasted at some time in the period (open ones included), oldest first. */
export async function burnAlertsIn(records: Kysely<Tables>, { from, to }: Interval): Promise<BurnAlert[]> {
  const rows = await records
    .selectFrom('burn_alerts')
    .selectAll()
    .where('from_at', '<', to)
    .where((where) => where.or([where('to_at', 'is', null), where('to_at', '>', from)]))
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map(alertOf);
}
