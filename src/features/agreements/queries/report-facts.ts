import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, type Interval, second } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, componentsUnder, processesOf, revisionOf } from '../../catalog/catalog.ts';
import type { ComponentCriticality, CriticalityAnswer } from '../../criticality/contract.ts';
import { Abandoned } from '../../criticality/queries/thread.ts';
import type { Reckoned } from '../../criticality/reckoning.ts';
import type { Outage, Subject } from '../../outages/outage.ts';
import { subjectText } from '../../outages/outage-subject.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { heldWithin, wordingFor } from '../agreement-wording.ts';
import { announcementOf } from '../announcement.ts';
import type { AskedReport } from '../asked-report.ts';
import type { HourRow, RecordedHours } from '../hour-totals.ts';
import { daysIn, periodBefore } from '../period.ts';
import type { AgreementInForce, ReportFacts, SubjectFacts } from '../report-facts.ts';
import { agreedSubjects, isOf, scopeName, subjectsOf, unknownName } from '../report-subjects.ts';
import { wordingsOf } from './agreements.ts';
import { bookedRevenue } from './booked-revenue.ts';
import { linesOfOutages } from './trail-lines.ts';

export interface ReportDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog; at(instant: EpochMs): Promise<Catalog> };
  outages: Pick<OutageQueries, 'list' | 'head'>;
  hours: RecordedHours;
  criticality: { reckonedFor(catalog: Catalog): Promise<Reckoned> };
}

/** The curve of users and single hours are read where so few subjects are asked for. */
const subjectsWithHours = 20;
/** So many earlier periods make a forecast. */
const pastPeriods = 6;

/**
 * Everything that a report is made of, as it is known now. Throws ProductError `not_found` for what nobody knows, or an agreement
 * that does not hold in the period, `bad_input` for a period that has not begun.
 */
export async function reportFacts(deps: ReportDeps, asked: AskedReport, at: EpochMs): Promise<ReportFacts> {
  const now = Math.floor(at / second) * second;
  const { kind, name, period } = asked;
  if (now <= period.from) throw new ProductError('bad_input', `The period ${period.name} has not begun.`);
  const catalog = await catalogFor(deps, period, now);
  const of = kind === 'agreement' ? await agreementFor(deps, asked, catalog) : null;
  const counted = of?.counted ?? { from: period.from, to: period.to };
  if (now <= counted.from) throw new ProductError('bad_input', 'The agreement does not hold yet.');
  const elapsed = { from: counted.from, to: Math.min(counted.to, now) };
  const subjects = of === null ? subjectsOf(asked, catalog) : agreedSubjects(of.agreement);
  const outages = (await deps.outages.list({ ...elapsed })).filter(({ state }) => state !== 'removed');
  const bySubject = Map.groupBy(outages, ({ subject }) => subjectText(subject));
  const isRead = subjects.length <= subjectsWithHours;
  // Together, for each question waits behind what the stores are doing for others.
  const [reckoned, totals, unmeasured, hoursOf] = await Promise.all([
    reckonedFor(deps, catalog),
    deps.hours.totals(elapsed),
    deps.hours.unmeasuredOfAll(elapsed, subjects),
    Promise.all(subjects.map((subject) => (isRead ? deps.hours.hours({ subject, ...elapsed }) : null))),
  ]);
  const facts: SubjectFacts[] = [];
  for (const [nth, subject] of subjects.entries()) {
    const key = subjectText(subject);
    const hours = hoursOf[nth]!;
    facts.push({
      ...{ subject, ...isOf(subject, catalog) },
      ...{ outages: bySubject.get(key) ?? [], unmeasured: unmeasured.get(key) ?? [] },
      ...{ totals: totals.get(key) ?? null, hours },
      composite: compositeOf(subject, catalog, reckoned.answer, bySubject),
      past: of === null || now >= counted.to ? [] : await pastOf(deps, of.agreement, asked, subject),
    });
  }
  const ids = new Set(
    facts.flatMap((one) => one.outages.filter((outage) => outage.kind === 'planned')).map(({ id }) => id),
  );
  const lines = await linesOfOutages(deps.records, [...ids]);
  const products = [...new Set(facts.flatMap(({ product }) => product ?? []))];
  const days = daysIn(counted, period.timeZone);
  const booked = await bookedRevenue(deps.records, products, days[0]!, days.at(-1)!);
  const { line, hash } = await deps.outages.head();
  return {
    scope: { kind, name, displayName: of?.displayName ?? scopeName(asked, catalog) },
    ...{
      period,
      counted,
      now,
      version: 1,
      head: { line, hash },
      catalog,
      agreement: of?.agreement ?? null,
      subjects: facts,
    },
    recordedFrom: await deps.hours.recordedFrom(elapsed),
    announced: new Map(
      [...lines].flatMap(([id, about]) => {
        const announcement = announcementOf(about);
        return announcement === null ? [] : [[id, announcement] as const];
      }),
    ),
    ...{ components: reckoned.components, booked, rules: of?.rules ?? [], notes: reckoned.notes },
    productHours: await hoursOfProducts(deps, catalog, [...booked.keys()], elapsed),
  };
}

/** As it held at the end of the period; that of now while it runs, and where there was none then. */
async function catalogFor({ catalog }: ReportDeps, { to }: Interval, now: EpochMs): Promise<Catalog> {
  if (now < to) return catalog.current();
  const then = await catalog.at(to - 1);
  return then.documents.length === 0 ? catalog.current() : then;
}

async function agreementFor(deps: ReportDeps, { name, period }: AskedReport, catalog: Catalog) {
  const wordings = (await wordingsOf(deps.records, name)).get(name) ?? [];
  const chosen = wordingFor(wordings, period);
  if (chosen === null)
    throw unknownName(
      'agreement',
      name,
      catalog.documents.filter(({ kind }) => kind === 'Agreement'),
    );
  const held = heldWithin(chosen.spec, period);
  if (held === null) throw new ProductError('not_found', `The agreement ${name} does not hold in ${period.name}.`);
  const agreement: AgreementInForce = { name, spec: chosen.spec };
  return { agreement, displayName: chosen.displayName, counted: held.counted, rules: [...chosen.rules, ...held.rules] };
}

interface Reckoning {
  answer: CriticalityAnswer | null;
  components: readonly ComponentCriticality[];
  notes: string[];
}

/** What the graph makes of the catalogue; a report goes without where it cannot be worked out in time. */
async function reckonedFor({ criticality }: ReportDeps, catalog: Catalog): Promise<Reckoning> {
  try {
    const { answer } = await criticality.reckonedFor(catalog);
    return { answer, components: answer.components, notes: [] };
  } catch (error) {
    if (!(error instanceof ProductError || error instanceof Abandoned)) throw error;
    const note = 'What components would make of their processes could not be worked out in time; ask again later.';
    return { answer: null, components: [], notes: [note] };
  }
}

function compositeOf(
  { kind, name }: Subject,
  catalog: Catalog,
  answer: CriticalityAnswer | null,
  outages: ReadonlyMap<string, Outage[]>,
): SubjectFacts['composite'] {
  if (kind !== 'process' || answer === null) return null;
  const under = new Set(componentsUnder(catalog, name));
  const known = answer.components.some((one) => under.has(one.name) && one.unavailability !== null);
  const process = answer.processes.find((one) => one.name === name);
  if (!known || process === undefined) return null;
  const below = [...under].flatMap((component) => outages.get(`component:${component}`) ?? []);
  return { expected: process.availability, below };
}

/** Earlier periods of the agreement that lie whole after the first thing that is on record. */
async function pastOf(
  { outages, records }: ReportDeps,
  { spec }: AgreementInForce,
  { period }: AskedReport,
  subject: Subject,
): Promise<SubjectFacts['past']> {
  if (spec.credits === undefined || period.kind !== spec.period) return [];
  const periods = [periodBefore(period)];
  while (periods.length < pastPeriods) periods.push(periodBefore(periods.at(-1)!));
  const began = await firstOnRecord(records);
  if (began === null) return [];
  const own = await outages.list({ subject, from: periods.at(-1)!.from, to: period.from });
  const kept = own.filter(({ state }) => state !== 'removed');
  return periods.filter(({ to }) => to > began).map((one) => ({ period: one, outages: kept }));
}

/** When the first outage of all began; null where there is none. */
async function firstOnRecord(records: ReportDeps['records']): Promise<EpochMs | null> {
  const row = await records.selectFrom('outages').select('first_at').orderBy('first_at').limit(1).executeTakeFirst();
  return row?.first_at ?? null;
}

/** Hours of the processes of products of which something is booked. */
async function hoursOfProducts(
  { hours }: ReportDeps,
  catalog: Catalog,
  products: readonly string[],
  elapsed: Interval,
): Promise<Map<string, HourRow[]>> {
  const of = new Map<string, HourRow[]>();
  for (const product of products) {
    const names = processesOf(catalog).flatMap(({ metadata, spec }) => (spec.product === product ? metadata.name : []));
    const rows = names.map((name) => hours.hours({ subject: { kind: 'process', name }, ...elapsed }));
    of.set(product, (await Promise.all(rows)).flat());
  }
  return of;
}

/** The same while the catalogue of then is the same; a few are kept. */
export function rememberedCatalogs(catalog: ReportDeps['catalog']): ReportDeps['catalog'] {
  const known = new Map<string, Promise<Catalog>>();
  return {
    current: catalog.current,
    at(instant) {
      const key = `${instant} ${revisionOf(catalog.current())}`;
      const found = known.get(key) ?? catalog.at(instant);
      known.set(key, found);
      found.catch(() => known.delete(key));
      for (const oldest of known.keys()) if (known.size > 4) known.delete(oldest);
      return found;
    },
  };
}
