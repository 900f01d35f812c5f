import { hour, minute } from '../../maths/instants.ts';
import { expectBlock, type LevelTrack } from '../expectations/level-track.ts';
import { blockMinutes } from '../expectations/profile.ts';
import type { Minutes } from './change-points.ts';
import { fractionReached } from './fraction-reached.ts';
import { decimalOf, type Rules, showZ, type ThresholdFractions } from './rules.ts';
import { chooseWindow, type Precision } from './window-rule.ts';

/** The windows of the two classes, chosen on the hour and held for it. */
export interface ClassWindows {
  thresholds: ThresholdFractions;
  precision: Precision;
  partial: { minutes: number; provable: boolean };
  total: { minutes: number; provable: boolean };
}

/** Chooses from what the hour that begins at minute `first` of the track is expected to bring. */
export function classWindows(track: LevelTrack, first: number, rules: Rules, widen: number): ClassWindows {
  const { level, relativeVariance } = expectBlock(track, Math.floor(first / blockMinutes));
  let sum = 0;
  for (let i = first; i < first + 60; i++) sum += track.base[i]!;
  const precision = {
    perMinute: (sum * level) / 60,
    dispersion: track.profile.dispersion * widen,
    relativeVariance: relativeVariance * widen,
  };
  // of an hour in which they were changed the new ones: a change is not to wait for the next hour
  const begins = track.from + first * minute;
  const thresholds = rules.thresholds(begins, begins + hour - 1);
  return {
    thresholds,
    precision,
    partial: chooseWindow(precision, decimalOf(thresholds.partial), showZ),
    total: chooseWindow(precision, decimalOf(thresholds.total), showZ),
  };
}

/**
 * Length of the window that ends before minute `last` and in which a class is reached, 0 when none: the share must reach
 * the class's threshold, and exceed what chance leaves open at `pageZ` standard deviations. A window with an unknown
 * minute, or with less than 9φ expected, says nothing.
 */
export function windowFires(
  windows: ClassWindows,
  minutes: Minutes,
  last: number,
  earliest: number,
  pageZ: number,
): number {
  const { dispersion, relativeVariance } = windows.precision;
  for (const kind of ['total', 'partial'] as const) {
    const length = windows[kind].minutes;
    if (last - length < earliest) continue;
    let actual = 0;
    let expected = 0;
    for (let i = last - length; i < last; i++) {
      actual += minutes.actual[i]!;
      expected += minutes.expected[i]!;
    }
    if (Number.isNaN(actual) || expected < 9 * dispersion) continue;
    const share = 1 - actual / expected;
    if (share < pageZ * Math.sqrt(dispersion / expected + relativeVariance)) continue;
    if (fractionReached(actual, expected, windows.thresholds[kind])) return length;
  }
  return 0;
}
