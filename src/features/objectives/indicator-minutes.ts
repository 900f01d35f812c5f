import { type EpochMs, minute } from '../../maths/instants.ts';
import type { Counted } from './judge.ts';

/** Good and valid counts per minute from a minute-aligned start; NaN is unknown in both. */
export interface IndicatorMinutes {
  from: EpochMs;
  good: Float64Array;
  valid: Float64Array;
}

/** Running totals over the minutes, so that any window is the difference of two of them. */
export interface IndicatorTotals {
  from: EpochMs;
  minutes: number;
  /** Each has one entry more than there are minutes; entry i is the total of the first i. */
  good: Float64Array;
  valid: Float64Array;
  measured: Int32Array;
  /** Unmeasured minutes in a row up to and including minute i − 1. */
  silent: Int32Array;
}

/** Totals of the minutes; a minute counts as measured when both its counts are known. */
export function totalsOf({ from, good, valid }: IndicatorMinutes): IndicatorTotals {
  const minutes = good.length;
  const totals = {
    from,
    minutes,
    good: new Float64Array(minutes + 1),
    valid: new Float64Array(minutes + 1),
    measured: new Int32Array(minutes + 1),
    silent: new Int32Array(minutes + 1),
  };
  for (let index = 0; index < minutes; index++) {
    const known = !Number.isNaN(good[index]!) && !Number.isNaN(valid[index]!);
    totals.good[index + 1] = totals.good[index]! + (known ? good[index]! : 0);
    totals.valid[index + 1] = totals.valid[index]! + (known ? valid[index]! : 0);
    totals.measured[index + 1] = totals.measured[index]! + (known ? 1 : 0);
    totals.silent[index + 1] = known ? 0 : totals.silent[index]! + 1;
  }
  return totals;
}

/**
 * What was counted in the `overMinutes` minutes that end at `to` (minute-aligned). Minutes outside the series count as
 * unmeasured, so a window that begins before it is judged by the part that is there.
 */
export function countedUntil(totals: IndicatorTotals, to: EpochMs, overMinutes: number): Counted {
  const end = Math.round((to - totals.from) / minute);
  const last = Math.max(0, Math.min(end, totals.minutes));
  const first = Math.max(0, Math.min(end - overMinutes, totals.minutes));
  const between = (sums: Float64Array | Int32Array) => sums[last]! - sums[first]!;
  return {
    good: between(totals.good),
    valid: between(totals.valid),
    measuredMinutes: between(totals.measured),
    silentMinutes: Math.min(overMinutes, totals.silent[last]! + Math.max(0, end - totals.minutes)),
  };
}
