import { bucketStart, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { expectationLeadMinutes, expectedMinutes } from '../expectations/expected-minutes.ts';
import { intervalLevel } from '../expectations/forecast.ts';
import { expectedSum } from '../expectations/level-track.ts';
import type { Profile } from '../expectations/profile.ts';
import type { ImpactCurve } from './contract.ts';

/** Beginning and end widened to whole steps, so that points of two questions fall together. */
export function alignedTo({ from, to }: Interval, stepMinutes: number): Interval {
  const step = stepMinutes * minute;
  return { from: bucketStart(from, step), to: bucketStart(to + step - 1, step) };
}

/** Minutes the level wants before the first point. */
export const curveLeadMinutes = expectationLeadMinutes;

/**
 * Actual against expected per step, with the 90 % interval for what would have come. Each minute's expectation uses the
 * level of half an hour before it; drops (`hidden`, from where their level was frozen) are left out of the level, so the
 * band runs through them as if nothing had happened. `minutes` should begin `curveLeadMinutes` before the first point.
 * A step with an unknown minute has no actual. Without a profile only the actual is given.
 */
export function impactCurve(
  names: { process: string; step: string },
  profile: Profile | null,
  minutes: MinuteSeries,
  hidden: readonly Interval[],
  period: Interval,
  stepMinutes: number,
): ImpactCurve {
  const points = Math.max(0, Math.round((period.to - period.from) / minute / stepMinutes));
  const shift = Math.round((period.from - minutes.from) / minute);
  const curve: ImpactCurve = {
    ...names,
    from: toRfc3339(period.from),
    stepMinutes,
    actual: Array.from({ length: points }, (_, k) => sumOf(minutes.counts, shift + k * stepMinutes, stepMinutes)),
    expected: new Array<number | null>(points).fill(null),
    low: new Array<number | null>(points).fill(null),
    high: new Array<number | null>(points).fill(null),
    level: intervalLevel,
    method: profile ? `weekly shape × level × campaigns (${profile.version})` : 'nothing learned yet',
  };
  if (!profile || points === 0) return curve;
  const { track, expected, lead } = expectedMinutes(profile, minutes, hidden, shift + points * stepMinutes);
  for (let k = 0; k < points; k++) {
    const first = lead + shift + k * stepMinutes;
    const sum = expectedSum(track, expected, first, first + stepMinutes);
    curve.expected[k] = sum.mean;
    curve.low[k] = sum.low;
    curve.high[k] = sum.high;
  }
  return curve;
}

/** Null when a minute is unknown or was not given. */
function sumOf(counts: Float64Array, from: number, length: number): number | null {
  let sum = 0;
  for (let i = from; i < from + length; i++) sum += counts[i] ?? Number.NaN;
  return Number.isNaN(sum) ? null : sum;
}
