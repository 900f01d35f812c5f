import { countInterval } from '../../maths/distributions.ts';
import type { Level, StepConstants } from './level-filter.ts';
import { blockMinutes } from './profile.ts';

/** What a sum of minutes is expected to be, seen from a level state. */
export interface Forecast {
  mean: number;
  /** Variance from not knowing the level; it grows with the square of the mean and does not shrink with length. */
  levelVariance: number;
}

/**
 * Forecast of Σ base·level over minutes [from, to) of `base`, whose minute `offset` follows the state `level` and counts as 0.
 * `jumps` is the extra variance at the begin of each ten-minute block from there on. NaN in base (unknown or left out)
 * takes no part. Exact for the model: the covariance of the running sum with both parts of the level is carried along.
 */
export function forecastSum(
  level: Level,
  step: StepConstants,
  base: Float64Array,
  jumps: (block: number) => number,
  from: number,
  to: number,
  offset = 0,
): Forecast {
  let fast = level.fast;
  let { varSlow, covar, varFast } = level;
  const scale = level.slow * level.slow;
  let mean = 0;
  let variance = 0;
  let withSlow = 0;
  let withFast = 0;
  const blocks = Math.ceil(to / blockMinutes);
  for (let block = 0; block < blocks; block++) {
    fast *= step.keep;
    varFast = varFast * step.keep * step.keep + step.fastNoise * scale;
    covar *= step.keep;
    varSlow += (step.slowNoise + jumps(block)) * scale;
    withFast *= step.keep;
    let sum = 0;
    const last = Math.min(to, (block + 1) * blockMinutes);
    for (let i = Math.max(from, block * blockMinutes); i < last; i++) {
      const value = base[offset + i]!;
      if (value > 0) sum += value;
    }
    if (sum === 0) continue;
    mean += sum * Math.max(0.01, level.slow + fast);
    variance += 2 * sum * (withSlow + withFast) + sum * sum * (varSlow + 2 * covar + varFast);
    withSlow += sum * (varSlow + covar);
    withFast += sum * (covar + varFast);
  }
  return { mean, levelVariance: Math.max(0, variance) };
}

/** Measured over modelled spread at a sum length, on the straight line in log length between the measured ones. */
export function spreadAt(spread: readonly { minutes: number; factor: number }[], minutes: number): number {
  const first = spread[0];
  const last = spread.at(-1);
  if (!first || !last) return 1;
  if (minutes <= first.minutes) return first.factor;
  for (let i = 1; i < spread.length; i++) {
    const right = spread[i]!;
    const left = spread[i - 1]!;
    if (minutes <= right.minutes) {
      const share = Math.log(minutes / left.minutes) / Math.log(right.minutes / left.minutes);
      return left.factor + share * (right.factor - left.factor);
    }
  }
  return last.factor;
}

/** The nominal coverage of every interval made here. */
export const intervalLevel = 0.9;

/** Interval for the count that would have come: over-dispersed counting noise and level, times the measured spread. */
export function forecastInterval(
  mean: number,
  levelVariance: number,
  dispersion: number,
  factor: number,
): { low: number; high: number } {
  return countInterval(mean, factor * factor * (dispersion * mean + levelVariance), intervalLevel);
}
