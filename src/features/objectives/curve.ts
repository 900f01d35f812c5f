import { toRfc3339 } from '../../maths/instants.ts';
import type { IndicatorCurve } from './contract.ts';
import type { Indicator } from './indicator.ts';
import type { IndicatorMinutes } from './indicator-minutes.ts';

/**
 * Sums per step over the measured minutes; a step without a measured minute is null. A step that is measured in part is
 * given, because good and valid miss the same minutes and their ratio still holds.
 */
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
