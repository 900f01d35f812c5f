import { minute } from '../../../maths/instants.ts';
import {
  bytesOfLine,
  type HourLine,
  hourLine,
  keepsHours,
  noSums,
  putDay,
  putHour,
  type Sums,
  totalBefore,
} from './hour-line.ts';
import {
  bytesOfRing,
  earliest,
  type MinuteNumber,
  type MinuteRing,
  minuteRing,
  pushMinute,
  sumOver,
} from './minute-ring.ts';
import type { Slots } from './slots.ts';

/** Running totals of many objectives: minutes side by side, hours and days each by itself. */
export interface Totals {
  ring: MinuteRing;
  lines: HourLine[];
  /**
   * Of each objective the minutes at which something begins that is asked for later, between two hours or on a day whose hours are
   * not kept: what its day had counted before. Null: that day is not known yet.
   */
  marks: Map<MinuteNumber, Sums | null>[];
  /** 1 where hours, days or marks changed since windows were counted last. */
  changed: Uint8Array;
}

const minutesPerDay = 1_440;

/** Totals for so many objectives; `days` and `hourDays` of each, ending with the day of `at`. */
export function totals(sizes: readonly { days: number; hourDays: number; wide: boolean }[], at: MinuteNumber): Totals {
  const newest = Math.floor(at / minutesPerDay);
  return {
    ring: minuteRing(
      sizes.length,
      sizes.some(({ wide }) => wide),
    ),
    lines: sizes.map(({ days, hourDays, wide }) => hourLine(newest, days, hourDays, wide)),
    marks: sizes.map(() => new Map()),
    changed: new Uint8Array(sizes.length).fill(1),
  };
}

/** One more minute of an objective, the next after what is known: an hour that ends with it joins the line of hours. */
export function addMinute(
  all: Totals,
  index: number,
  at: MinuteNumber,
  good: number,
  valid: number,
  measured: number,
): void {
  pushMinute(all.ring, index, at, good, valid, measured);
  if ((at + 1) % 60 === 0) foldHour(all, index, at - 59);
  if (all.marks[index]!.size > 0 && all.marks[index]!.has(at + 1)) noteMarks(all, index, at);
}

/** Minutes again, from the start of an hour up to at least what is known: the ring, the hours and the marks in them are made anew. */
export function putMinutes(all: Totals, index: number, slots: Slots): void {
  const { ring } = all;
  const from = slots.from / minute;
  const until = Math.max(from + slots.good.length, ring.until[index]!);
  const start = Math.max(from, until - 7 * 60);
  // what was known goes on from its own totals, what was not begins here
  const first = ring.until[index] === 0 ? start : Math.max(start, earliest(ring, index));
  for (let at = first; at < from + slots.good.length; at++) {
    const i = at - from;
    pushMinute(ring, index, at, slots.good[i]!, slots.valid[i]!, slots.measured[i]!);
  }
  for (let hour = Math.ceil(first / 60) * 60; hour + 60 <= ring.until[index]!; hour += 60) foldHour(all, index, hour);
  noteMarks(all, index, first);
}

/**
 * Minutes of one day of UTC from its start on, also in part: whole hours take the place of those that were there (the sum of the day
 * where its hours are not kept). The hour under way is left to the ring.
 */
export function putDaySlots(all: Totals, index: number, slots: Slots): void {
  const line = all.lines[index]!;
  const from = slots.from / minute;
  const dayNumber = Math.floor(from / minutesPerDay);
  const length = Math.floor(slots.good.length / 60) * 60;
  if (keepsHours(line, dayNumber)) {
    for (let hour = 0; hour < length; hour += 60) putHour(line, (from + hour) / 60, sumOf(slots, hour, hour + 60));
  } else putDay(line, dayNumber, sumOf(slots, 0, slots.good.length));
  for (const at of all.marks[index]!.keys()) {
    if (at >= from && at <= from + slots.good.length && at < from + minutesPerDay)
      all.marks[index]!.set(at, sumOf(slots, 0, at - from));
  }
  all.changed[index] = 1;
}

/** The total before a minute; by marks where it is between hours, and by the hour before where there is no mark. */
export function totalAt(all: Totals, index: number, at: MinuteNumber): Sums {
  const line = all.lines[index]!;
  const dayNumber = Math.floor(at / minutesPerDay);
  const onHour = at % minutesPerDay === 0 || (at % 60 === 0 && keepsHours(line, dayNumber));
  if (onHour) return totalBefore(line, at / 60);
  const hour = Math.floor(at / 60) * 60;
  // the first hour of a day is in the ring before its day is in the line
  const isRecent = dayNumber > line.newestDay || keepsHours(line, dayNumber);
  if (isRecent && hour >= earliest(all.ring, index) && at <= all.ring.until[index]!) {
    return added(totalBefore(line, hour / 60), sumOver(all.ring, index, hour, at));
  }
  const mark = all.marks[index]!.get(at);
  return mark ? added(totalBefore(line, dayNumber * 24), mark) : totalBefore(line, hour / 60);
}

/** Sums of the minutes from `from` to before `to`, which is at most the end of what is known. */
export function sumBetween(all: Totals, index: number, from: MinuteNumber, to: MinuteNumber): Sums {
  return less(totalAt(all, index, to), totalAt(all, index, from));
}

/** Remembers what lies before a minute on its day, for as long as there are days; from what is known, else when its day is put. */
export function keepMark(all: Totals, index: number, at: MinuteNumber): void {
  const marks = all.marks[index]!;
  if (at % minutesPerDay === 0 || marks.has(at)) return;
  const oldest = all.lines[index]!.firstDay * minutesPerDay;
  for (const one of marks.keys()) if (one < oldest) marks.delete(one);
  marks.set(at, null);
  noteMarks(all, index, at);
}

/** Bytes that the totals of all objectives take. */
export const bytesOf = ({ ring, lines }: Totals): number =>
  lines.reduce((sum, line) => sum + bytesOfLine(line), bytesOfRing(ring));

function foldHour(all: Totals, index: number, from: MinuteNumber): void {
  if (from < earliest(all.ring, index)) return;
  putHour(all.lines[index]!, from / 60, sumOver(all.ring, index, from, from + 60));
  all.changed[index] = 1;
}

/** What the days of marks from a minute on had counted before them, as far as the ring knows. */
function noteMarks(all: Totals, index: number, from: MinuteNumber): void {
  const { ring } = all;
  for (const at of all.marks[index]!.keys()) {
    const hour = Math.floor(at / 60) * 60;
    if (at < from || at > ring.until[index]! || hour < earliest(ring, index)) continue;
    const start = Math.floor(at / minutesPerDay) * 24;
    const line = all.lines[index]!;
    const within = less(totalBefore(line, hour / 60), totalBefore(line, start));
    all.marks[index]!.set(at, added(within, sumOver(ring, index, hour, at)));
    all.changed[index] = 1;
  }
}

function sumOf(slots: Slots, from: number, to: number): Sums {
  const sums = { ...noSums };
  for (let i = from; i < to; i++) {
    sums.good += slots.good[i]!;
    sums.valid += slots.valid[i]!;
    sums.measured += slots.measured[i]!;
  }
  return sums;
}

export const added = (a: Sums, b: Sums): Sums => ({
  good: a.good + b.good,
  valid: a.valid + b.valid,
  measured: a.measured + b.measured,
});

export const less = (a: Sums, b: Sums): Sums => ({
  good: a.good - b.good,
  valid: a.valid - b.valid,
  measured: a.measured - b.measured,
});
