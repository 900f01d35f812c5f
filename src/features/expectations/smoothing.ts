/** Longest reach to either side: three hours of ten-minute slots. */
const longestReach = 18;

/**
 * How far to smooth around each slot so that the triangular window holds at least `target` events: nothing where a single
 * slot has enough, up to three hours where little comes, never beyond `widest`.
 */
export function reaches(counts: Float64Array, target: number, widest: Int8Array): Int8Array {
  const n = counts.length;
  const out = new Int8Array(n);
  for (let slot = 0; slot < n; slot++) {
    let reach = 0;
    while (reach < widest[slot]! && windowSum(counts, slot, reach) < target) reach++;
    out[slot] = reach;
  }
  return out;
}

/** A wider window that leaves a narrower one by so many standard deviations has met a step. */
const stepLimit = 3;

/**
 * The widest window around each slot that does not contradict any narrower one, so that a step in the day (opening hours,
 * midnight before a weekend) is not blurred. Source: Lepski 1991, pointwise choice of the bandwidth. Variance of a
 * slot's rate: dispersion × counts / exposure².
 */
export function widestReaches(counts: Float64Array, exposure: Float64Array, dispersion: number): Int8Array {
  const out = new Int8Array(counts.length);
  for (let slot = 0; slot < counts.length; slot++) {
    let lowest = Number.NEGATIVE_INFINITY;
    let highest = Number.POSITIVE_INFINITY;
    let reach = 0;
    for (; reach <= longestReach; reach++) {
      const events = windowSum(counts, slot, reach);
      const seen = windowSum(exposure, slot, reach);
      if (seen <= 0) continue;
      const rate = events / seen;
      if (rate < lowest || rate > highest) break;
      // weights below one: the variance of a triangular window is at most this
      const spread = (stepLimit * Math.sqrt(dispersion * Math.max(events, 1))) / seen;
      lowest = Math.max(lowest, rate - spread);
      highest = Math.min(highest, rate + spread);
    }
    out[slot] = Math.max(0, reach - 1);
  }
  return out;
}

/** Ratio of smoothed counts to smoothed exposure around each slot of a closed cycle; widened where nothing was measured. */
export function smoothedRatio(counts: Float64Array, exposure: Float64Array, reach: Int8Array): Float64Array {
  const n = counts.length;
  const out = new Float64Array(n);
  for (let slot = 0; slot < n; slot++) {
    let span = reach[slot]!;
    let below = windowSum(exposure, slot, span);
    while (below <= 0 && span < n / 2) {
      span++;
      below = windowSum(exposure, slot, span);
    }
    out[slot] = below > 0 ? windowSum(counts, slot, span) / below : 0;
  }
  return out;
}

function windowSum(values: Float64Array, slot: number, reach: number): number {
  const n = values.length;
  let sum = values[slot]!;
  for (let k = 1; k <= reach; k++) {
    const weight = 1 - k / (reach + 1);
    const left = slot - k;
    const right = slot + k;
    sum += weight * (values[left < 0 ? left + n : left]! + values[right >= n ? right - n : right]!);
  }
  return sum;
}
