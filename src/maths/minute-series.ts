import type { EpochMs } from './instants.ts';

/** Counts per minute from a minute-aligned start. A measured minute is an integer (zero included); NaN is unknown. */
export interface MinuteSeries {
  from: EpochMs;
  counts: Float64Array;
}
