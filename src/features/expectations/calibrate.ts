import { advanceCusum, newCusum, resetCusum } from '../../maths/cusum.ts';
import { normalQuantile } from '../../maths/distributions.ts';
import { minute } from '../../maths/instants.ts';
import { quantileSorted } from '../../maths/quantiles.ts';
import { forecastSum, intervalLevel, spreadAt } from './forecast.ts';
import { type Dynamics, lookAhead, stepConstants } from './level-filter.ts';
import type { LevelStates } from './level-states.ts';
import { blockMinutes, guardMinutes } from './profile.ts';

/** History with everything needed to forecast it from its own past. Minute arrays start at block 0. */
export interface PlaceboHistory {
  counts: Float64Array;
  base: Float64Array;
  /** 0: unknown, excluded or unusual; no placebo window may touch it. */
  used: Uint8Array;
  /** 1: known, and neither excluded nor a holiday; unusual minutes included. */
  ordinary: Uint8Array;
  jumps: Float64Array;
  /** State after each block. */
  levels: LevelStates;
  dynamics: Dynamics;
  dispersion: number;
}

const lengths = [5, 15, 60, 240] as const;
const guardBlocks = guardMinutes / blockMinutes;
/** Placebos weigh against the model as if it had been confirmed this many times. */
const priorWindows = 15;

/**
 * Forecasts windows of the history from the state half an hour before each and compares: `factor` is the 90 % quantile of
 * the surprise over that of a normal, so that on this history 90 % of windows lie inside. Source: split conformal
 * prediction (Vovk; Lei et al. 2018) with standardised scores; shrunk towards 1 where windows are few.
 */
export function measuredSpread(history: PlaceboHistory): { minutes: number; factor: number }[] {
  const z = normalQuantile((1 + intervalLevel) / 2);
  return lengths.map((minutes) => {
    const scores = surprises(history, minutes).sort();
    const independent = Math.min(scores.length, history.counts.length / minutes / 2);
    const rank = Math.min(1, (intervalLevel * (scores.length + 1)) / Math.max(1, scores.length));
    const measured = scores.length >= 10 ? quantileSorted(scores, rank) / z : 1;
    const weight = independent / (independent + priorWindows);
    return { minutes, factor: Math.max(0.7, weight * measured + (1 - weight) * Math.max(1, measured)) };
  });
}

/** Size of the standardised surprise of every window of so many minutes that begins on a block and touches only usual minutes. */
function surprises(history: PlaceboHistory, minutes: number): Float64Array {
  const { counts, base, used, levels, dispersion } = history;
  const step = stepConstants(history.dynamics);
  const stride = Math.max(1, Math.floor(minutes / 4 / blockMinutes));
  const out = new Float64Array(Math.ceil(counts.length / blockMinutes));
  let n = 0;
  for (let block = 144; block * blockMinutes + minutes <= counts.length; block += stride) {
    const start = block * blockMinutes;
    let actual = 0;
    let clean = true;
    for (let i = start; i < start + minutes && clean; i++) {
      clean = used[i] === 1;
      actual += counts[i]!;
    }
    if (!clean) continue;
    const origin = block - guardBlocks;
    const jumps = (b: number): number => history.jumps[origin + b]!;
    const { mean, levelVariance } = forecastSum(
      levels.at(origin - 1),
      step,
      base,
      jumps,
      guardMinutes,
      guardMinutes + minutes,
      origin * blockMinutes,
    );
    if (mean > 0) out[n++] = Math.abs(actual - mean) / Math.sqrt(dispersion * mean + levelVariance);
  }
  return out.subarray(0, n);
}

/** Highest detector score on the clean history: an alarm threshold below it would have called on a day like any other. */
export function placeboPeak(
  history: PlaceboHistory,
  spread: readonly { minutes: number; factor: number }[],
): { cusum: number; days: number } {
  const { counts, base, used, levels } = history;
  const step = stepConstants(history.dynamics);
  const widen = spreadAt(spread, 15) ** 2;
  const cusum = newCusum();
  let peak = 0;
  let clean = 0;
  for (let block = 144; (block + 1) * blockMinutes <= counts.length; block++) {
    const { mean, relativeVariance } = lookAhead(
      levels.at(block - guardBlocks - 1),
      step,
      guardBlocks + 1,
      jumpsBefore(history, block),
    );
    for (let i = block * blockMinutes; i < (block + 1) * blockMinutes; i++) {
      if (!used[i]) {
        resetCusum(cusum);
        continue;
      }
      clean++;
      const score = advanceCusum(
        cusum,
        i * minute,
        counts[i]!,
        base[i]! * mean,
        history.dispersion * widen,
        relativeVariance * widen,
      );
      if (score > peak) peak = score;
    }
  }
  return { cusum: peak, days: clean / 1440 };
}

function jumpsBefore(history: PlaceboHistory, block: number): number {
  let sum = 0;
  for (let b = block - guardBlocks; b <= block; b++) sum += history.jumps[b]!;
  return sum;
}
