/** Longest reach to either side: three hours of ten-minute slots. */
const longestReach = 18;

/**
 * How far to smooth around each slot so that the triangular window holds at least `target` events: nothing where a single
 * slot has enough, up to three hours where little comes.
 */
export function reaches(counts: Float64Array, target: number): Int8Array {
  const n = counts.length;
  const out = new Int8Array(n);
  for (let slot = 0; slot < n; slot++) {
    let reach = 0;
    while (reach < longestReach && windowSum(counts, slot, reach) < target) reach++;
    out[slot] = reach;
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
