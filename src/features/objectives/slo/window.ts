import { Temporal } from 'temporal-polyfill';
import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { SloSpec } from '../../catalog/openslo/objective.ts';
import { minutesOf, type Span, spanOf } from '../../catalog/openslo/shorthand.ts';

/** Over which time an objective is held. */
export type WindowRule =
  | { rolling: true; duration: string; minutes: number }
  | { rolling: false; duration: string; span: Span; anchor: string; timeZone: string };

const nominalDays = { M: 30, Q: 90, Y: 365 } as const;
/** Hours are kept for as long; a window beyond begins with a day of UTC. */
export const longestByHourDays = 92;

/** The rule of an SLO's time window, which `entriesOf` has found to be one that Waga measures. */
export function windowRule([window]: SloSpec['timeWindow']): WindowRule {
  const { duration, calendar } = window!;
  const span = spanOf(duration);
  if (calendar === undefined) return { rolling: true, duration, minutes: nominalMinutes(span) };
  const anchor = calendar.startTime.replace(' ', 'T').slice(0, 16);
  return { rolling: false, duration, span, anchor, timeZone: calendar.timeZone };
}

/** The length by which alerts are scaled: a month counts as 30 days, a quarter as 90, a year as 365. */
export function nominalMinutes(span: Span): number {
  if (span.unit in nominalDays) return span.count * nominalDays[span.unit as keyof typeof nominalDays] * 1_440;
  return minutesOf(span) ?? 0;
}

/** Minutes that a window of this rule has at most. */
export function mostMinutes(rule: WindowRule): number {
  if (rule.rolling) return rule.minutes + 1_440;
  const most = { M: 31, Q: 92, Y: 366 } as Readonly<Record<string, number>>;
  const { count, unit } = rule.span;
  return (unit in most ? count * most[unit]! * 1_440 : nominalMinutes(rule.span)) + 120;
}

/**
 * The window in which minutes that end at `until` are counted. A rolling one ends there, and begins with the hour (one of more than
 * 92 days with the day of UTC) so many minutes before; one by the calendar begins by its zone's wall clock, and `to` is its end.
 */
export function windowAt(rule: WindowRule, until: EpochMs): Interval {
  if (!rule.rolling) return calendarWindow(rule, until);
  const step = rule.minutes > longestByHourDays * 1_440 ? day : hour;
  return { from: bucketStart(until - rule.minutes * minute, step), to: until };
}

const largest = { d: 'days', w: 'weeks', M: 'months', Q: 'months', Y: 'years' } as const;

/** The instant at which a window begins belongs to the one before: its minutes end there. */
function calendarWindow({ span, anchor, timeZone }: WindowRule & { rolling: false }, until: EpochMs): Interval {
  const start = Temporal.PlainDateTime.from(anchor);
  const unit = largest[span.unit as keyof typeof largest];
  const size = span.unit === 'Q' ? 3 * span.count : span.count;
  const beginning = (turn: number): EpochMs =>
    start.add({ [unit]: turn * size }).toZonedDateTime(timeZone).epochMilliseconds;
  const local = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO(timeZone).toPlainDateTime();
  let turn = Math.floor(start.until(local, { largestUnit: unit })[unit] / size);
  while (beginning(turn) >= until) turn--;
  while (beginning(turn + 1) < until) turn++;
  return { from: beginning(turn), to: beginning(turn + 1) };
}

const words = {
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  Q: 'quarter',
  Y: 'year',
  m: 'minute',
  s: 'second',
} as const;

/** "28 days, rolling", "1 month by the calendar of Europe/Warsaw". */
export function windowText([window]: SloSpec['timeWindow']): string {
  const { count, unit } = spanOf(window!.duration);
  const length = `${count} ${words[unit]}${count === 1 ? '' : 's'}`;
  return window!.calendar ? `${length} by the calendar of ${window!.calendar.timeZone}` : `${length}, rolling`;
}
