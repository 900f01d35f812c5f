/**
 * The error that a new one exceeds with a probability of at most 1 − level when it is exchangeable with those measured: the
 * measured error of rank ⌈(n + 1)·level⌉, or the largest where n is too small for that (then the level is not reached).
 * `sorted` ascending, not empty. Source: split conformal prediction, Vovk et al. 2005; Lei et al. 2018, section 2.
 */
export function conformalQuantile(sorted: ArrayLike<number>, level: number): number {
  const n = sorted.length;
  // a hair's breadth of tolerance: 20 × 0.9 is 18
  const rank = Math.min(n, Math.ceil((n + 1) * level - 1e-9));
  return sorted[rank - 1]!;
}
