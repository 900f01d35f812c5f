import { Report } from '../../src/features/agreements/report-contract.ts';
import type { LedgerRow } from '../../src/features/outages/availability.ts';
import { usualPolicy } from '../../src/features/outages/availability.ts';
import { availabilityOf } from '../../src/features/outages/availability-of.ts';
import type { OutageRow } from '../../src/features/outages/outage-contract.ts';
import { toRfc3339 } from '../../src/maths/instants.ts';

/** September 2026 in Warsaw: 30 days, 43 200 minutes. */
export const from = Date.parse('2026-08-31T22:00:00Z');
export const to = Date.parse('2026-09-30T22:00:00Z');
const minute = 60_000;

interface Told {
  id: string;
  /** Minutes after the start of the period; seen for so many, of which so many count. */
  at: number;
  seen: number;
  counts: number;
  kind: OutageRow['kind'];
  fault: OutageRow['fault'];
  excluded?: boolean;
  cause: string;
  vendor?: string;
  overdue?: boolean;
  subjectName?: string;
  money?: number;
}

const money = (value: number) => ({
  ...{ value, low: Math.round(value * 0.8), high: Math.round(value * 1.25), unit: 'PLN-minor', level: 0.9 },
  ...{ method: 'expectation', basis: { placebos: 40 }, grade: 'observed' as const, version: '1', completeness: 1 },
});

/** An entry of the ledger as it is shown. */
export function outageRow(told: Told): OutageRow {
  const ends = (minutes: number) => ({
    from: toRfc3339(from + told.at * minute),
    to: toRfc3339(from + (told.at + minutes) * minute),
  });
  const corrected = told.counts !== told.seen;
  return {
    id: told.id,
    subject: { kind: 'process', name: 'payment' },
    subjectName: told.subjectName ?? 'Płatności kartą',
    product: 'pay',
    state: told.overdue ? 'confirmed' : 'reported',
    kind: told.kind,
    fault: told.fault,
    vendor: told.vendor ?? null,
    share: '1',
    detected: ends(told.seen),
    refined: null,
    corrected: corrected ? ends(told.counts) : null,
    ends: ends(told.counts),
    endsBy: corrected ? 'person' : 'detected',
    excluded: { fromProcess: told.excluded ?? false, fromGlobal: told.excluded ?? false },
    proposal: null,
    cause: told.cause,
    causeKind: null,
    summary: '',
    loss: {
      ...{ lost: null, gross: null, recovered: null, net: told.money ? money(told.money) : null },
      ...{ preliminary: false, until: null, customers: told.money ? 12 : null },
    },
    incident: null,
    dueAt: toRfc3339(from + (told.at + told.counts + 7 * 1_440) * minute),
    overdue: told.overdue ?? false,
    revision: 2,
  };
}

export const workedOutages: readonly OutageRow[] = [
  {
    id: 'o-1',
    at: 600,
    seen: 20,
    counts: 20,
    kind: 'unplanned',
    fault: 'own',
    cause: '=2+5 in a form',
    money: 1_234_567,
  },
  {
    id: 'o-2',
    at: 9_000,
    seen: 60,
    counts: 60,
    kind: 'planned',
    fault: 'vendor',
    excluded: true,
    cause: 'Okno',
    vendor: 'psp',
  },
  {
    id: 'o-3',
    at: 20_000,
    seen: 30,
    counts: 12,
    kind: 'unplanned',
    fault: 'vendor',
    cause: 'Żółty kabel',
    vendor: 'psp',
    overdue: true,
    money: 800_000,
  },
  { id: 'o-4', at: 30_000, seen: 15, counts: 15, kind: 'false-positive', fault: 'own', cause: 'Nobody was harmed <b>' },
].map((told) => outageRow(told as Told));

const ledgerRow = (row: OutageRow): LedgerRow => ({
  from: Date.parse(row.ends.from),
  to: Date.parse(row.ends.to!),
  detectedFrom: Date.parse(row.detected.from),
  detectedTo: Date.parse(row.detected.to!),
  kind: row.kind,
  fault: row.fault,
  share: row.share,
  excluded: row.excluded.fromProcess,
});

/**
 * The month of the method that must come out: 20 min own + 60 planned of a vendor, excluded + 30 of a vendor corrected to 12 + 15
 * of a false positive: raw 99.711, adjusted 99.926, own 99.954, vendor 99.972. `outages` in place of these, where given.
 */
export function workedMonth(outages: readonly OutageRow[] = workedOutages): Report {
  const time = availabilityOf(outages.map(ledgerRow), { from, to }, usualPolicy);
  const part = { low: { numerator: 1999, denominator: 2000, text: '0.999500' }, unit: 'requests' };
  return Report.parse({
    schema: 'waga-report/1',
    scope: { kind: 'agreement', name: 'card-payments', displayName: 'Płatności dla Sklepu Żabka & Córki' },
    period: { name: '2026-09', from: toRfc3339(from), to: toRfc3339(to), timeZone: 'Europe/Warsaw', state: 'closed' },
    version: 2,
    madeAt: '2026-10-08T06:00:00Z',
    head: { line: 4_711, hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    catalogVersion: 17,
    policy: usualPolicy,
    rules: ['Planned time counts as planned only if it was announced 5 days before.'],
    parties: { provider: 'Waga Payments sp. z o.o.', customer: 'Sklep „Żabka & Córki”' },
    promises: [
      {
        ...{ name: 'monthly', displayName: 'Availability a month', subject: { kind: 'process', name: 'payment' } },
        ...{ counting: 'time', target: '0.999', low: time.adjusted.low, high: time.adjusted.high },
        ...{ state: 'met', secondsLeft: 668.4 },
      },
    ],
    credits: {
      ...{ currency: 'PLN', feeMinor: 12_000_000, owedMinor: { low: 0, high: 600_000 }, forecastMinor: null },
      ...{ tier: { below: '0.999', share: '0.05' }, capMinor: 6_000_000, claimUntil: '2026-10-30T22:00:00Z' },
      why: 'No tier was missed for certain.',
    },
    subjects: [
      {
        ...{ subject: { kind: 'process', name: 'payment' }, displayName: 'Płatności kartą', product: 'pay' },
        ...{ level: 'critical', time },
        timeInterval: {
          ...{ value: 0.99926, low: 0.9981, high: 0.9999, unit: 'ratio', level: 0.95, method: 'fay-feuer' },
          ...{ basis: { incidents: 2 }, grade: 'incidents', version: '1', completeness: 1 },
        },
        requests: { ...part, high: part.low, part: '1999000', whole: '2000000', basis: 'counted by the gateway' },
        users: null,
        userCurve: null,
        value: {
          low: { numerator: 9, denominator: 10, text: '0.900000' },
          high: { numerator: 19, denominator: 20, text: '0.950000' },
          ...{ part: '90071992547409931', whole: '100071992547409931', unit: 'PLN-minor', basis: 'money delivered' },
        },
        lost: null,
        money: money(2_034_567),
        customersLost: 24,
        composite: { expected: 0.9991, measured: 0.99926, gap: 0.00016, why: 'The components were spared together.' },
        outages: [...outages],
        unmeasured: [],
      },
    ],
    together: null,
    totals: { money: money(2_034_567), customersLost: 24, outages: outages.length, overdue: 1 },
    vendors: [
      {
        ...{ vendor: 'psp', displayName: 'Płatnik', outages: 2, downSeconds: 720, money: money(800_000) },
        ...{ shareOfDown: { numerator: 3, denominator: 8, text: '0.375000' }, plannedWindows: { kept: 1, overrun: 0 } },
      },
    ],
    invest: [
      { component: 'ledger-db', displayName: 'Ledger database', perYear: money(98_765_432), why: 'One more nine.' },
    ],
    keyMeasures: [
      {
        product: 'pay',
        measures: [{ name: 'loss', displayName: 'Money lost', value: '20345.67', unit: 'PLN', why: 'By the outages.' }],
      },
    ],
    reconciliation: [
      {
        currency: 'PLN',
        days: [
          { day: '2026-09-01', bookedMinor: 100_000_00, countedMinor: 98_800_00 },
          { day: '2026-09-02', bookedMinor: 50_000_00, countedMinor: null },
        ],
        ...{ bookedMinor: 100_000_00, countedMinor: 98_800_00, gap: -0.012 },
      },
    ],
    differences: [{ what: 'Exclusion of o-2', from: 'counted', to: 'left out', why: '+1 second person agreed' }],
    notes: ['Three days of clocks were compared.'],
    moneyHidden: false,
  });
}
