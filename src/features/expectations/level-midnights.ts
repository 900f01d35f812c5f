import { localDay, type Zone } from '../../maths/zoned-time.ts';
import type { LevelBlocks } from './level-blocks.ts';
import type { Dynamics } from './level-filter.ts';
import { levelLikelihood } from './level-likelihood.ts';
import { blockMs } from './profile.ts';

/** Standard deviations that are tried for the step with which a day begins, relative to the level. */
const candidates = [0.005, 0.01, 0.02, 0.03, 0.045, 0.07, 0.1] as const;
/** So much log likelihood must be gained, else days are taken to run into each other. */
const leastGain = 2;

/** The blocks in which a local day begins. */
export function dayBegins({ from, counts }: Pick<LevelBlocks, 'from' | 'counts'>, zone: Zone): number[] {
  const found: number[] = [];
  let before = localDay(zone.localMinute(from - blockMs));
  for (let b = 0; b < counts.length; b++) {
    const today = localDay(zone.localMinute(from + b * blockMs));
    if (today !== before) found.push(b);
    before = today;
  }
  return found;
}

/**
 * By how much a day begins apart from the one before it (standard deviation of the level's step at midnight, relative): every day
 * of a shop has a height of its own, pay-day, rain, a delivery. The value of the highest likelihood, 0 where none explains the history clearly better. Without it
 * the level of yesterday is believed too much in the first hour of today, and a quieter day looks like a drop. Raises
 * `blocks.jumps` where `begins` names a block without a jump of its own (a holiday has one), in place.
 */
export function fitMidnights(
  blocks: LevelBlocks,
  begins: readonly number[],
  dynamics: Dynamics,
  dispersion: number,
): number {
  const plain = begins.filter((b) => blocks.jumps[b] === 0);
  const raise = (sd: number): void => {
    for (const b of plain) blocks.jumps[b] = sd * sd;
  };
  let best = 0;
  let bestScore = levelLikelihood(blocks, dynamics, dispersion) + leastGain;
  for (const sd of candidates) {
    raise(sd);
    const score = levelLikelihood(blocks, dynamics, dispersion);
    if (score > bestScore) {
      bestScore = score;
      best = sd;
    }
  }
  raise(best);
  return best;
}
