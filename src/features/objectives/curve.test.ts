import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../maths/instants.ts';
import { alignedTo, curveOf, stepFor } from './curve.ts';
import type { Indicator } from './indicator.ts';

describe('a curve', () => {
  it('sums the measured minutes of each step and leaves a step without any null', () => {
    const from = 20_000 * day;
    const good = Float64Array.of(1, 2, Number.NaN, Number.NaN, Number.NaN, 3);
    const indicator = { measure: 'm', component: 'c', objectiveText: '0.99' } as Indicator;
    const curve = curveOf(indicator, { from, good, valid: good }, 2);
    expect(curve).toMatchObject({ measure: 'm', stepMinutes: 2, good: [3, null, 3] });
  });

  it('chooses the smallest step with at most 720 points', () => {
    expect(stepFor({ from: 0, to: hour }, undefined)).toBe(1);
    expect(stepFor({ from: 0, to: 12 * hour }, undefined)).toBe(1);
    expect(stepFor({ from: 0, to: day }, undefined)).toBe(5);
    expect(stepFor({ from: 0, to: 92 * day }, undefined)).toBe(240);
  });

  it('widens a period to whole steps', () => {
    const noon = 20_000 * day + 12 * hour;
    expect(alignedTo({ from: noon + minute, to: noon + 16 * minute }, 15)).toEqual({
      from: noon,
      to: noon + 30 * minute,
    });
  });
});
