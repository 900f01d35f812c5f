import { type LevelBlocks, startingPoint } from './level-blocks.ts';
import { type Dynamics, levelClip, startLevel, stepConstants } from './level-filter.ts';

/** The level needs so many blocks to find its place; what surprises it before does not count. */
const firstBlocks = 6;
/** Bound on a squared surprise: a few odd blocks do not decide what is usual. */
const mostSurprise = 12;

/**
 * Log likelihood of a history under `dynamics` (prediction error decomposition, Harvey 1989). The very
 * recursion of `predictLevel` and `updateLevel`, with the state in plain variables: it runs some twenty times for each
 * profile, and a state in an object doubles the time.
 */
export function levelLikelihood(blocks: LevelBlocks, dynamics: Dynamics, dispersion: number): number {
  const { counts, base, jumps } = blocks;
  const { keep, fastNoise, slowNoise } = stepConstants(dynamics);
  let { slow, fast, varSlow, covar, varFast } = startLevel(blocks.from, dynamics, startingPoint(blocks));
  let logLikelihood = 0;
  for (let b = 0; b < counts.length; b++) {
    const scale = slow * slow;
    fast *= keep;
    varFast = varFast * keep * keep + fastNoise * scale;
    covar *= keep;
    varSlow += (slowNoise + jumps[b]!) * scale;
    const expected = base[b]!;
    if (!(expected > 0)) continue;
    const mean = slow + fast;
    const noise = (dispersion * Math.max(mean, 0.05)) / expected;
    const toSlow = varSlow + covar;
    const toFast = varFast + covar;
    const variance = toSlow + toFast + noise;
    const surprise = counts[b]! / expected - mean;
    const limit = levelClip * Math.sqrt(variance);
    const used = Math.max(-limit, Math.min(limit, surprise));
    slow = Math.max(0.01, slow + (toSlow / variance) * used);
    fast += (toFast / variance) * used;
    varSlow -= (toSlow * toSlow) / variance;
    varFast -= (toFast * toFast) / variance;
    covar -= (toSlow * toFast) / variance;
    if (b < firstBlocks) continue;
    const z = surprise / Math.sqrt(variance);
    logLikelihood -= 0.5 * (Math.log(variance) + Math.min(z * z, mostSurprise));
  }
  return logLikelihood;
}
