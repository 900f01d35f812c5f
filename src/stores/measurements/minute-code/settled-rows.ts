import { type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import {
  type DayHours,
  type DayMinutes,
  emptyHours,
  emptyMinutes,
  hoursInDay,
  minutesInDay,
  unpackHours,
  unpackMinutes,
} from './day-code.ts';
import { minutesInHour } from './hour-code.ts';

/** Columns of packed days, in order of series, day and bin; `bin` is null where there are none. */
export interface SettledRows {
  series: Int32Array;
  /** Midnight of UTC. */
  start: Float64Array;
  bin: Int32Array | null;
  hours: Uint8Array[];
  minutes: Uint8Array[];
}

/** The rows in order of series, day and bin; as they are when they are in order already. */
export function inOrder(rows: SettledRows): SettledRows {
  const { series, start, bin } = rows;
  const order = (a: number, b: number): number =>
    series[a]! - series[b]! || start[a]! - start[b]! || (bin === null ? 0 : bin[a]! - bin[b]!);
  let row = 1;
  while (row < series.length && order(row - 1, row) < 0) row += 1;
  if (row >= series.length) return rows;
  const places = Array.from(series.keys()).sort(order);
  return {
    series: Int32Array.from(places, (place) => series[place]!),
    start: Float64Array.from(places, (place) => start[place]!),
    bin: bin === null ? null : Int32Array.from(places, (place) => bin[place]!),
    hours: places.map((place) => rows.hours[place]!),
    minutes: places.map((place) => rows.minutes[place]!),
  };
}

export type Visit = (series: number, at: EpochMs, bin: number, n: number) => void;

/**
 * Tells every minute in the window that has rows, or every hour where `byHours`, cut to the window; in order of series, time and
 * bin. Of an hour that the window cuts the minutes must be there. Throws RangeError for damaged bytes.
 */
export function visitSettled(rows: SettledRows, window: Interval, byHours: boolean, visit: Visit): void {
  const room: Units[] = [];
  const { series, start } = rows;
  for (let first = 0; first < series.length; ) {
    let end = first + 1;
    while (end < series.length && series[end] === series[first] && start[end] === start[first]) end += 1;
    for (let row = first; row < end; row++) {
      if (room.length === row - first) room.push({ hours: emptyHours(), minutes: emptyMinutes() });
      const units = room[row - first]!;
      if (byHours) unpackWhole(rows, row, window, units);
      else unpackMinutes(packedOf(rows, row), units.minutes, ...hoursOf(start[row]!, window));
    }
    tell(rows, first, end, room, window, byHours, visit);
    first = end;
  }
}

interface Units {
  hours: DayHours;
  minutes: DayMinutes;
}

function tell(
  { series, start, bin }: SettledRows,
  first: number,
  end: number,
  room: readonly Units[],
  window: Interval,
  byHours: boolean,
  visit: Visit,
): void {
  const midnight = start[first]!;
  const size = byHours ? hour : minute;
  const [from, to] = byHours ? hoursOf(midnight, window) : minutesOf(midnight, window);
  for (let unit = from; unit < to; unit++) {
    const at = midnight + unit * size;
    for (let row = first; row < end; row++) {
      const own = room[row - first]!;
      const { there, n } = byHours ? own.hours : own.minutes;
      if (there[unit] === 1) visit(series[first]!, at, bin === null ? 0 : bin[row]!, n[unit]!);
    }
  }
}

const packedOf = ({ hours, minutes }: SettledRows, row: number) => ({ hours: hours[row]!, minutes: minutes[row]! });

/** The totals of the hours, of those that the window cuts what lies in it. */
function unpackWhole(rows: SettledRows, row: number, window: Interval, { hours, minutes }: Units): void {
  unpackHours(rows.hours[row]!, hours);
  const midnight = rows.start[row]!;
  const [first, end] = hoursOf(midnight, window);
  const [from, to] = minutesOf(midnight, window);
  for (const nth of new Set([first, end - 1])) {
    const start = nth * minutesInHour;
    if (hours.there[nth] !== 1 || (from <= start && to >= start + minutesInHour)) continue;
    unpackMinutes(packedOf(rows, row), minutes, nth, nth + 1);
    hours.there[nth] = 0;
    hours.n[nth] = 0;
    for (let at = Math.max(from, start); at < Math.min(to, start + minutesInHour); at++) {
      hours.there[nth]! |= minutes.there[at]!;
      hours.n[nth]! += minutes.n[at]!;
    }
  }
}

/** The hours of the day that share a moment with the window. */
function hoursOf(midnight: EpochMs, { from, to }: Interval): [number, number] {
  return [Math.max(0, Math.floor((from - midnight) / hour)), Math.min(hoursInDay, Math.ceil((to - midnight) / hour))];
}

/** The minutes of the day that begin in the window. */
function minutesOf(midnight: EpochMs, { from, to }: Interval): [number, number] {
  return [
    Math.max(0, Math.ceil((from - midnight) / minute)),
    Math.min(minutesInDay, Math.ceil((to - midnight) / minute)),
  ];
}
