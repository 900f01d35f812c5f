import { toRfc3339 } from '../../maths/instants.ts';
import type { IndicatorSteps } from '../signals/steps.ts';
import type { IndicatorCurve } from './contract.ts';
import type { Indicator } from './indicator.ts';

/**
 * Sums per step over the measured minutes; a step without a measured minute is null. A step that is measured in part is
 * given, because good and valid miss the same minutes and their ratio still holds.
 */
export function curveOf(
  indicator: Pick<Indicator, 'measure' | 'component' | 'objectiveText'>,
  steps: IndicatorSteps,
  stepMinutes: number,
): IndicatorCurve {
  return {
    measure: indicator.measure,
    component: indicator.component,
    from: toRfc3339(steps.from),
    stepMinutes,
    good: knownOf(steps.good),
    valid: knownOf(steps.valid),
    objective: indicator.objectiveText,
  };
}

function knownOf(sums: Float64Array): (number | null)[] {
  const known = new Array<number | null>(sums.length);
  for (let nth = 0; nth < sums.length; nth++) known[nth] = Number.isNaN(sums[nth]!) ? null : sums[nth]!;
  return known;
}
