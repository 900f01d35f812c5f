import type { EpochMs } from '../../maths/instants.ts';

/**
 * The level of a process: how much more or less than its usual shape comes now. Two parts: `slow` wanders (random walk:
 * growth, a new release), `fast` passes (first-order autoregression: weather, news). Kalman filter on blocks of ten
 * minutes. Source: Harvey 1989, local level with autoregressive part; counts enter with variance φ·mean.
 */
export interface Dynamics {
  /** Standard deviation of the passing part, relative. */
  fastSd: number;
  /** Its memory: correlation falls to 1/e after so many minutes. */
  fastMinutes: number;
  /** Standard deviation of a day's wandering of the slow part, relative. */
  slowSdPerDay: number;
}

/** State at `at`: all blocks that end at or before it are taken in. Variances are relative to a level of 1. */
export interface Level {
  at: EpochMs;
  slow: number;
  fast: number;
  varSlow: number;
  covar: number;
  varFast: number;
}

/** Constants of one ten-minute step. */
export interface StepConstants {
  keep: number;
  fastNoise: number;
  slowNoise: number;
}

const blocksPerDay = 144;

export function stepConstants(dynamics: Dynamics): StepConstants {
  const keep = Math.exp(-10 / dynamics.fastMinutes);
  return {
    keep,
    fastNoise: dynamics.fastSd ** 2 * (1 - keep * keep),
    slowNoise: dynamics.slowSdPerDay ** 2 / blocksPerDay,
  };
}

export function startLevel(at: EpochMs, dynamics: Dynamics, slow = 1): Level {
  return { at, slow, fast: 0, varSlow: 0.05 ** 2, covar: 0, varFast: dynamics.fastSd ** 2 };
}

/** Moves the state one block ahead in place. `jump` is extra variance of the slow part (an unseen kind of day begins). */
export function predictLevel(level: Level, step: StepConstants, jump: number, blockMs: number): void {
  const scale = level.slow * level.slow;
  level.fast *= step.keep;
  level.varFast = level.varFast * step.keep * step.keep + step.fastNoise * scale;
  level.covar *= step.keep;
  level.varSlow += (step.slowNoise + jump) * scale;
  level.at += blockMs;
}

/** A block further off than this many standard deviations moves the level only as far as one at the limit would. */
export const levelClip = 3;

/**
 * Takes in a block of `count` events where `base` were expected at level 1, in place. The state must have been moved to
 * the block's end. Returns the standardised surprise; 0 when base is 0 (nothing to learn).
 */
export function updateLevel(
  level: Level,
  count: number,
  base: number,
  dispersion: number,
): { z: number; variance: number } {
  if (!(base > 0)) return { z: 0, variance: 0 };
  const mean = level.slow + level.fast;
  const noise = (dispersion * Math.max(mean, 0.05)) / base;
  const toSlow = level.varSlow + level.covar;
  const toFast = level.varFast + level.covar;
  const variance = toSlow + toFast + noise;
  const surprise = count / base - mean;
  const limit = levelClip * Math.sqrt(variance);
  const used = Math.max(-limit, Math.min(limit, surprise));
  level.slow = Math.max(0.01, level.slow + (toSlow / variance) * used);
  level.fast += (toFast / variance) * used;
  level.varSlow -= (toSlow * toSlow) / variance;
  level.varFast -= (toFast * toFast) / variance;
  level.covar -= (toSlow * toFast) / variance;
  return { z: surprise / Math.sqrt(variance), variance };
}

/** Mean and relative variance of a block `steps` blocks after the state (1 = the next one), from the state alone. */
export function lookAhead(
  level: Level,
  step: StepConstants,
  steps: number,
  jump: number,
): { mean: number; relativeVariance: number } {
  const keep = step.keep ** steps;
  const scale = level.slow * level.slow;
  const mean = Math.max(0.01, level.slow + level.fast * keep);
  const fastGain = step.keep === 1 ? 0 : (step.fastNoise * (1 - keep * keep)) / (1 - step.keep * step.keep);
  const variance =
    level.varSlow +
    (steps * step.slowNoise + jump) * scale +
    2 * level.covar * keep +
    level.varFast * keep * keep +
    fastGain * scale;
  return { mean, relativeVariance: Math.max(0, variance) / (mean * mean) };
}
