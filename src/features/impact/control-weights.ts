import type { LevelBlocks } from '../expectations/level-blocks.ts';
import type { Dynamics } from '../expectations/level-filter.ts';
import { fitDynamics } from '../expectations/level-history.ts';
import { levelLikelihood } from '../expectations/level-likelihood.ts';

/** How much of each control's moves a process shares, and what is left of its own. */
export interface ControlWeights {
  weights: number[];
  dynamics: Dynamics;
  /** By how much the log likelihood of the history rose. */
  gain: number;
}

const steps = [0.4, 0.2, 0.1] as const;
const mostWeight = 1.5;

/**
 * The weights w ≥ 0 for which the history, its base times Π level_j^w_j, is likeliest, and the dynamics of what is then left. The
 * likelihood is that of the filter's surprises, so two processes that merely wander do not pass for related. Searched one weight
 * at a time in ever smaller steps, twice, the dynamics fitted anew after each time.
 */
export function learnWeights(
  blocks: LevelBlocks,
  dispersion: number,
  dynamics: Dynamics,
  moves: readonly Float64Array[],
): ControlWeights {
  const alone = levelLikelihood(blocks, dynamics, dispersion);
  let weights = moves.map(() => 0);
  let best = alone;
  let known = dynamics;
  for (let round = 0; round < 2; round++) {
    for (const step of steps) {
      for (let improved = true; improved; ) {
        improved = false;
        for (let j = 0; j < moves.length; j++) {
          for (const sign of [1, -1]) {
            const weight = Math.round(10 * (weights[j]! + sign * step)) / 10;
            if (weight < 0 || weight > mostWeight) continue;
            const tried = weights.with(j, weight);
            const score = levelLikelihood(withMoves(blocks, moves, tried), known, dispersion);
            if (score <= best) continue;
            [best, weights, improved] = [score, tried, true];
          }
        }
      }
    }
    if (weights.every((weight) => weight === 0)) break;
    const moved = withMoves(blocks, moves, weights);
    known = fitDynamics(moved, dispersion);
    best = levelLikelihood(moved, known, dispersion);
  }
  return { weights, dynamics: known, gain: best - alone };
}

/** The blocks with the moves of the controls taken into what is expected. */
function withMoves(blocks: LevelBlocks, moves: readonly Float64Array[], weights: readonly number[]): LevelBlocks {
  const factors = movedFactor(moves, weights, blocks.base.length);
  return { ...blocks, base: blocks.base.map((value, b) => value * factors[b]!) };
}

/** Π level_j^w_j by block. */
export function movedFactor(moves: readonly Float64Array[], weights: readonly number[], blocks: number): Float64Array {
  const out = new Float64Array(blocks);
  for (let j = 0; j < moves.length; j++) {
    const weight = weights[j]!;
    if (weight !== 0) for (let b = 0; b < blocks; b++) out[b] = out[b]! + weight * moves[j]![b]!;
  }
  return out.map(Math.exp);
}
