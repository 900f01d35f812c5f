import type { HistoryCells } from './history-cells.ts';
import type { RobustCells } from './robust-cells.ts';
import { shareWeights, shareWorkdays } from './shared-workdays.ts';
import { reaches, smoothedRatio, widestReaches } from './smoothing.ts';

/** At most this many comparable weeks (or days, when only a daily shape can be learned) enter a slot, newest first. */
export const comparableWeeks = 5;
const comparableDays = 28;

/** How many events a smoothing window should hold; the one that predicts left-out weeks best is taken. */
const targets = [0, 150, 500, 1_500, 5_000, 15_000, 50_000];

export interface Shape {
  /** Mean per minute by slot. */
  mean: Float64Array;
  /** The same without each repetition: what would have been learned had that week not been seen. */
  without: Float64Array[];
  /** Events wanted in a smoothing window. */
  target: number;
}

/**
 * Cleaned mean over the last comparable repetitions per slot, smoothed over neighbours in proportion to how little data
 * there is, but not across a step. The amount of smoothing is chosen by leaving out one repetition at a time.
 */
export function learnShape(cells: HistoryCells, robust: RobustCells, dispersion: number): Shape {
  const used = lastComparable(cells, robust.kept);
  const { slots, repetitions } = cells;
  const counts = new Float64Array(slots);
  const exposure = new Float64Array(slots);
  for (let i = 0; i < used.length; i++) {
    if (!used[i]) continue;
    const s = i % slots;
    counts[s] = counts[s]! + cells.counts[i]!;
    exposure[s] = exposure[s]! + cells.exposure[i]! * robust.levels[Math.floor(i / slots)]!;
  }
  const widest = widestReaches(counts, exposure, dispersion);
  let best: Shape | null = null;
  let bestError = Number.POSITIVE_INFINITY;
  for (const target of targets) {
    const reach = reaches(counts, target, widest);
    const without: Float64Array[] = [];
    let error = 0;
    for (let r = 0; r < repetitions; r++) {
      const left = leaveOut(cells, robust, used, counts, exposure, r, reach);
      without.push(left);
      error += predictionError(cells, robust, used, left, r);
    }
    if (error < bestError * 0.999) {
      bestError = error;
      best = { mean: smoothedRatio(counts, exposure, reach), without, target };
    }
  }
  return cells.cycle === 'week' ? withSharedWorkdays(cells, robust, used, best!, bestError) : best!;
}

function withSharedWorkdays(
  cells: HistoryCells,
  robust: RobustCells,
  used: Uint8Array,
  own: Shape,
  ownError: number,
): Shape {
  let best = own;
  let bestError = ownError;
  for (const weight of shareWeights) {
    const without = own.without.map((shape) => shareWorkdays(shape, weight));
    const error = without.reduce((sum, shape, r) => sum + predictionError(cells, robust, used, shape, r), 0);
    if (error < bestError * 0.999) {
      bestError = error;
      best = { ...own, mean: shareWorkdays(own.mean, weight), without };
    }
  }
  return best;
}

function lastComparable(cells: HistoryCells, kept: Uint8Array): Uint8Array {
  const most = cells.cycle === 'week' ? comparableWeeks : comparableDays;
  const used = new Uint8Array(kept.length);
  for (let s = 0; s < cells.slots; s++) {
    let taken = 0;
    for (let r = cells.repetitions - 1; r >= 0 && taken < most; r--) {
      const i = r * cells.slots + s;
      if (kept[i]) {
        used[i] = 1;
        taken++;
      }
    }
  }
  return used;
}

function leaveOut(
  cells: HistoryCells,
  robust: RobustCells,
  used: Uint8Array,
  counts: Float64Array,
  exposure: Float64Array,
  repetition: number,
  reach: Int8Array,
): Float64Array {
  const { slots } = cells;
  const fewerCounts = counts.slice();
  const fewerExposure = exposure.slice();
  for (let s = 0; s < slots; s++) {
    const i = repetition * slots + s;
    if (!used[i]) continue;
    fewerCounts[s] = fewerCounts[s]! - cells.counts[i]!;
    const rest = fewerExposure[s]! - cells.exposure[i]! * robust.levels[repetition]!;
    // a slot that only this week has: nothing is left, not a rounding remainder
    fewerExposure[s] = rest < 1e-6 ? 0 : rest;
  }
  return smoothedRatio(fewerCounts, fewerExposure, reach);
}

/** Pearson's chi-square of a left-out repetition, each term bounded so that one oddity does not choose for all. */
function predictionError(
  cells: HistoryCells,
  robust: RobustCells,
  used: Uint8Array,
  shape: Float64Array,
  r: number,
): number {
  let sum = 0;
  for (let s = 0; s < cells.slots; s++) {
    const i = r * cells.slots + s;
    if (!used[i]) continue;
    const expected = shape[s]! * robust.levels[r]! * cells.exposure[i]!;
    const miss = cells.counts[i]! - expected;
    if (expected > 0) sum += Math.min(25, (miss * miss) / expected);
  }
  return sum;
}
