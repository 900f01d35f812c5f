import { type ExactFraction, fractionOf } from '../../maths/exact-fraction.ts';
import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';

/** What was up and down in cells of equal length, such as milliseconds of users a minute, or minutes an hour: whole numbers ≥ 0. */
export interface UpAndDown {
  from: EpochMs;
  stepMs: number;
  up: ArrayLike<number>;
  down: ArrayLike<number>;
}

/** A minute to a quarter of 92 days, in minutes. */
export const usualWindows = [1, 5, 15, 60, 360, 1_440, 10_080, 43_200, 132_480] as const;

/**
 * The least availability over all windows of `cells` cells (MCR of Hauer et al., NSDI 2020) and where the first such window begins;
 * windows in which nothing was counted are passed over, null where that is all of them. It never falls when a window is made a
 * whole number of times longer; otherwise it may. One pass over running sums, compared in integers. RangeError when the sums
 * exceed what a number holds exactly, or `cells` is no whole number from 1 on.
 */
export function worstWindow(counted: UpAndDown, cells: number): { worst: ExactFraction; at: number } | null {
  if (!(Number.isInteger(cells) && cells >= 1)) throw new RangeError(`a number of cells was expected, found ${cells}`);
  const sums = runningSums(counted);
  let worst: { up: number; all: number; at: number } | null = null;
  for (let at = 0; at + cells < sums.all.length; at++) {
    const up = sums.up[at + cells]! - sums.up[at]!;
    const all = sums.all[at + cells]! - sums.all[at]!;
    if (all > 0 && (worst === null || isLess(up, all, worst.up, worst.all))) worst = { up, all, at };
  }
  return worst && { worst: fractionOf(BigInt(worst.up), BigInt(worst.all)), at: worst.at };
}

/**
 * The curve of the worst window over its length, as a report holds it. Lengths in minutes that are no whole number of cells or
 * longer than what was counted are left out, and so are those in which nothing was counted.
 */
export function windowedCurve(
  counted: UpAndDown,
  minutes: readonly number[] = usualWindows,
): { points: { minutes: number; worst: ExactFraction; from: string }[] } {
  const points = minutes.flatMap((length) => {
    const cells = (length * minute) / counted.stepMs;
    if (!Number.isInteger(cells) || cells < 1 || cells > counted.up.length) return [];
    const found = worstWindow(counted, cells);
    if (found === null) return [];
    return [{ minutes: length, worst: found.worst, from: toRfc3339(counted.from + found.at * counted.stepMs) }];
  });
  return { points };
}

function runningSums({ up, down }: UpAndDown): { up: Float64Array; all: Float64Array } {
  const sums = { up: new Float64Array(up.length + 1), all: new Float64Array(up.length + 1) };
  for (let i = 0; i < up.length; i++) {
    sums.up[i + 1] = sums.up[i]! + up[i]!;
    sums.all[i + 1] = sums.all[i]! + up[i]! + down[i]!;
  }
  if (!Number.isSafeInteger(sums.all.at(-1))) throw new RangeError('sums of whole numbers below 2^53 were expected');
  return sums;
}

/** Whether one/all < other/otherAll: by integers where floating point cannot tell. */
function isLess(one: number, all: number, other: number, otherAll: number): boolean {
  const difference = one / all - other / otherAll;
  if (Math.abs(difference) > 1e-14) return difference < 0;
  return BigInt(one) * BigInt(otherAll) < BigInt(other) * BigInt(all);
}
