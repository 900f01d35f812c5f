import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { startLevel, stepConstants } from '../expectations/level-filter.ts';
import { blockMinutes } from '../expectations/profile.ts';
import { type GapBlock, type GapSums, sumsThroughGap } from './loss-gap.ts';

/** Minutes of a history, counted from its begin. `seenFrom`: where the level may look again; `seenUntil`: how far. */
export interface LossWindow {
  outageFrom: number;
  outageTo: number;
  afterTo: number;
  seenFrom: number;
  seenUntil: number;
}

/** The level does not see so many minutes before the outage: a begin is seldom sharp. */
export const lossGuardMinutes = 10;
/** What came later than a day after says nothing about the outage that the first day did not say. */
export const seenAfterMinutes = 1_440;

/** The window of an outage in a history of `length` minutes, with a horizon after it. Looks at both sides as far as there are data. */
export function lossWindow(outageFrom: number, outageTo: number, horizon: number, length: number): LossWindow {
  const afterTo = outageTo + horizon;
  const seenFrom = Math.min(length, afterTo);
  return { outageFrom, outageTo, afterTo, seenFrom, seenUntil: Math.min(length, afterTo + seenAfterMinutes) };
}

/**
 * What would have come in the window and in the horizon after it. `usable(i)` says whether the level may see a minute that
 * lies outside the gap. Minutes whose base is left out (`counted(i)` false) take no part in the sums.
 */
export function windowSums(
  history: PlaceboHistory,
  window: LossWindow,
  usable: (i: number) => boolean,
  counted: (i: number) => boolean = () => true,
  leadMinutes = lossGuardMinutes,
): GapSums {
  const first = Math.max(0, Math.floor((window.outageFrom - leadMinutes) / blockMinutes));
  const last = Math.ceil(Math.max(window.afterTo, window.seenUntil) / blockMinutes);
  const { levels, dynamics, dispersion } = history;
  const start = first > 0 ? levels.at(first - 1) : startLevel(0, dynamics, levels.at(0).slow);
  return sumsThroughGap(
    start,
    stepConstants(dynamics),
    dispersion,
    blocksOf(history, window, first, last, usable, counted),
  );
}

function* blocksOf(
  { counts, base, jumps }: PlaceboHistory,
  window: LossWindow,
  first: number,
  last: number,
  usable: (i: number) => boolean,
  counted: (i: number) => boolean,
): Generator<GapBlock> {
  const hiddenFrom = window.outageFrom - lossGuardMinutes;
  for (let b = first; b < last; b++) {
    const block: GapBlock = { count: 0, base: 0, outage: 0, after: 0, jump: jumps[b] ?? 0 };
    for (let i = b * blockMinutes; i < (b + 1) * blockMinutes && i < base.length; i++) {
      if (i >= window.outageFrom && i < window.afterTo) {
        if (!counted(i)) continue;
        if (i < window.outageTo) block.outage += base[i]!;
        else block.after += base[i]!;
      } else if ((i < hiddenFrom || i >= window.seenFrom) && i < window.seenUntil && usable(i)) {
        block.count += counts[i]!;
        block.base += base[i]!;
      }
    }
    yield block;
  }
}
