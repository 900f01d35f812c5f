import type { Kysely } from 'kysely';
import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { alertFinder, type KnownAlert, type Labels } from '../alerts/alert-finder.ts';
import type { ExternalTime } from '../alerts/external-time.ts';

/** The times of alerts of other tools that lasted at some time in the period (open ones included), oldest first. */
export async function externalTimes(
  records: Kysely<Tables>,
  catalog: Catalog,
  { from, to }: Interval,
): Promise<ExternalTime[]> {
  const rows = await records
    .selectFrom('external_alerts')
    .select(['id', 'source', 'alertname', 'labels', 'started_at', 'ended_at', 'ended_by'])
    .where('started_at', '<', to)
    .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', from)]))
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  const find = alertFinder(catalog);
  const found = new Map<string, KnownAlert>();
  return rows.map((row) => {
    const key = `${row.source} ${row.labels}`;
    const known = found.get(key) ?? find(row.source, row.alertname, JSON.parse(row.labels) as Labels);
    found.set(key, known);
    const { id, source, alertname, started_at, ended_at } = row;
    return { id, source, alertname, known, from: started_at, to: ended_at, silent: row.ended_by === 'silent' };
  });
}

/** Since when the alerts of other tools that stand in no Alert are known, by source and name. */
export async function externalSince(records: Kysely<Tables>): Promise<Map<string, EpochMs>> {
  const rows = await records
    .selectFrom('external_alerts')
    .select(['source', 'alertname'])
    .select(({ fn }) => fn.min('started_at').as('first'))
    .groupBy(['source', 'alertname'])
    .execute();
  return new Map(rows.map(({ source, alertname, first }) => [`${source}/${alertname}`, Number(first)]));
}
