/**
 * Falling step curve of least weighted squares through points in order of dose (pool adjacent violators; Ayer et al. 1955,
 * Barlow et al. 1972). Points of weight 0 take the value of the block they fall into. O(n).
 */
export function fallingFit(y: ArrayLike<number>, weight: ArrayLike<number>): Float64Array {
  const n = y.length;
  const mean = new Float64Array(n);
  const mass = new Float64Array(n);
  const size = new Int32Array(n);
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    mean[blocks] = weight[i]! > 0 ? y[i]! : Number.NaN;
    mass[blocks] = weight[i]!;
    size[blocks] = 1;
    blocks++;
    while (blocks > 1 && !(mean[blocks - 2]! >= mean[blocks - 1]!)) pool(mean, mass, size, --blocks);
  }
  const out = new Float64Array(n);
  let at = 0;
  for (let b = 0; b < blocks; b++) {
    out.fill(mean[b]!, at, at + size[b]!);
    at += size[b]!;
  }
  return out;
}

/** Joins block b to the one before it. */
function pool(mean: Float64Array, mass: Float64Array, size: Int32Array, b: number): void {
  const both = mass[b - 1]! + mass[b]!;
  if (mass[b]! > 0 && mass[b - 1]! > 0) mean[b - 1] = (mean[b - 1]! * mass[b - 1]! + mean[b]! * mass[b]!) / both;
  else if (mass[b]! > 0) mean[b - 1] = mean[b]!;
  mass[b - 1] = both;
  size[b - 1]! += size[b]!;
}
