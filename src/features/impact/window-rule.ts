/** What must be known to choose a window: events per minute expected, φ, and the relative variance of the expectation. */
export interface Precision {
  perMinute: number;
  dispersion: number;
  relativeVariance: number;
}

/** Windows in minutes that a class may use, smallest first. */
export const windowChoices = [5, 10, 15, 30] as const;
const longest = 30;

/**
 * The smallest window W of 5, 10, 15 and 30 minutes in which a drop of `share` stands out by `z` standard deviations:
 * φ/(λW) + v ≤ (share/z)². When none does, the longest, and `provable` says false.
 */
export function chooseWindow(precision: Precision, share: number, z: number): { minutes: number; provable: boolean } {
  for (const minutes of windowChoices) {
    // a hair's breadth of tolerance: the table's corner cases are equalities
    if (relativeError(precision, minutes) ** 2 <= (share / z) ** 2 * (1 + 1e-12)) return { minutes, provable: true };
  }
  return { minutes: longest, provable: false };
}

/** The smallest share provable at `z` standard deviations within so many minutes: z·√(φ/(λW) + v). */
export function smallestDrop(precision: Precision, minutes: number, z: number): number {
  return z * relativeError(precision, minutes);
}

function relativeError({ perMinute, dispersion, relativeVariance }: Precision, minutes: number): number {
  if (!(perMinute > 0)) return Number.POSITIVE_INFINITY;
  return Math.sqrt(dispersion / (perMinute * minutes) + relativeVariance);
}
