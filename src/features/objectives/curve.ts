import { z } from 'zod';
import { ProductError } from '../../errors.ts';
import { bucketStart, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { IndicatorCurve } from './contract.ts';
import type { Indicator } from './indicator.ts';
import type { IndicatorMinutes } from './indicator-minutes.ts';

/** Minutes per point that a curve may have; each divides a day, so that points of two questions fall together. */
export const curveSteps = [1, 5, 15, 60, 240, 1_440] as const;

/** At most this many points are answered; it bounds the answer and what a chart can show. */
export const mostPoints = 3_000;
const comfortablePoints = 720;

/** Query word `step`: minutes per point. */
export const StepQuery = z.coerce.number().int().min(1).max(1_440);

/**
 * Minutes per point: what was asked, or the smallest of `curveSteps` that gives at most 720 points.
 * Throws ProductError `bad_input` when the asked one gives more than 3 000.
 */
export function stepFor(period: Interval, asked: number | undefined): number {
  const minutes = (period.to - period.from) / minute;
  if (asked === undefined) return curveSteps.find((step) => minutes / step <= comfortablePoints) ?? 1_440;
  if (minutes / asked > mostPoints) {
    throw new ProductError(
      'bad_input',
      `A step of ${asked} min over this period gives more than ${mostPoints} points.`,
    );
  }
  return asked;
}

/** The period widened to whole steps of the UTC day. */
export function alignedTo(period: Interval, stepMinutes: number): Interval {
  const step = stepMinutes * minute;
  return { from: bucketStart(period.from, step), to: bucketStart(period.to + step - 1, step) };
}

/** Sums per step over the measured minutes; a step without a measured minute is null. */
export function curveOf(indicator: Indicator, minutes: IndicatorMinutes, stepMinutes: number): IndicatorCurve {
  return {
    measure: indicator.measure,
    component: indicator.component,
    from: toRfc3339(minutes.from),
    stepMinutes,
    good: sumsPer(stepMinutes, minutes.good),
    valid: sumsPer(stepMinutes, minutes.valid),
    objective: indicator.objectiveText,
  };
}

function sumsPer(step: number, counts: Float64Array): (number | null)[] {
  return Array.from({ length: Math.ceil(counts.length / step) }, (_, index) => {
    const known = counts.subarray(index * step, (index + 1) * step).filter((count) => !Number.isNaN(count));
    return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
  });
}
