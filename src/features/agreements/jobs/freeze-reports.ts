import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, processesOf, productsOf, revisionOf } from '../../catalog/catalog.ts';
import { freezeReport } from '../actions/freeze-report.ts';
import type { AskedReport } from '../asked-report.ts';
import { closesAt, type Period, periodAt, periodBefore } from '../period.ts';
import { wordingsOf } from '../queries/agreements.ts';
import { frozenKey, frozenKeys } from '../queries/frozen.ts';
import type { ReportQueries } from '../queries/reports.ts';

export interface FreezeDeps {
  records: Kysely<Tables>;
  log: { warn(fields: object, message: string): void };
  catalog: () => Catalog;
  reports: Pick<ReportQueries, 'composed'>;
}

/** What a tick freezes at most: a thousand processes are frozen over some minutes, and nothing waits for them. */
const atOnce = 20;
/** Closed periods that were missed are frozen later, so far back. */
const back = { month: 3, quarter: 1 } as const;

/**
 * Freezes each report of a period on day 8 after its end, once; after a rest of the server what was missed. Periods that ended
 * before Waga knew anything are not frozen.
 */
export function freezeReportsJob({ records, log, catalog, reports }: FreezeDeps) {
  let done = '';
  const failed = new Set<string>();

  async function run(now: EpochMs): Promise<void> {
    const today = periodAt('month', now, 'UTC');
    const state = `${revisionOf(catalog())} ${today.name} ${Math.floor(now / 900_000)}`;
    if (state === done) return;
    const waiting = await toFreeze(records, catalog(), now);
    for (const asked of waiting.filter((one) => !failed.has(keyOf(one))).slice(0, atOnce)) {
      try {
        const { report, product } = await reports.composed(asked, now);
        await freezeReport(records, { report, product }, now);
      } catch (error) {
        if (!(error instanceof ProductError)) throw error;
        // looked at again after a start: an agreement that does not hold in the period will not do so in the next tick
        failed.add(keyOf(asked));
        if (error.code !== 'not_found')
          log.warn({ report: keyOf(asked), error: error.message }, 'could not freeze a report');
      }
    }
    if (waiting.length <= atOnce) done = state;
  }

  return { name: 'freeze reports', run };
}

const keyOf = ({ kind, name, period }: AskedReport): string => frozenKey(kind, name, period.name);

/** Every report of a closed period that is not frozen yet, oldest first. */
async function toFreeze(records: Kysely<Tables>, catalog: Catalog, now: EpochMs): Promise<AskedReport[]> {
  const first = await records
    .selectFrom('catalog_versions')
    .select('applied_at')
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return [];
  const closed = (kind: 'month' | 'quarter', zone: string) =>
    closedPeriods(kind, zone, now).filter(({ to }) => to > first.applied_at);
  const processes = processesOf(catalog);
  const usual = processes.length === 0 ? [] : [...closed('month', 'UTC'), ...closed('quarter', 'UTC')];
  const all: AskedReport[] = usual.flatMap((period) => [
    { kind: 'organisation' as const, name: '', period },
    ...productsOf(catalog).map(({ metadata }) => ({ kind: 'product' as const, name: metadata.name, period })),
    ...processes.map(({ metadata }) => ({ kind: 'process' as const, name: metadata.name, period })),
  ]);
  for (const [name, wordings] of await wordingsOf(records)) {
    const { spec } = wordings.at(-1)!;
    const periods = closed(spec.period, spec.timeZone);
    all.push(...periods.map((period) => ({ kind: 'agreement' as const, name, period })));
  }
  const frozen = await frozenKeys(records, [...new Set(all.map(({ period }) => period.name))]);
  return all.filter((one) => !frozen.has(keyOf(one))).sort((a, b) => a.period.from - b.period.from);
}

function closedPeriods(kind: 'month' | 'quarter', zone: string, now: EpochMs): Period[] {
  const periods = [periodBefore(periodAt(kind, now, zone))];
  while (periods.length < back[kind]) periods.push(periodBefore(periods.at(-1)!));
  return periods.filter((period) => closesAt(period) <= now);
}
