import type { EpochMs } from './instants.ts';

/**
 * Sequential detector of a drop in counts (CUSUM of Page 1954 on the count likelihood, one sum per alternative drop).
 * Each minute adds the log likelihood ratio of "a share d is missing" against "as expected", A·ln(1−d) + d·E, and the
 * sum never falls below zero. Its score is sum / (φ + v·ΣE): divided by the over-dispersion φ of the counts, and by what
 * the uncertainty v (relative variance) of E itself adds over the excursion; so a slightly wrong E cannot add up to an alarm.
 */
export interface Cusum {
  sums: Float64Array;
  /** ΣE since each sum last left zero. */
  exposures: Float64Array;
  /** Start of the first minute since each sum last left zero. */
  starts: Float64Array;
}

/**
 * Shares missing that are looked for: a quarter, half, nearly everything. Below a quarter a passing weather of a tenth begins to
 * add up; a fifth missing still does, within a tenth of the speed of an alternative of its own.
 */
const alternatives = [0.25, 0.5, 0.9] as const;
const logs = alternatives.map((d) => Math.log(1 - d));

/** Less than one false alarm in 30 clean days at 60 to 300 a minute (docs/impact.md, measured). */
export const alarmThreshold = 9.5;

export function newCusum(): Cusum {
  const n = alternatives.length;
  return { sums: new Float64Array(n), exposures: new Float64Array(n), starts: new Float64Array(n) };
}

export function resetCusum(cusum: Cusum): void {
  cusum.sums.fill(0);
  cusum.exposures.fill(0);
}

/**
 * Takes in one measured minute (an unknown minute is simply not given) and returns the highest score.
 * `expected` per minute, `dispersion` φ ≥ 1, `relativeVariance` v of the expectation.
 */
export function advanceCusum(
  cusum: Cusum,
  at: EpochMs,
  count: number,
  expected: number,
  dispersion: number,
  relativeVariance: number,
): number {
  let highest = 0;
  for (let i = 0; i < alternatives.length; i++) {
    const before = cusum.sums[i]!;
    if (before === 0) {
      cusum.starts[i] = at;
      cusum.exposures[i] = 0;
    }
    const sum = Math.max(0, before + count * logs[i]! + alternatives[i]! * expected);
    cusum.sums[i] = sum;
    cusum.exposures[i] = cusum.exposures[i]! + expected;
    highest = Math.max(highest, sum / (dispersion + relativeVariance * cusum.exposures[i]!));
  }
  return highest;
}

/** Start of the excursion of the alternative with the highest score now: the likeliest begin of a drop. */
export function excursionStart(cusum: Cusum, dispersion: number, relativeVariance: number): EpochMs {
  let best = 0;
  let start = cusum.starts[0]!;
  for (let i = 0; i < alternatives.length; i++) {
    const score = cusum.sums[i]! / (dispersion + relativeVariance * cusum.exposures[i]!);
    if (score > best) {
      best = score;
      start = cusum.starts[i]!;
    }
  }
  return start;
}
