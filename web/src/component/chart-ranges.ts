import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../src/maths/instants.ts';

/** How far back the charts of a page reach, and how long their steps are then. */
export const chartRanges = [
  { id: '6h', name: '6 h', length: 6 * hour, stepMinutes: 2 },
  { id: '24h', name: '24 h', length: day, stepMinutes: 10 },
  { id: '7d', name: '7 d', length: 7 * day, stepMinutes: 60 },
] as const;
export type ChartRange = (typeof chartRanges)[number];

/** The whole steps of the range that are over: one that still runs would be drawn as unknown. */
export function wholeSteps(asOf: EpochMs, { length, stepMinutes }: ChartRange): Interval {
  const to = bucketStart(asOf, stepMinutes * minute);
  return { from: to - length, to };
}
