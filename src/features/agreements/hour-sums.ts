import type { EpochMs, Interval } from '../../maths/instants.ts';
import type {
  HourColumns,
  HourMaskColumns,
  HourRollUp,
  HourSumColumns,
} from '../../stores/measurements/measurements.ts';
import type { Subject } from '../outages/outage.ts';
import { type HourRow, type PeriodTotals, subjectKey } from './hour-totals.ts';
import { gapsOfMask, minutesIn } from './minute-mask.ts';

/** Sums of a subject over a span; `lastAt` is its newest hour, which says whose currency holds. */
export interface SpanSums extends PeriodTotals {
  lastAt: EpochMs;
}

/** The parts of a period that lie in one UTC month each, in order. */
export function monthSpans({ from, to }: Interval): Interval[] {
  const spans: Interval[] = [];
  for (let begin = from; begin < to; ) {
    const date = new Date(begin);
    const end = Math.min(to, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
    spans.push({ from: begin, to: end });
    begin = end;
  }
  return spans;
}

export const spanKey = ({ from, to }: Interval): string => `${from} ${to}`;

/** Adds sums into a list by subject. Money of another currency is never added: that of the newest hour holds, the other is left out. */
export function addSums(totals: Map<string, SpanSums>, added: SpanSums): void {
  const key = subjectKey(added.subject);
  const known = totals.get(key);
  if (known === undefined) {
    totals.set(key, { ...added });
    return;
  }
  known.good += added.good;
  known.valid += added.valid;
  known.userUpSeconds += added.userUpSeconds;
  known.userDownSeconds += added.userDownSeconds;
  known.measuredMinutes += added.measuredMinutes;
  addMoney(known, added);
  known.lastAt = Math.max(known.lastAt, added.lastAt);
}

function addMoney(known: SpanSums, added: SpanSums): void {
  if (added.currency === null) return;
  const isOther = known.currency !== null && known.currency !== added.currency;
  if (isOther && added.lastAt <= known.lastAt) return;
  const keeps = known.currency === added.currency;
  known.currency = added.currency;
  known.deliveredMinor = added.deliveredMinor + (keeps ? known.deliveredMinor : 0);
  known.expectedMinor = added.expectedMinor + (keeps ? known.expectedMinor : 0);
}

/** The answer of the store as sums, by the begin of their month. */
function sumsByMonth(columns: HourSumColumns): Map<EpochMs, SpanSums[]> {
  const months = new Map<EpochMs, SpanSums[]>();
  const subjects = columns.subjects.map(subjectOf);
  for (let row = 0; row < columns.at.length; row++) {
    const sums: SpanSums = {
      subject: subjects[columns.subject[row]!]!,
      measuredMinutes: columns.measuredMinutes[row]!,
      ...numbersAt(columns, row),
      lastAt: columns.lastAt[row]!,
    };
    const month = months.get(columns.at[row]!);
    if (month) month.push(sums);
    else months.set(columns.at[row]!, [sums]);
  }
  return months;
}

/** What one span says of all subjects: sums, and by subject the time within its kept hours that was not measured. */
export interface Span {
  span: Interval;
  sums: SpanSums[];
  gaps: Map<string, Interval[]>;
}

/** The answers of the store to one period, split into its spans, of which each lies in one month. */
export function spansOf(spans: readonly Interval[], sums: HourSumColumns, masks: HourMaskColumns): Span[] {
  const months = sumsByMonth(sums);
  const found = spans.map((span): Span => ({ span, sums: months.get(monthOf(span.from)) ?? [], gaps: new Map() }));
  const spanAt = new Map(found.map((one) => [monthOf(one.span.from), one]));
  for (let row = 0; row < masks.at.length; row++) {
    const at = masks.at[row]!;
    const gaps = spanAt.get(monthOf(at))?.gaps;
    const subject = masks.subjects[masks.subject[row]!]!;
    const known = gaps?.get(subject);
    const own = gapsOfMask(masks.measured[row]!, at);
    if (known) known.push(...own);
    else gaps?.set(subject, own);
  }
  return found;
}

function monthOf(at: EpochMs): EpochMs {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export const sumsOfRow = ({ at, measured, ...row }: HourRow): SpanSums => ({
  ...row,
  measuredMinutes: minutesIn(measured),
  lastAt: at,
});

export function rowsIn(columns: HourColumns): HourRow[] {
  const subjects = columns.subjects.map(subjectOf);
  return Array.from(columns.at, (at, row) => ({
    subject: subjects[columns.subject[row]!]!,
    at,
    measured: columns.measured[row]!,
    ...numbersAt(columns, row),
  }));
}

export const rollUpOf = ({ subject, ...row }: HourRow): HourRollUp => ({ subject: subjectKey(subject), ...row });

export function subjectOf(key: string): Subject {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon) as Subject['kind'], name: key.slice(colon + 1) };
}

function numbersAt(columns: Omit<HourColumns, keyof { at: 0; measured: 0; subject: 0; subjects: 0 }>, row: number) {
  return {
    good: columns.good[row]!,
    valid: columns.valid[row]!,
    userUpSeconds: columns.userUpSeconds[row]!,
    userDownSeconds: columns.userDownSeconds[row]!,
    deliveredMinor: columns.deliveredMinor[row]!,
    expectedMinor: columns.expectedMinor[row]!,
    currency: columns.currencies[columns.currency[row]!] ?? null,
  };
}
