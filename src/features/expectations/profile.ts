import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
import {
  localDay,
  minuteOfWeek,
  minutesPerDay,
  minutesPerWeek,
  positiveModulo,
  zoneOf,
} from '../../maths/zoned-time.ts';
import { type BusinessCalendar, factorMinutes } from './business-calendar.ts';
import type { Dynamics, Level } from './level-filter.ts';

/** The shape and the level are reckoned in blocks of ten minutes. */
export const blockMinutes = 10;
export const blockMs = blockMinutes * minute;

/** The level never uses the last half hour before what is judged, so that a beginning drop does not lower its own yardstick. */
export const guardMinutes = 30;

/** `week`: each weekday has its own shape. `day`: too short a history for that, all days share one. */
export type Cycle = 'week' | 'day';

/** What was learned about one process step. Plain data; expected(t) = shape(t) × campaign factors(t) × level(t). */
export interface Profile {
  version: string;
  timeZone: string;
  cycle: Cycle;
  /** Expected events per minute at level 1 by ten-minute block of the local cycle (week from Monday, or day). */
  shape: Float64Array;
  /** Holidays run at the Sunday shape times this. */
  holidayFactor: number;
  /** Bit per weekday (Monday 1) that the shape can tell; any other has a wide interval. */
  weekdaysSeen: number;
  calendar: BusinessCalendar;
  /** φ: variance over mean of a minute's count around its expectation, at least 1. */
  dispersion: number;
  dynamics: Dynamics;
  /** Standard deviation, relative, of the level's step where a day begins; 0 where days run into each other. */
  midnightSd: number;
  /** By sum length in minutes: measured error over modelled error at 90 %, multiplies the standard deviation. */
  spread: readonly { minutes: number; factor: number }[];
  /** Highest detector score met on the clean history itself, and its days: what an alarm threshold must exceed. */
  placebo: { cusum: number; days: number };
  /** Level states on the hour through the history, oldest first. */
  levels: readonly Level[];
  learnedFrom: EpochMs;
  learnedUntil: EpochMs;
  /** Measured minutes that were used. */
  minutes: number;
  notes: readonly string[];
}

export function slotsOf(cycle: Cycle): number {
  return (cycle === 'week' ? minutesPerWeek : minutesPerDay) / blockMinutes;
}

/** Minute within the local cycle; on a holiday the same time on a Sunday. */
export function cycleMinute(cycle: Cycle, localMinute: number, holiday: boolean): number {
  if (cycle === 'day') return positiveModulo(localMinute, minutesPerDay);
  return holiday ? 6 * minutesPerDay + positiveModulo(localMinute, minutesPerDay) : minuteOfWeek(localMinute);
}

type BaseInputs = Pick<Profile, 'timeZone' | 'cycle' | 'shape' | 'holidayFactor' | 'calendar'>;

/** Expected events of each of `n` minutes from the minute-aligned `from`, at level 1, campaign factors applied. */
export function baseMinutes(profile: BaseInputs, from: EpochMs, n: number): Float64Array {
  const zone = zoneOf(profile.timeZone);
  const { shape, cycle, calendar } = profile;
  const out = factorMinutes(calendar, from, n);
  for (let i = 0; i < n; i++) {
    const local = zone.localMinute(from + i * minute);
    const holiday = calendar.holidays.size > 0 && calendar.holidays.has(localDay(local));
    const usual = shapeAt(shape, cycleMinute(cycle, local, holiday));
    out[i] = out[i]! * usual * (holiday ? profile.holidayFactor : 1);
  }
  return out;
}

/**
 * The shape at a minute: within each block a straight line through its mean, as steep as both neighbours allow
 * (monotonised central slope, van Leer 1977). So the sum over a block is its mean, a smooth day stays smooth, and a step,
 * such as opening hours, stays a step instead of being blurred into the minutes beside it.
 */
export function shapeAt(shape: Float64Array, minuteOfCycle: number): number {
  const slots = shape.length;
  const slot = Math.floor(minuteOfCycle / blockMinutes);
  const mean = shape[slot]!;
  const before = mean - shape[slot === 0 ? slots - 1 : slot - 1]!;
  const after = shape[slot + 1 === slots ? 0 : slot + 1]! - mean;
  if (before * after <= 0) return mean;
  const steepest = Math.min(Math.abs(before + after) / 2, 2 * Math.abs(before), 2 * Math.abs(after));
  const offset = (minuteOfCycle + 0.5) / blockMinutes - slot - 0.5;
  return mean + Math.sign(before) * steepest * offset;
}

/** Relative variances added where a day begins whose like was not seen, assumed: standard deviations of 15 % and 20 %. */
const holidayJump = 0.15 ** 2;
const unseenDayJump = 0.2 ** 2;
/** And where its course is unknown too, 30 % at its begin and 45 % in every three hours of it. */
const unlikeDayJump = 0.3 ** 2;
const unlikeCourse = 0.45 ** 2 / 18;
const workdays = 31;
/** Of so many workdays the others are believed to run alike. */
const workdaysAlike = 3;

/**
 * Extra variance of the level at the begin of the ten-minute block at `at`: at midnight what days measurably differ by, more into or
 * out of a holiday or a weekday that the history does not hold, and all through a day whose course it cannot tell. Zero everywhere else.
 */
export function levelJump(
  profile: Pick<Profile, 'timeZone' | 'calendar' | 'weekdaysSeen' | 'midnightSd'>,
  at: EpochMs,
): number {
  const zone = zoneOf(profile.timeZone);
  const today = localDay(zone.localMinute(at));
  const before = localDay(zone.localMinute(at - blockMs));
  const seen = profile.weekdaysSeen;
  if (today === before) return isTold(seen, today) ? 0 : unlikeCourse;
  const holidays = profile.calendar.holidays;
  if (holidays.has(today) || holidays.has(before)) return holidayJump;
  if (!isTold(seen, today) || !isTold(seen, before)) return unlikeDayJump;
  return isSeen(seen, today) && isSeen(seen, before) ? profile.midnightSd ** 2 : unseenDayJump;
}

/** Whether the course of a day is known, if not its height: from days of its name, or a workday's from other workdays. */
function isTold(seen: number, day: number): boolean {
  return isSeen(seen, day) || ((weekdayBit(day) & workdays) !== 0 && workdaysIn(seen) >= workdaysAlike);
}

/**
 * The weekdays whose course one shape for all days can tell: those of the history, but where workdays have made the shape, no
 * Saturday or Sunday, though one was seen.
 */
export function toldByOneShape(seen: number): number {
  return workdaysIn(seen) >= workdaysAlike ? seen & workdays : seen;
}

function workdaysIn(weekdays: number): number {
  let n = 0;
  for (let bit = 1; bit <= workdays; bit *= 2) if ((weekdays & bit) !== 0) n++;
  return n;
}

/** Bit of a wall-clock day's weekday, Monday 1 … Sunday 64. */
export function weekdayBit(day: number): number {
  return 1 << positiveModulo(day + 3, 7);
}

function isSeen(weekdays: number, day: number): boolean {
  return (weekdays & weekdayBit(day)) !== 0;
}

export function blockStart(at: EpochMs): EpochMs {
  return bucketStart(at, blockMs);
}
