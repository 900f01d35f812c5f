import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Retirement } from '../alerts/retirement.ts';

/** Everything that was done, oldest first. */
export async function retirements(
  records: Kysely<Tables> | Transaction<Tables>,
  alert?: string,
): Promise<Retirement[]> {
  let query = records.selectFrom('retirements').selectAll();
  if (alert !== undefined) query = query.where('alert', '=', alert);
  const rows = await query.orderBy('at').orderBy('number').orderBy('alert').execute();
  return rows.map((row) => ({
    ...{ alert: row.alert, number: row.number, act: row.act === 'retire' ? 'retire' : 'take-back' },
    ...{ replacement: row.replacement, reason: row.reason, at: row.at, by: { id: row.by_id, name: row.by_name } },
    checked: row.checked === null ? null : (JSON.parse(row.checked) as Retirement['checked']),
  }));
}

/** The alerts that are retired now, by id, with how. */
export async function retiredAlerts(records: Kysely<Tables>): Promise<Map<string, Retirement>> {
  const last = new Map((await retirements(records)).map((one) => [one.alert, one]));
  return new Map([...last].filter(([, { act }]) => act === 'retire'));
}
