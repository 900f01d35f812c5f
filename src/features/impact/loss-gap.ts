import { type Level, predictLevel, type StepConstants } from '../expectations/level-filter.ts';
import { blockMs } from '../expectations/profile.ts';

/** One ten-minute block on the way through a gap. */
export interface GapBlock {
  /** Events of the minutes that the level may see, and what was expected of them at level 1; 0 where it sees none. */
  count: number;
  base: number;
  /** Expected at level 1 of the block's minutes that belong to the first sum (the outage) and the second (after it). */
  outage: number;
  after: number;
  /** Extra variance of the level at the block's begin. */
  jump: number;
}

/** Two sums of what would have come, and how surely they are known (counting noise not included). */
export interface GapSums {
  outage: number;
  after: number;
  varOutage: number;
  varAfter: number;
  covariance: number;
}

/** A block further off than this many standard deviations moves the level only as far as one at the limit would. */
const clip = 3;

/**
 * What would have come in a gap, known from both sides. The state of the level (slow and passing part) is carried on with two
 * running sums, Σ base·level over the outage and over the time after it; blocks seen later correct the sums through their
 * covariance with the level. So the end of the filter is the fixed-interval smoother of both sums with its exact
 * variance (Anderson and Moore 1979, state augmentation). `start` is the state before the first block. In events, events².
 */
export function sumsThroughGap(
  start: Level,
  step: StepConstants,
  dispersion: number,
  blocks: Iterable<GapBlock>,
): GapSums {
  const level = { ...start };
  const sums: GapSums = { outage: 0, after: 0, varOutage: 0, varAfter: 0, covariance: 0 };
  // covariances of slow and fast with the two sums
  let [slowOutage, fastOutage, slowAfter, fastAfter] = [0, 0, 0, 0];
  for (const block of blocks) {
    predictLevel(level, step, block.jump, blockMs);
    fastOutage *= step.keep;
    fastAfter *= step.keep;
    const mean = Math.max(0.01, level.slow + level.fast);
    const toSlow = level.varSlow + level.covar;
    const toFast = level.varFast + level.covar;
    if (block.outage > 0) {
      const w = block.outage;
      sums.varOutage += 2 * w * (slowOutage + fastOutage) + w * w * (toSlow + toFast);
      sums.covariance += w * (slowAfter + fastAfter);
      sums.outage += w * mean;
      slowOutage += w * toSlow;
      fastOutage += w * toFast;
    }
    if (block.after > 0) {
      const w = block.after;
      // the outage's sum already holds its share of this very block, as it must
      sums.covariance += w * (slowOutage + fastOutage);
      sums.varAfter += 2 * w * (slowAfter + fastAfter) + w * w * (toSlow + toFast);
      sums.after += w * mean;
      slowAfter += w * toSlow;
      fastAfter += w * toFast;
    }
    if (!(block.base > 0)) continue;
    const variance = toSlow + toFast + (dispersion * Math.max(mean, 0.05)) / block.base;
    const limit = clip * Math.sqrt(variance);
    const used = Math.max(-limit, Math.min(limit, block.count / block.base - level.slow - level.fast));
    const withOutage = slowOutage + fastOutage;
    const withAfter = slowAfter + fastAfter;
    sums.outage += (withOutage / variance) * used;
    sums.after += (withAfter / variance) * used;
    sums.varOutage -= (withOutage * withOutage) / variance;
    sums.varAfter -= (withAfter * withAfter) / variance;
    sums.covariance -= (withOutage * withAfter) / variance;
    slowOutage -= (toSlow * withOutage) / variance;
    fastOutage -= (toFast * withOutage) / variance;
    slowAfter -= (toSlow * withAfter) / variance;
    fastAfter -= (toFast * withAfter) / variance;
    level.slow = Math.max(0.01, level.slow + (toSlow / variance) * used);
    level.fast += (toFast / variance) * used;
    level.varSlow -= (toSlow * toSlow) / variance;
    level.varFast -= (toFast * toFast) / variance;
    level.covar -= (toSlow * toFast) / variance;
  }
  return { ...sums, varOutage: Math.max(0, sums.varOutage), varAfter: Math.max(0, sums.varAfter) };
}
