/** Quantile of values sorted ascending, linear between order statistics (Hyndman and Fan type 7). NaN when empty. */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const at = (n - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  return below + 1 < n ? low + (at - below) * (sorted[below + 1]! - low) : low;
}

/** Quantile of values in any order; NaN values are left out. Does not change its input. */
export function quantile(values: ArrayLike<number>, p: number): number {
  const known = Float64Array.from(values).filter((v) => !Number.isNaN(v));
  return quantileSorted(known.sort(), p);
}

/** Median; NaN values are left out. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Half-width of a normal's middle half is 0.6745 σ: the median absolute deviation times this is σ of a normal. */
export const madToSigma = 1.4826;
