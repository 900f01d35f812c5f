import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { levelBlocks } from '../expectations/level-blocks.ts';
import { predictLevel, startLevel, stepConstants, updateLevel } from '../expectations/level-filter.ts';
import { LevelStates } from '../expectations/level-states.ts';
import { blockMs } from '../expectations/profile.ts';

/**
 * How much more or less than usual came of a process in each ten-minute block of its history, told from the blocks on both sides:
 * the logarithm of its level by the fixed-interval smoother (Rauch, Tung and Striebel 1965) on the level's two parts. A block
 * that `usable` leaves out, or that was not measured, is told from its neighbours. Where little comes, the level hardly moves: a
 * single block's counting noise is no news.
 */
export function smoothedLevel(history: PlaceboHistory, usable: Uint8Array): Float64Array {
  const { counts, base, dynamics, dispersion } = history;
  const jumps = history.jumps;
  const blocks = levelBlocks(0, counts, base, usable, () => 0);
  const n = blocks.counts.length;
  const step = stepConstants(dynamics);
  const before = new LevelStates(n);
  const after = new LevelStates(n);
  const level = startLevel(0, dynamics, n > 0 ? history.levels.at(0).slow : 1);
  for (let b = 0; b < n; b++) {
    predictLevel(level, step, jumps[b]!, blockMs);
    before.set(b, level);
    updateLevel(level, blocks.counts[b]!, blocks.base[b]!, dispersion);
    after.set(b, level);
  }
  const out = new Float64Array(n);
  let slow = level.slow;
  let fast = level.fast;
  for (let b = n - 1; b >= 0; b--) {
    if (b < n - 1) {
      const known = after.at(b);
      const next = before.at(b + 1);
      const determinant = next.varSlow * next.varFast - next.covar * next.covar;
      const offSlow = (slow - next.slow) / determinant;
      const offFast = (fast - next.fast) / determinant;
      const towardsSlow = next.varFast * offSlow - next.covar * offFast;
      const towardsFast = next.varSlow * offFast - next.covar * offSlow;
      slow = known.slow + known.varSlow * towardsSlow + known.covar * step.keep * towardsFast;
      fast = known.fast + known.covar * towardsSlow + known.varFast * step.keep * towardsFast;
    }
    out[b] = Math.log(Math.max(0.01, slow + fast));
  }
  return out;
}
