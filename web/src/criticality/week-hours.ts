import type { EpochMs } from '../../../src/maths/instants.ts';
import { day, hour } from '../../../src/maths/instants.ts';
import { wallClock } from '../design/format/times.ts';

export const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const shades = 6;

/** How dark each hour is: 0 for nothing to 6 for the dearest; null stays null. */
export function shadesOf(minor: readonly (number | null)[]): (number | null)[] {
  const most = Math.max(0, ...minor.map((one) => one ?? 0));
  return minor.map((one) =>
    one === null ? null : one <= 0 || most === 0 ? 0 : Math.max(1, Math.ceil((one / most) * shades)),
  );
}

/** `Friday 20:00`. */
export const hourName = (index: number): string =>
  `${days[Math.floor(index / 24)]} ${String(index % 24).padStart(2, '0')}:00`;

/** The dearest and the cheapest hour that are known, the first of equals; null where none is. */
export function extremes(minor: readonly (number | null)[]): { dearest: number; cheapest: number } | null {
  const known = minor.flatMap((one, index) => (one === null ? [] : [{ one, index }]));
  const [first] = known;
  if (first === undefined) return null;
  return {
    dearest: known.reduce((best, next) => (next.one > best.one ? next : best), first).index,
    cheapest: known.reduce((best, next) => (next.one < best.one ? next : best), first).index,
  };
}

/** Which of the 168 hours from Monday 00:00 an instant lies in, by the clocks of the zone. */
export function hourOfWeek(at: EpochMs, zone: string): number {
  // 5 January 1970 was a Monday.
  const sinceMonday = (((wallClock(at, zone) - 4 * day) % (7 * day)) + 7 * day) % (7 * day);
  return Math.floor(sinceMonday / hour);
}
