import { Temporal } from 'temporal-polyfill';
import { type EpochMs, type Interval, toRfc3339 } from '../../maths/instants.ts';
import { closingDay } from '../outages/outage.ts';
import type { ReportPeriod } from './report-contract.ts';

/** A period of reports: whole days of the wall clock of a zone. The last day is the one before `end`. */
export interface Period extends Interval {
  /** `2026-10`, `2026-Q4`, or `2026-10-03..2026-10-17` (the last day included). */
  name: string;
  kind: 'month' | 'quarter' | 'range';
  timeZone: string;
}

/** A range reaches over so many days at most. */
const mostDays = 3_660;
/** Years that a period may lie in. */
const firstYear = 1970;
const lastYear = 9998;

export type NoPeriod = 'no period' | 'no such day' | 'ends before it begins' | 'longer than ten years' | 'out of years';

/**
 * The period of a name, from midnight to midnight of the zone, through summer time: an autumn month has an hour more; else why it
 * is none. RangeError on an unknown zone.
 */
export function periodNamed(name: string, timeZone: string): Period | null {
  const found = periodOr(name, timeZone);
  return typeof found === 'string' ? null : found;
}

/** The same, with the reason where it is none. */
export function periodOr(name: string, timeZone: string): Period | NoPeriod {
  const years = [...name.matchAll(/(?:^|\.\.)(\d{4})/g)].map(([, year]) => Number(year));
  if (years.some((year) => year < firstYear || year > lastYear)) return 'out of years';
  const month = /^(\d{4})-(\d{2})$/.exec(name);
  if (month) return monthOf(Number(month[1]), Number(month[2]), timeZone) ?? 'no period';
  const quarter = /^(\d{4})-Q([1-4])$/.exec(name);
  if (quarter) return quarterOf(Number(quarter[1]), Number(quarter[2]), timeZone) ?? 'no period';
  const days = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(name);
  if (!days) return 'no period';
  const [first, last] = [dateOf(days[1]!), dateOf(days[2]!)];
  if (first === null || last === null) return 'no such day';
  const count = first.until(last).days + 1;
  if (count < 1) return 'ends before it begins';
  if (count > mostDays) return 'longer than ten years';
  return between(name, 'range', first, last.add({ days: 1 }), timeZone);
}

/** The month or quarter that holds an instant. */
export function periodAt(kind: 'month' | 'quarter', at: EpochMs, timeZone: string): Period {
  const { year, month } = dayAt(at, timeZone);
  return kind === 'month'
    ? monthOf(year, month, timeZone)!
    : quarterOf(year, Math.floor((month - 1) / 3) + 1, timeZone)!;
}

/** The one before. */
export const periodBefore = ({ kind, from, timeZone }: Period): Period =>
  periodAt(kind === 'quarter' ? 'quarter' : 'month', from - 1, timeZone);

/** The months or quarters that have time in common with an interval, oldest first. */
export function periodsWithin(kind: 'month' | 'quarter', { from, to }: Interval, timeZone: string): Period[] {
  const periods: Period[] = [];
  for (let at = from; at < to; at = periods.at(-1)!.to) periods.push(periodAt(kind, at, timeZone));
  return periods;
}

/** The start of the so-manieth day after the end of a period (the first is the day that follows on it), at an hour of the wall clock. */
export function dayAfter({ to, timeZone }: Pick<Period, 'to' | 'timeZone'>, days: number, atHour = 0): EpochMs {
  const date = dayAt(to, timeZone).add({ days: days - 1 });
  return date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(atHour) }).epochMilliseconds;
}

/** From when its reports are frozen. */
export const closesAt = (period: Period): EpochMs => dayAfter(period, closingDay);

/** Midnight that begins a day of the zone. RangeError for what is no date. */
export const startOfDay = (date: string, timeZone: string): EpochMs =>
  midnight(Temporal.PlainDate.from(date), timeZone);

/** Every day of an interval in the zone, as `2026-10-03`. */
export function daysIn({ from, to }: Interval, timeZone: string): string[] {
  const days: string[] = [];
  for (let day = dayAt(from, timeZone); midnight(day, timeZone) < to; day = day.add({ days: 1 })) {
    days.push(day.toString());
  }
  return days;
}

/** As reports name it. */
export function shownPeriod(period: Period, now: EpochMs): ReportPeriod {
  const { name, from, to, timeZone } = period;
  const state = now < to ? 'running' : now < closesAt(period) ? 'open' : 'closed';
  return { name, from: toRfc3339(from), to: toRfc3339(to), timeZone, state };
}

const dayAt = (at: EpochMs, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

const midnight = (day: Temporal.PlainDate, timeZone: string): EpochMs =>
  day.toZonedDateTime(timeZone).epochMilliseconds;

function monthOf(year: number, month: number, timeZone: string): Period | null {
  if (month < 1 || month > 12) return null;
  const first = new Temporal.PlainDate(year, month, 1);
  return between(first.toPlainYearMonth().toString(), 'month', first, first.add({ months: 1 }), timeZone);
}

function quarterOf(year: number, quarter: number, timeZone: string): Period | null {
  const first = new Temporal.PlainDate(year, quarter * 3 - 2, 1);
  const name = `${first.toPlainYearMonth().toString().slice(0, 4)}-Q${quarter}`;
  return between(name, 'quarter', first, first.add({ months: 3 }), timeZone);
}

function between(
  name: string,
  kind: Period['kind'],
  first: Temporal.PlainDate,
  end: Temporal.PlainDate,
  timeZone: string,
): Period {
  return { name, kind, timeZone, from: midnight(first, timeZone), to: midnight(end, timeZone) };
}

function dateOf(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}
