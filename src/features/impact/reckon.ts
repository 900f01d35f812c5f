import type { Estimate } from '../../maths/estimate.ts';
import { minute } from '../../maths/instants.ts';
import { type ExpectedSum, expectedSum } from '../expectations/level-track.ts';
import type { ImpactClass } from './contract.ts';
import {
  expectedEstimate,
  lostEstimate,
  moneyEstimate,
  moneyPerHour,
  type Origin,
  shareEstimate,
} from './estimates.ts';
import type { EventValue } from './event-value.ts';
import { fractionReached } from './fraction-reached.ts';
import type { WalkState } from './walk-state.ts';

/** An interval of a walk in numbers: what came, what was expected of the same minutes, what is missing. */
export interface Reckoning {
  /** Measured minutes, and all of them. */
  measured: number;
  minutes: number;
  actual: number;
  sum: ExpectedSum;
  expected: Estimate;
  impactShare: Estimate | null;
  lost: Estimate;
  money: Estimate | null;
  lossPerHour: Estimate | null;
}

/** Reckons minutes [first, last) of the walk. Unknown minutes take no part on either side; `completeness` says how many. */
export function reckon(state: WalkState, first: number, last: number, value: EventValue | null): Reckoning {
  const { measured, actual, sum } = sumsOf(state, first, last);
  const origin: Origin = { profile: state.input.profile, completeness: last > first ? measured / (last - first) : 0 };
  const lost = lostEstimate(sum, actual, origin);
  const priced = value !== null && measured > 0;
  return {
    measured,
    minutes: last - first,
    actual,
    sum,
    expected: expectedEstimate(sum, origin),
    impactShare: shareEstimate(sum, actual, origin),
    lost,
    money: priced ? moneyEstimate(lost, sum.mean, measured, value, origin) : null,
    lossPerHour: priced ? moneyPerHour(lost, sum.mean, measured, value, origin) : null,
  };
}

function sumsOf(state: WalkState, first: number, last: number): Pick<Reckoning, 'measured' | 'actual' | 'sum'> {
  let actual = 0;
  let measured = 0;
  // copied only where a minute is unknown: a long drop asks for its class at every minute
  let { expected } = state;
  for (let i = first; i < last; i++) {
    const count = state.actual[i]!;
    if (!Number.isNaN(count)) {
      actual += count;
      measured++;
      continue;
    }
    if (expected === state.expected) expected = state.expected.slice(0, last);
    expected[i] = Number.NaN;
  }
  return { measured, actual, sum: expectedSum(state.track, expected, first, last) };
}

/**
 * Class of an interval: P1 from `total` on, P2 from `partial` on, equality included, and only where the share exceeds
 * what chance leaves open at the paging limit. Null below, and where too little is expected to say.
 */
export function classOf(state: WalkState, first: number, last: number): ImpactClass | null {
  const { sum, actual, measured } = sumsOf(state, first, last);
  const { rules } = state.input;
  if (measured < last - first || sum.mean < 9 * sum.dispersion) return null;
  const leftOpen = rules.pageZ * Math.sqrt(sum.dispersion / sum.mean + sum.relativeVariance);
  if (1 - actual / sum.mean < leftOpen) return null;
  const thresholds = rules.thresholds(state.track.from + (last - 1) * minute);
  if (fractionReached(actual, sum.mean, thresholds.total)) return 'P1';
  return fractionReached(actual, sum.mean, thresholds.partial) ? 'P2' : null;
}
