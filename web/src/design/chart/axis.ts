import { day, type EpochMs, hour, minute } from '../../../../src/maths/instants.ts';
import { clockText, dayText, wallClock } from '../format/times.ts';

const nice = [1, 2, 5, 10, 15, 30]
  .map((n) => n * minute)
  .concat(
    [1, 2, 3, 6, 12].map((n) => n * hour),
    [day, 2 * day, 7 * day],
  );

/**
 * Which steps get a label: those that begin at a round time on the zone's clocks, at most `most` of them.
 * A step that does not meet round times (steps of 7 minutes) gets every nth label.
 */
export function tickIndexes(from: EpochMs, stepMinutes: number, count: number, zone: string, most = 8): number[] {
  const step = stepMinutes * minute;
  const every = nice.find((size) => size >= step && (count * step) / size <= most) ?? 28 * day;
  const ticks: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (wallClock(from + index * step, zone) % every === 0) ticks.push(index);
  }
  if (ticks.length >= 2) return ticks;
  const stride = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
}

/** `10:15`, and at midnight (or for steps of days) `20 Nov`. */
export function tickText(at: EpochMs, zone: string, spanMs: number): string {
  const isMidnight = wallClock(at, zone) % day === 0;
  if (isMidnight) return dayText(at, zone);
  return spanMs > 2 * day ? `${dayText(at, zone)} ${clockText(at, zone)}` : clockText(at, zone);
}
