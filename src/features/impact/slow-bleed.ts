import { parseMoney } from '../../maths/money.ts';
import { forecastSum } from '../expectations/forecast.ts';
import { blockMinutes, guardMinutes } from '../expectations/profile.ts';
import type { EventValue } from './event-value.ts';
import { showZ } from './rules.ts';
import { type OpenDrop, timeOf, type WalkState } from './walk-state.ts';

/** A slow bleed is judged over the last four hours. */
export const bleedMinutes = 240;

/**
 * Events that, missing out of `expected` in four hours, cost the process's money limit; null without a limit or a value.
 */
export function bleedLimitOf(
  lossLimit: string | undefined,
  value: EventValue | null,
): ((expected: number) => number) | null {
  if (lossLimit === undefined || value === null) return null;
  const limit = parseMoney(lossLimit, value.currency);
  if (limit === null || !(value.minor > 0)) return null;
  return value.kind === 'perHour'
    ? (expected) => (expected * limit) / ((bleedMinutes / 60) * value.minor)
    : () => limit / value.minor;
}

/**
 * Whether the last four hours lost more than the limit, measured from the level of half an hour before them (the level of
 * now has followed a slow loss down and does not see it), and by more than three standard deviations. Opens a drop over
 * these four hours; null when not, or when a minute of them is unknown or belongs to another drop.
 */
export function slowBleed(state: WalkState): OpenDrop | null {
  const { rules, profile } = state.input;
  const last = state.minutes;
  const first = last - bleedMinutes;
  const origin = Math.floor(first / blockMinutes) - guardMinutes / blockMinutes;
  if (!rules.bleedLimit || state.open || origin < 0) return null;
  let actual = 0;
  for (let i = first; i < last; i++) actual += state.inDrop[i] ? Number.NaN : state.actual[i]!;
  if (Number.isNaN(actual)) return null;
  const offset = origin * blockMinutes;
  const base = state.track.base.subarray(offset, last);
  const seen = forecastSum(
    state.track.states[origin]!,
    state.track.step,
    base,
    (b) => state.track.jumps[origin + b]!,
    first - offset,
    last - offset,
  );
  const lost = seen.mean - actual;
  const spread = Math.sqrt(state.widen * (profile.dispersion * seen.mean + seen.levelVariance));
  if (lost < rules.bleedLimit(seen.mean) || lost < showZ * spread) return null;
  const onset = timeOf(state, first);
  return { onset, detectedAt: timeOf(state, last), levelUntil: timeOf(state, first - guardMinutes), bleed: true };
}

/** Whether minutes [first, last), at most the last four hours of them, lost `part` of the limit or more by the walk's own expectation. */
export function losesTooMuch(state: WalkState, first: number, last: number, part = 1): boolean {
  const limit = state.input.rules.bleedLimit;
  if (!limit) return false;
  let actual = 0;
  let expected = 0;
  for (let k = Math.max(0, first, last - bleedMinutes); k < last; k++) {
    if (Number.isNaN(state.actual[k]!)) continue;
    actual += state.actual[k]!;
    expected += state.expected[k]!;
  }
  return expected - actual >= part * limit(expected);
}
