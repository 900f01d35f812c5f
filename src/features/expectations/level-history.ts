import { type LevelBlocks, startingPoint } from './level-blocks.ts';
import { type Dynamics, type Level, predictLevel, startLevel, stepConstants, updateLevel } from './level-filter.ts';
import { levelLikelihood } from './level-likelihood.ts';
import { blockMs } from './profile.ts';

/** Runs the filter over all blocks. `onBlock` sees the state after each block (the same object every time: copy to keep). */
export function runLevel(
  blocks: LevelBlocks,
  dynamics: Dynamics,
  dispersion: number,
  onBlock: (level: Level, block: number) => void,
): void {
  const step = stepConstants(dynamics);
  const level = startLevel(blocks.from, dynamics, startingPoint(blocks));
  for (let b = 0; b < blocks.counts.length; b++) {
    predictLevel(level, step, blocks.jumps[b]!, blockMs);
    updateLevel(level, blocks.counts[b]!, blocks.base[b]!, dispersion);
    onBlock(level, b);
  }
}

const candidates = {
  fastSd: [0.002, 0.01, 0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.25],
  fastMinutes: [20, 45, 90, 180, 360, 720],
  slowSdPerDay: [0.002, 0.01, 0.02, 0.04, 0.08, 0.16],
} as const;

/** Dynamics of the highest likelihood, searched one after another, twice round. */
export function fitDynamics(blocks: LevelBlocks, dispersion: number): Dynamics {
  let best: Dynamics = { fastSd: 0.03, fastMinutes: 90, slowSdPerDay: 0.02 };
  // the second round asks much of what the first has answered already
  const known = new Map<string, number>();
  const scoreOf = (dynamics: Dynamics): number => {
    const key = `${dynamics.fastSd} ${dynamics.fastMinutes} ${dynamics.slowSdPerDay}`;
    const score = known.get(key) ?? levelLikelihood(blocks, dynamics, dispersion);
    known.set(key, score);
    return score;
  };
  let bestScore = scoreOf(best);
  for (let round = 0; round < 2; round++) {
    for (const name of ['fastSd', 'fastMinutes', 'slowSdPerDay'] as const) {
      const from = best;
      for (const value of candidates[name]) {
        if (value === from[name]) continue;
        const tried = { ...from, [name]: value };
        const score = scoreOf(tried);
        if (score > bestScore) {
          bestScore = score;
          best = tried;
        }
      }
    }
  }
  return best;
}
