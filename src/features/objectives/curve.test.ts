import { describe, expect, it } from 'vitest';
import { day } from '../../maths/instants.ts';
import { IndicatorCurve } from './contract.ts';
import { curveOf } from './curve.ts';

describe('a curve', () => {
  it('gives the sums of each step and leaves a step without a measured minute null', () => {
    const from = 20_000 * day;
    const good = Float64Array.of(3, Number.NaN, 3);
    const indicator = { measure: 'm', component: 'c', objectiveText: '0.99' };
    const curve = curveOf(indicator, { from, good, valid: good }, 2);
    expect(curve).toMatchObject({ measure: 'm', stepMinutes: 2, good: [3, null, 3] });
    expect(IndicatorCurve.strict().parse(curve)).toEqual(curve);
  });
});
