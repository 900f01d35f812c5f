import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { Availability, CountingPolicy, ExactFraction } from '../outages/availability.ts';
import { OutageRow, SubjectShown } from '../outages/outage-contract.ts';
import { Counting } from './agreement.ts';

const When = z.iso.datetime();

/** What a report is about. */
export const ReportScope = z.object({
  kind: z.enum(['agreement', 'process', 'product', 'organisation']),
  /** Of the agreement, process or product; of the organisation ''. */
  name: z.string(),
  displayName: z.string(),
});
export type ReportScope = z.infer<typeof ReportScope>;

export const ReportPeriod = z.object({
  /** `2026-10`, `2026-Q4`, or `2026-10-03..2026-10-17` (the last day included). */
  name: z.string(),
  from: When,
  to: When,
  timeZone: z.string(),
  /** running: it is not over; open: over, not yet closed; closed: frozen. */
  state: z.enum(['running', 'open', 'closed']),
});
export type ReportPeriod = z.infer<typeof ReportPeriod>;

/** An exact part of a whole; null where nothing was counted. Low and high differ where minutes are unknown. */
export const CountedShare = z.object({
  low: ExactFraction,
  high: ExactFraction,
  /** Integers as text, since money may be large: good of valid, up of all user-seconds, delivered of expected minor units. */
  part: z.string(),
  whole: z.string(),
  unit: z.string(),
  /** Plain words: what was counted and where from. */
  basis: z.string(),
});
export type CountedShare = z.infer<typeof CountedShare>;

/** Worst availability over windows of each length; the knee names the usual length of a bad episode. */
export const WindowedCurve = z.object({
  points: z.array(z.object({ minutes: z.number().int(), worst: ExactFraction, from: When })),
});
export type WindowedCurve = z.infer<typeof WindowedCurve>;

/** What was delivered of one subject in the period. */
export const SubjectReport = z.object({
  subject: SubjectShown,
  displayName: z.string(),
  product: z.string().nullable(),
  level: z.string().nullable(),
  /** Always: by time, from the ledger. */
  time: Availability,
  /** 95 % interval of the adjusted figure for incidents of random length (Fay–Feuer); null where none is to be had. */
  timeInterval: Estimate.nullable(),
  requests: CountedShare.nullable(),
  users: CountedShare.nullable(),
  userCurve: WindowedCurve.nullable(),
  value: CountedShare.nullable(),
  /** What was lost; null where nothing is known, or it is not shown. */
  lost: Estimate.nullable(),
  money: Estimate.nullable(),
  customersLost: z.number().int().nullable(),
  /** What its components would make it, beside what was measured; null without components. */
  composite: z.object({ expected: z.number(), measured: z.number(), gap: z.number(), why: z.string() }).nullable(),
  /** Every outage that lasted in the period, left-out ones included. */
  outages: z.array(OutageRow),
  /** Time that nobody measured. */
  unmeasured: z.array(z.object({ from: When, to: When })),
});
export type SubjectReport = z.infer<typeof SubjectReport>;

/** What an agreement promised, and what was delivered. */
export const PromiseReport = z.object({
  name: z.string(),
  displayName: z.string(),
  subject: SubjectShown,
  counting: Counting,
  target: z.string(),
  low: ExactFraction.nullable(),
  high: ExactFraction.nullable(),
  /** met, missed; undecided: the bound lies across the target; unmeasured: nothing was counted. */
  state: z.enum(['met', 'missed', 'undecided', 'unmeasured']),
  /** Down-time that is left until it is missed, in seconds; negative beyond it; only by time. */
  secondsLeft: z.number().nullable(),
});
export type PromiseReport = z.infer<typeof PromiseReport>;

export const CreditReport = z.object({
  currency: z.string(),
  feeMinor: z.number().int(),
  /** By what is known today; an undecided bound gives both. */
  owedMinor: z.object({ low: z.number().int(), high: z.number().int() }),
  /** Of a running period: by its end, if the rest goes as it usually does; null once it is over. */
  forecastMinor: z.object({ low: z.number().int(), likely: z.number().int(), high: z.number().int() }).nullable(),
  tier: z.object({ below: z.string(), share: z.string() }).nullable(),
  capMinor: z.number().int(),
  claimUntil: When,
  why: z.string(),
});
export type CreditReport = z.infer<typeof CreditReport>;

export const VendorCard = z.object({
  vendor: z.string(),
  displayName: z.string(),
  outages: z.number().int(),
  downSeconds: z.number(),
  /** Of all down-time of the report, as exact fraction; null where there was none. */
  shareOfDown: ExactFraction.nullable(),
  money: Estimate.nullable(),
  plannedWindows: z.object({ kept: z.number().int(), overrun: z.number().int() }),
});
export type VendorCard = z.infer<typeof VendorCard>;

/** What was booked as revenue against what Waga counted, a row a day; money is hidden where it is not shown. */
export const Reconciliation = z.object({
  product: z.string().optional(),
  currency: z.string(),
  days: z.array(
    z.object({ day: z.string(), bookedMinor: z.number().int(), countedMinor: z.number().int().nullable() }),
  ),
  bookedMinor: z.number().int(),
  countedMinor: z.number().int(),
  /** (counted − booked) / booked over the days that have both; null where nothing was booked. */
  gap: z.number().nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** One of the five key measures of a product, as it was over the period. */
export const KeyMeasure = z.object({
  name: z.string(),
  displayName: z.string(),
  value: z.string(),
  unit: z.string(),
  why: z.string(),
});
export type KeyMeasure = z.infer<typeof KeyMeasure>;

export const Report = z.object({
  schema: z.literal('waga-report/1'),
  scope: ReportScope,
  period: ReportPeriod,
  /** Of this period's reports: 1, then 2 with differences. */
  version: z.number().int(),
  madeAt: When,
  /** The ledger's trail when it was made: `waga doctor --head` proves that the ledger goes on from it. */
  head: z.object({ line: z.number().int(), hash: z.string() }),
  catalogVersion: z.number().int(),
  policy: CountingPolicy,
  /** Further rules of the agreement that were used, in plain words. */
  rules: z.array(z.string()),
  parties: z.object({ provider: z.string(), customer: z.string() }).nullable(),
  promises: z.array(PromiseReport),
  credits: CreditReport.nullable(),
  subjects: z.array(SubjectReport),
  /** All subjects of the report as one: a second is down by the largest share of any; null for one subject. */
  together: Availability.nullable(),
  totals: z.object({
    money: Estimate.nullable(),
    customersLost: z.number().int().nullable(),
    outages: z.number().int(),
    overdue: z.number().int(),
  }),
  vendors: z.array(VendorCard),
  /** Where the next nine is worth most, in money a year; most first. */
  invest: z.array(z.object({ component: z.string(), displayName: z.string(), perYear: Estimate, why: z.string() })),
  keyMeasures: z.array(z.object({ product: z.string(), measures: z.array(KeyMeasure) })),
  reconciliation: z.array(Reconciliation),
  /** What changed against the version before; empty in the first. */
  differences: z.array(z.object({ what: z.string(), from: z.string(), to: z.string(), why: z.string() })),
  notes: z.array(z.string()),
  moneyHidden: z.boolean(),
});
export type Report = z.infer<typeof Report>;

/** GET /api/v1/reports/:kind/:name?period=…&format=… ; `name` of the organisation is `all`. */
export const ReportQuery = z.object({
  period: z.string().max(40),
  format: z.enum(['json', 'html', 'pdf', 'xlsx', 'csv']).default('json'),
  language: z.enum(['en', 'pl']).optional(),
  /** Left out: the newest. */
  version: z.coerce.number().int().min(1).optional(),
  /** Of what belongs to no agreement: month boundaries lie in this zone; left out, UTC. */
  timeZone: z.string().max(60).optional(),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** GET /api/v1/reports: what was frozen, newest first. */
export const FrozenReports = z.object({
  reports: z.array(
    z.object({
      scope: ReportScope,
      period: z.string(),
      version: z.number().int(),
      madeAt: When,
      head: z.string(),
      differences: z.number().int(),
    }),
  ),
  next: z.string().nullable(),
});
export type FrozenReports = z.infer<typeof FrozenReports>;
