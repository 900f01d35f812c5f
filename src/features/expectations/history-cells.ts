import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { localDay, minutesPerDay, minutesPerWeek, zoneOf } from '../../maths/zoned-time.ts';
import { type BusinessCalendar, factorMinutes } from './business-calendar.ts';
import { blockMinutes, type Cycle, slotsOf, weekdayBit } from './profile.ts';

/** History sorted into repetitions of the local cycle (weeks or days) × ten-minute slots; cell = repetition × slots + slot. */
export interface HistoryCells {
  cycle: Cycle;
  slots: number;
  repetitions: number;
  counts: Float64Array;
  /** Measured minutes of the cell, weighted with their campaign factors. */
  exposure: Float64Array;
  /** Cell of each minute of the history; −1 where it is unknown, excluded or on a holiday. */
  cellOfMinute: Int32Array;
  weekdaysSeen: number;
  minutes: number;
}

export interface HistoryOptions {
  timeZone: string;
  calendar: BusinessCalendar;
  /** Recorded outages and the like. */
  exclude: readonly Interval[];
}

/** Marks the minutes of `n` from `from` that lie in one of the intervals. */
export function minutesInside(intervals: readonly Interval[], from: EpochMs, n: number): Uint8Array {
  const inside = new Uint8Array(n);
  for (const interval of intervals) {
    const first = Math.max(0, Math.floor((interval.from - from) / minute));
    const last = Math.min(n, Math.ceil((interval.to - from) / minute));
    if (last > first) inside.fill(1, first, last);
  }
  return inside;
}

export function historyCells(history: MinuteSeries, options: HistoryOptions, cycle: Cycle): HistoryCells {
  const zone = zoneOf(options.timeZone);
  const n = history.counts.length;
  const slots = slotsOf(cycle);
  const length = cycle === 'week' ? minutesPerWeek : minutesPerDay;
  // weeks begin on Monday: 1970-01-01 was a Thursday
  const shift = cycle === 'week' ? 3 * minutesPerDay : 0;
  const first = Math.floor((zone.localMinute(history.from) + shift) / length);
  const repetitions = Math.floor((zone.localMinute(history.from + n * minute) + shift) / length) - first + 1;
  const cells: HistoryCells = {
    cycle,
    slots,
    repetitions,
    counts: new Float64Array(repetitions * slots),
    exposure: new Float64Array(repetitions * slots),
    cellOfMinute: new Int32Array(n).fill(-1),
    weekdaysSeen: 0,
    minutes: 0,
  };
  const factors = factorMinutes(options.calendar, history.from, n);
  const excluded = minutesInside(options.exclude, history.from, n);
  const { holidays } = options.calendar;
  for (let i = 0; i < n; i++) {
    const count = history.counts[i]!;
    if (Number.isNaN(count) || excluded[i]) continue;
    const local = zone.localMinute(history.from + i * minute);
    const today = localDay(local);
    if (holidays.has(today)) continue;
    const repetition = Math.floor((local + shift) / length) - first;
    const cell = repetition * slots + Math.floor((local + shift - (first + repetition) * length) / blockMinutes);
    cells.counts[cell] = cells.counts[cell]! + count;
    cells.exposure[cell] = cells.exposure[cell]! + factors[i]!;
    cells.cellOfMinute[i] = cell;
    cells.weekdaysSeen |= weekdayBit(today);
    cells.minutes++;
  }
  return cells;
}
