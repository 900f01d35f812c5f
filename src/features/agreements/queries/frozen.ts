import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { AskedReport } from '../asked-report.ts';
import { type FrozenReports, Report } from '../report-contract.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

export interface Frozen {
  version: number;
  report: Report;
  /** Whose money its credits are. */
  product: string | null;
  periodTo: EpochMs;
}

/** A version of a frozen report, or the newest; null where there is none. */
export async function frozenReport(
  records: Records,
  { kind, name, period }: Pick<AskedReport, 'kind' | 'name'> & { period: { name: string } },
  version?: number,
): Promise<Frozen | null> {
  let query = records
    .selectFrom('frozen_reports')
    .select(['version', 'report', 'product', 'period_to'])
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('period', '=', period.name);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row ? frozenOf(row) : null;
}

const frozenOf = (row: { version: number; report: string; product: string | null; period_to: EpochMs }): Frozen => ({
  version: row.version,
  report: Report.parse(JSON.parse(row.report)),
  product: row.product,
  periodTo: row.period_to,
});

/** The newest version of every period that was frozen of one thing, newest period first. */
export async function frozenPeriods(records: Records, kind: AskedReport['kind'], name: string): Promise<Frozen[]> {
  const rows = await records
    .selectFrom('frozen_reports')
    .select(['period', 'version', 'report', 'product', 'period_to'])
    .where('kind', '=', kind)
    .where('name', '=', name)
    .orderBy('period_from', 'desc')
    .orderBy('version', 'desc')
    .limit(240)
    .execute();
  const seen = new Set<string>();
  return rows.filter(({ period }) => !seen.has(period) && seen.add(period)).map(frozenOf);
}

/** Which reports of these periods are frozen, as `kind name period`. */
export async function frozenKeys(records: Records, periods: readonly string[]): Promise<Set<string>> {
  if (periods.length === 0) return new Set();
  const rows = await records
    .selectFrom('frozen_reports')
    .select(['kind', 'name', 'period'])
    .where('period', 'in', [...periods])
    .where('version', '=', 1)
    .execute();
  return new Set(rows.map((row) => frozenKey(row.kind, row.name, row.period)));
}

export const frozenKey = (kind: string, name: string, period: string): string => `${kind} ${name} ${period}`;

/** A frozen report as it is found: whose, of when, which version is the newest. */
export interface FrozenPlace {
  kind: AskedReport['kind'];
  name: string;
  period: string;
  timeZone: string;
}

/** What was frozen of periods that have time in common with an interval, oldest first. */
export async function frozenWithin(records: Records, from: EpochMs, to: EpochMs | null): Promise<FrozenPlace[]> {
  let query = records
    .selectFrom('frozen_reports')
    .select(['kind', 'name', 'period', 'time_zone'])
    .where('version', '=', 1)
    .where('period_to', '>', from);
  if (to !== null) query = query.where('period_from', '<', to);
  const rows = await query.orderBy('period_from').orderBy('id').execute();
  return rows.map(({ kind, name, period, time_zone: timeZone }) => ({
    ...{ kind: kind as AskedReport['kind'], name, period, timeZone },
  }));
}

/** A page of what was frozen, newest first. Throws ProductError `bad_input` for a cursor that is none. */
export async function frozenPage(records: Records, cursor: string | undefined, limit: number): Promise<FrozenReports> {
  let query = records
    .selectFrom('frozen_reports')
    .select(['id', 'kind', 'name', 'display_name', 'period', 'version', 'made_at', 'head_hash', 'differences']);
  if (cursor !== undefined) {
    const place = placeOf(cursor);
    query = query.where((where) =>
      where.or([
        where('made_at', '<', place.at),
        where.and([where('made_at', '=', place.at), where('id', '<', place.id)]),
      ]),
    );
  }
  const rows = await query
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    reports: page.map((row) => ({
      scope: { kind: row.kind as AskedReport['kind'], name: row.name, displayName: row.display_name },
      ...{ period: row.period, version: row.version, madeAt: toRfc3339(row.made_at), head: row.head_hash },
      differences: row.differences,
    })),
    next: rows.length > limit && last ? `${last.made_at} ${last.id}` : null,
  };
}

function placeOf(cursor: string): { at: EpochMs; id: string } {
  const match = /^(\d{1,15}) (.+)$/.exec(cursor);
  if (!match) throw new ProductError('bad_input', 'The cursor is none of a page before.');
  return { at: Number(match[1]), id: match[2]! };
}
