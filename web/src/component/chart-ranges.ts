import { day, hour } from '../../../src/maths/instants.ts';

/** How far back the charts of a page reach, and how long their steps are then. */
export const chartRanges = [
  { id: '6h', name: '6 h', length: 6 * hour, stepMinutes: 5 },
  { id: '24h', name: '24 h', length: day, stepMinutes: 15 },
  { id: '7d', name: '7 d', length: 7 * day, stepMinutes: 60 },
] as const;
export type ChartRange = (typeof chartRanges)[number];
