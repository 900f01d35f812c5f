import { quantile } from '../../maths/quantiles.ts';
import { blockMinutes } from './profile.ts';

/** The median of χ² with 9 degrees of freedom over 9, by which a median of block dispersions is too low. */
const medianOfChiSquare9 = 0.927;

/** First guess of φ before a shape is known: median over ten-minute blocks of variance over mean. At least 1. */
export function roughDispersion(counts: Float64Array): number {
  const ratios: number[] = [];
  for (let i = 0; i + blockMinutes <= counts.length; i += blockMinutes) {
    let sum = 0;
    let squares = 0;
    for (let k = i; k < i + blockMinutes; k++) {
      sum += counts[k]!;
      squares += counts[k]! * counts[k]!;
    }
    // a block with an unknown minute is NaN and fails here
    if (sum > 0) ratios.push((squares - (sum * sum) / blockMinutes) / (blockMinutes - 1) / (sum / blockMinutes));
  }
  const found = quantile(ratios, 0.5) / medianOfChiSquare9;
  return Number.isNaN(found) ? 1 : Math.max(1, found);
}

/**
 * φ around the shape: Σ(A − e)² over Σe within ten-minute blocks scaled to their own sum, so that only what neighbouring
 * minutes do not share counts (what they share is the level's business). `used[i]` 0 leaves a minute out. At least 1:
 * counts more regular than Poisson are not relied on.
 */
export function minuteDispersion(counts: Float64Array, base: Float64Array, used: Uint8Array): number {
  let squares = 0;
  let expectedSum = 0;
  for (let i = 0; i + blockMinutes <= counts.length; i += blockMinutes) {
    let sum = 0;
    let baseSum = 0;
    let n = 0;
    for (let k = i; k < i + blockMinutes; k++) {
      if (!used[k] || !(base[k]! > 0)) continue;
      sum += counts[k]!;
      baseSum += base[k]!;
      n++;
    }
    if (n < 5 || !(sum > 0)) continue;
    const scale = sum / baseSum;
    let blockSquares = 0;
    for (let k = i; k < i + blockMinutes; k++) {
      if (!used[k] || !(base[k]! > 0)) continue;
      const miss = counts[k]! - scale * base[k]!;
      blockSquares += miss * miss;
    }
    squares += (blockSquares * n) / (n - 1);
    expectedSum += sum;
  }
  return expectedSum > 0 ? Math.max(1, squares / expectedSum) : 1;
}
