import { ProductError } from '../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';

/** So much of the history is learned from: five comparable weeks and some to stand in, and two weeks after. */
const daysBefore = 56;
const daysAfter = 15;

export function endOf(series: MinuteSeries): EpochMs {
  return series.from + series.counts.length * minute;
}

/**
 * The part of the series that an answer about an outage rests on, filled up with unknown minutes to the end of the last ten
 * so that the newest minutes take part. Throws ProductError `bad_input` when the outage lies outside the series.
 */
export function nearby(series: MinuteSeries, raw: Interval): MinuteSeries {
  const end = endOf(series);
  if (raw.from < series.from || raw.to > end) throw outside(raw, series);
  const from = Math.max(series.from, bucketStart(raw.from - daysBefore * day, 10 * minute));
  const to = Math.min(end, raw.to + daysAfter * day);
  const known = series.counts.subarray((from - series.from) / minute, (to - series.from) / minute);
  const counts = new Float64Array(Math.ceil(to / minute / 10) * 10 - from / minute).fill(Number.NaN);
  counts.set(known);
  return { from, counts };
}

/** Sum of the known minutes [from, to) and how many they are. */
export function measuredSum(counts: Float64Array, from: number, to: number): { sum: number; measured: number } {
  let sum = 0;
  let measured = 0;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(counts[i]!)) continue;
    sum += counts[i]!;
    measured++;
  }
  return { sum, measured };
}

export function outside(raw: Interval, series: MinuteSeries): ProductError {
  const found = `${toRfc3339(raw.from)} to ${toRfc3339(raw.to)}`;
  const expected = `an interval within the data, ${toRfc3339(series.from)} to ${toRfc3339(endOf(series))}`;
  return new ProductError('bad_input', `found ${found}, expected ${expected}`, { found, expected });
}

export function unmeasured(raw: Interval): ProductError {
  const found = `no row between ${toRfc3339(raw.from)} and ${toRfc3339(raw.to)}`;
  return new ProductError(
    'bad_input',
    `found ${found}: what came in the outage is unknown. When a missing row means that nothing came, say --missing zero.`,
    { found, expected: 'measured minutes, or --missing zero' },
  );
}
