/** An instant as integer epoch milliseconds, UTC. */
export type EpochMs = number;

/** Half-open: `from` belongs to it, `to` does not. */
export interface Interval {
  from: EpochMs;
  to: EpochMs;
}

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const week = 7 * day;

/** Start of the bucket of `step` milliseconds that holds `at` (right for negative instants too). */
export function bucketStart(at: EpochMs, step: number): EpochMs {
  const rest = at % step;
  return rest < 0 ? at - rest - step : at - rest;
}

/** The UTC day of an instant as `YYYYMMDD`, the suffix of a day's tables. */
export function dayName(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
}

/** RFC 3339 in UTC, without milliseconds where they are zero. */
export function toRfc3339(at: EpochMs): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
