import { conformalQuantile } from '../../maths/conformal.ts';
import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { intervalLevel } from '../expectations/forecast.ts';
import { startLevel, stepConstants } from '../expectations/level-filter.ts';
import { blockMinutes } from '../expectations/profile.ts';

/** A step of the level for the length of a window: its size as a share of the level, and in standard deviations. */
export interface Step {
  share: number;
  z: number;
}

/** So many blocks before and after the window tell where the level stood: six hours. */
const around = 36;
const mostPlacebos = 250;
const leastLimit = 1.3;

/**
 * By how much the level of a process stands lower or higher for exactly the minutes [from, to): generalised least squares of a window's
 * indicator beside the wandering level, by one filter run over the counts and one over the indicator with the same gains (Harvey
 * 1989, intervention analysis). Weather comes and goes as it likes, an outage has edges, and edges are what this
 * measures: a share that the sum of a long window cannot tell from weather stands out here.
 */
export function stepIn(history: PlaceboHistory, usable: Uint8Array, from: number, to: number): Step {
  const { counts, base, jumps, levels, dynamics, dispersion } = history;
  const first = Math.max(0, Math.floor(from / blockMinutes) - around);
  const last = Math.min(levels.length, Math.ceil(to / blockMinutes) + around);
  const { keep, fastNoise, slowNoise } = stepConstants(dynamics);
  let { slow, fast, varSlow, covar, varFast } =
    first > 0 ? levels.at(first - 1) : startLevel(0, dynamics, levels.at(0).slow);
  let [slowOfStep, fastOfStep, squares, products] = [0, 0, 0, 0];
  for (let b = first; b < last; b++) {
    const scale = slow * slow;
    fast *= keep;
    fastOfStep *= keep;
    varFast = varFast * keep * keep + fastNoise * scale;
    covar *= keep;
    varSlow += (slowNoise + jumps[b]!) * scale;
    let [count, expected, inside] = [0, 0, 0];
    for (let i = b * blockMinutes; i < (b + 1) * blockMinutes; i++) {
      if (!usable[i]) continue;
      count += counts[i]!;
      expected += base[i]!;
      if (i >= from && i < to) inside += base[i]!;
    }
    if (!(expected > 0)) continue;
    const toSlow = varSlow + covar;
    const toFast = varFast + covar;
    const variance = toSlow + toFast + (dispersion * Math.max(slow + fast, 0.05)) / expected;
    const surprise = count / expected - slow - fast;
    const ofStep = inside / expected - slowOfStep - fastOfStep;
    squares += (ofStep * ofStep) / variance;
    products += (ofStep * surprise) / variance;
    slow = Math.max(0.01, slow + (toSlow / variance) * surprise);
    fast += (toFast / variance) * surprise;
    slowOfStep += (toSlow / variance) * ofStep;
    fastOfStep += (toFast / variance) * ofStep;
    varSlow -= (toSlow * toSlow) / variance;
    varFast -= (toFast * toFast) / variance;
    covar -= (toSlow * toFast) / variance;
  }
  return squares > 0 ? { share: products / squares, z: products / Math.sqrt(squares) } : { share: 0, z: 0 };
}

/** The size of step, in standard deviations, that nine of ten quiet windows of this length stay below. Never below that of a normal by far. */
export function usualStep(history: PlaceboHistory, length: number): number {
  const { used, ordinary } = history;
  const n = used.length;
  const stride = Math.max(blockMinutes, Math.ceil(n / mostPlacebos));
  const sizes: number[] = [];
  for (let from = 144 * blockMinutes; from + length <= n; from += stride) {
    let quiet = true;
    for (let i = from; i < from + length && quiet; i++) quiet = ordinary[i] === 1;
    if (quiet) sizes.push(Math.abs(stepIn(history, used, from, from + length).z));
  }
  if (sizes.length < 10) return leastLimit;
  return Math.max(leastLimit, conformalQuantile(Float64Array.from(sizes).sort(), intervalLevel));
}
