import { toRfc3339 } from '../../maths/instants.ts';
import { zoneOf } from '../../maths/zoned-time.ts';
import { documentNamed } from '../catalog/catalog.ts';
import { displayName } from '../catalog/document.ts';
import type { Availability } from '../outages/availability.ts';
import { availabilityOf } from '../outages/availability-of.ts';
import { agreementReport } from './agreement-report.ts';
import { type CountedSubject, type Counting, countingOf, countSubject, rowsBy } from './counted-subject.ts';
import { lengthText, rulesOf, usualRules } from './counting-rules.ts';
import { investments } from './invest.ts';
import { keyMeasures } from './key-measures.ts';
import { lossOf, onlyOne, unitsOf } from './loss-sums.ts';
import { shownPeriod } from './period.ts';
import { gapWords, reconciliations } from './reconciliation.ts';
import type { Report, SubjectReport } from './report-contract.ts';
import type { ReportFacts } from './report-facts.ts';
import { subjectReport } from './subject-report.ts';
import { vendorCards } from './vendor-cards.ts';

/**
 * The report that the facts make, with all money in it. RangeError where nothing of the period has begun. Everything that is counted
 * is exact; what is an estimate says so by its shape.
 */
export function reportOf(facts: ReportFacts): Report {
  const { scope, period, counted, now, catalog, agreement, booked, productHours } = facts;
  const counting = countingOf(facts, agreement === null ? usualRules : rulesOf(agreement.spec));
  const subjects = facts.subjects.map((one) => countSubject(counting, one));
  const reports = subjects.map((one) => subjectReport(facts, counting, one));
  const of = agreement && agreementReport(facts, agreement, counting, subjects, reports);
  const products = [...new Set(facts.subjects.flatMap(({ product }) => product ?? []))].sort();
  const reconciliation = products.flatMap((product) =>
    reconciliations({
      ...{ product, period: counted, timeZone: period.timeZone },
      ...{ booked: booked.get(product) ?? [], hours: productHours.get(product) ?? [] },
    }),
  );
  const { from, to } = counted;
  return {
    schema: 'waga-report/1',
    scope,
    period: { ...shownPeriod(period, now), from: toRfc3339(from), to: toRfc3339(to) },
    version: facts.version,
    madeAt: toRfc3339(now),
    head: facts.head,
    catalogVersion: catalog.version,
    policy: counting.rules.policy,
    rules: [...facts.rules, ...new Set(subjects.flatMap(({ told }) => told)), ...belowMinimum(subjects)],
    parties: agreement?.spec.parties ?? null,
    promises: of?.promises ?? [],
    credits: of?.credits ?? null,
    subjects: reports,
    together: subjects.length < 2 ? null : together(counting, subjects),
    totals: totalsOf(reports),
    vendors: vendorCards({
      subjects: subjects.map(({ facts: { outages } }) => ({
        outages,
        rowsOf: (some) => rowsBy(counting, some, []).rows,
      })),
      downSeconds: subjects.reduce((sum, { soFar }) => sum + soFar.downSeconds, 0),
      ...{ period: counting.elapsed, policy: counting.rules.policy, announced: facts.announced },
      displayName: (name) => {
        const vendor = documentNamed(catalog.documents, 'Vendor', name);
        return vendor ? displayName(vendor) : name;
      },
    }),
    invest: investments(facts.components, processesIn(facts), (name) => {
      const component = documentNamed(catalog.documents, 'Component', name);
      return component ? displayName(component) : name;
    }),
    keyMeasures: products.map((product) => ({ product, measures: measuresOf(product, counting, subjects, reports) })),
    reconciliation,
    differences: [],
    notes: [
      ...facts.notes,
      ...(of?.notes ?? []),
      ...gapWords(reconciliation),
      ...unrecorded(facts),
      ...notesOf(subjects, reports),
    ],
    moneyHidden: false,
  };
}

/** All as one: a second is down by the largest share of any, and unknown where it is of any that is not down. */
function together(counting: Counting, subjects: readonly CountedSubject[]): Availability {
  return availabilityOf(
    subjects.flatMap(({ rows }) => rows),
    counting.elapsed,
    counting.rules.policy,
  );
}

const processesIn = ({ subjects }: ReportFacts): ReadonlySet<string> =>
  new Set(subjects.flatMap(({ subject }) => (subject.kind === 'process' ? [subject.name] : [])));

function totalsOf(reports: readonly SubjectReport[]): Report['totals'] {
  const customers = reports.flatMap(({ customersLost }) => customersLost ?? []);
  const outages = reports.flatMap((one) => one.outages);
  return {
    money: onlyOne(reports.flatMap(({ money }) => money ?? [])),
    customersLost: customers.length === 0 ? null : customers.reduce((sum, one) => sum + one, 0),
    outages: outages.filter(({ kind }) => kind !== 'false-positive').length,
    overdue: outages.filter(({ overdue }) => overdue).length,
  };
}

function measuresOf(
  product: string,
  counting: Counting,
  all: readonly CountedSubject[],
  reports: readonly SubjectReport[],
) {
  const subjects = all.filter(({ facts }) => facts.product === product);
  return keyMeasures({
    time: together(counting, subjects),
    requests: reports.flatMap(({ requests, product: of }) => (of === product && requests !== null ? [requests] : [])),
    loss: lossOf(
      subjects.flatMap(({ facts }) => facts.outages),
      counting.elapsed,
    ),
    outages: subjects.flatMap(({ countedOutages }) => countedOutages),
  });
}

function belowMinimum(subjects: readonly CountedSubject[]): string[] {
  return subjects.flatMap(({ facts, soFar: { belowMinimum: below, policy } }) =>
    below.spells === 0
      ? []
      : [
          `${facts.displayName} was down ${below.spells} times for less than ${lengthText(policy.minimumSeconds * 1_000)}, ${lengthText(below.seconds * 1_000)} together: by the minimum duration none of it counts.`,
        ],
  );
}

function unrecorded({ recordedFrom: from, counted, period }: ReportFacts): string[] {
  if (from === null) return [];
  if (from >= counted.to) return ['Nothing is on record of this period: it is neither up nor down, but not measured.'];
  const local = zoneOf(period.timeZone).localMinute(from) * 60_000;
  const began = new Date(local).toISOString().slice(0, 16).replace('T', ' ');
  return [`Nothing is on record before ${began}: that time is neither up nor down, but not measured.`];
}

function notesOf(subjects: readonly CountedSubject[], reports: readonly SubjectReport[]): string[] {
  const notes: string[] = [];
  const unseen = subjects.filter(({ facts }) => facts.totals === null).map(({ facts }) => facts.displayName);
  if (unseen.length > 0) {
    notes.push(`No minute was counted of ${listed(unseen)}: the figures rest on the ledger alone.`);
  }
  const units = unitsOf(reports.flatMap(({ money }) => money ?? []));
  if (units.length > 1) notes.push(`Losses in ${units.join(' and ')} are never added; they stand with each subject.`);
  const outages = subjects.flatMap(({ facts }) => facts.outages);
  if (outages.some(({ loss }) => loss?.preliminary)) {
    notes.push('Some losses are preliminary: what came back later is not all in the data yet.');
  }
  const drafts = outages.filter(({ state }) => state === 'draft').length;
  if (drafts > 0)
    notes.push(`${drafts} of the outages ${drafts === 1 ? 'is a draft' : 'are drafts'} that nobody has confirmed.`);
  return notes;
}

const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
