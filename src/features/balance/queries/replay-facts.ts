import type { Kysely } from 'kysely';
import { day, type EpochMs, type Interval } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, type Document, processesOf } from '../../catalog/catalog.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import type { Drop } from '../../impact/contract.ts';
import { type EventValue, fixedValue, learnEventValue } from '../../impact/event-value.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { endsOf, type Outage } from '../../outages/outage.ts';
import type { MeasureSpec } from '../../signals/measure.ts';
import { retirements } from '../../signals/queries/retirements.ts';
import { historyDays } from '../replay/process-history.ts';
import type { ConfirmedOutage, ReplaySetup } from '../replay/replay-setup.ts';
import type { MeasureTerms } from '../replay/rules-of-the-time.ts';

export interface ReplayFactsDeps {
  records: Kysely<Tables>;
  signals: {
    businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
    businessMoney(q: { process: string; step: string; currency: string } & Interval): Promise<MinuteSeries>;
  };
  impact: { drops(q: Interval & { process?: string | undefined }): Promise<Drop[]> };
  outages: { list(q: { from: EpochMs; to: EpochMs }): Promise<Outage[]> };
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
}

/** What the files said of every measure, version by version. */
export async function measureTerms(records: Kysely<Tables>): Promise<MeasureTerms[]> {
  const rows = await records
    .selectFrom('catalog_documents as document')
    .innerJoin('catalog_versions as begun', 'begun.version', 'document.from_version')
    .leftJoin('catalog_versions as ended', 'ended.version', 'document.until_version')
    .select(['document.document', 'document.file', 'document.line', 'document.col'])
    .select(['begun.applied_at as from', 'ended.applied_at as until'])
    .where('document.kind', '=', 'Measure')
    .execute();
  return rows.map(({ document, file, line, col, from, until }) => ({
    document: { ...(JSON.parse(document) as Omit<Document<MeasureSpec>, 'at'>), at: { file, line, column: col } },
    ...{ from, until },
  }));
}

/** What is known of a period besides its minutes and the rules. */
export async function replayFacts(
  deps: ReplayFactsDeps,
  catalog: Catalog,
  period: Interval,
): Promise<Pick<ReplaySetup, 'values' | 'recorded' | 'outages' | 'otherAlarms' | 'retirements'>> {
  const looked = { from: period.from - (historyDays + 1) * day, to: period.to };
  const [drops, ledger, alarms, retired, values] = await Promise.all([
    deps.impact.drops(looked),
    confirmedOutages(deps, period),
    deps.objectives.alarms({ from: period.from - day, to: period.to }),
    retirements(deps.records),
    Promise.all(processesOf(catalog).map((one) => worthOf(deps, one, period))),
  ]);
  return {
    retirements: retired.map(({ alert, act, at }) => ({ alert, act, at })),
    recorded: Map.groupBy(drops, ({ process }) => process),
    outages: ledger,
    // no rule of the catalogue makes them: as they were, on both sides
    otherAlarms: alarms.filter(({ external }) => external?.opensIncidents),
    values: new Map(processesOf(catalog).map(({ metadata }, nth) => [metadata.name, values[nth] ?? null])),
  };
}

/** The unplanned outages of processes in a period that people confirmed. */
export async function confirmedOutages(
  { outages }: Pick<ReplayFactsDeps, 'outages'>,
  period: Interval,
): Promise<ConfirmedOutage[]> {
  const confirmed = ['confirmed', 'reported', 'locked'];
  return (await outages.list(period)).flatMap((outage) => {
    const { id, kind, state, subject, share } = outage;
    if (kind !== 'unplanned' || subject.kind !== 'process' || !confirmed.includes(state)) return [];
    const { from, to } = endsOf(outage);
    return [{ id, process: subject.name, from, to: to ?? period.to, share }];
  });
}

const valueDays = 7;

/** What a completion was worth: fixed by the catalogue, or by the amounts of the week before the period, else of its last week. */
async function worthOf(
  { signals }: Pick<ReplayFactsDeps, 'signals'>,
  { metadata, spec }: Document<ProcessSpec>,
  period: Interval,
): Promise<EventValue | null> {
  if (!spec.value) return null;
  if (!('from' in spec.value)) return fixedValue(spec.value);
  const { currency } = spec.value;
  for (const to of [period.from, period.to]) {
    const q = { process: metadata.name, step: spec.kpi, from: to - valueDays * day, to };
    const [counts, money] = await Promise.all([signals.businessMinutes(q), signals.businessMoney({ ...q, currency })]);
    const learned = learnEventValue(counts, money, currency);
    if (learned) return learned;
  }
  return null;
}
