import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisFloor, ratioPoints, ratioSummary } from './ratio-curve.ts';

const curve = {
  from: 0,
  stepMinutes: 5,
  objective: '0.999',
  good: [14_985, 14_984, null, 0],
  valid: [15_000, 15_000, null, 0],
};

describe('good of valid per step', () => {
  it('meets the objective at exactly its share', () => {
    expect(ratioPoints(curve).map(({ missed, percent }) => [missed, percent === null])).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  it('is told in words', () => {
    expect(ratioSummary(curve).replaceAll('\u202f', ' ')).toBe(
      '29 969 good of 30 000 in 20 min; the objective is 99.9%. 1 step is below it. 1 step is unknown.',
    );
    expect(ratioSummary({ ...curve, good: [null], valid: [null] })).toBe('Nothing was measured in these 5 min.');
  });

  it('has an axis that holds every step and the objective', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1 }), (pairs) => {
        const good = pairs.map(([a, b]) => Math.min(a, b));
        const valid = pairs.map(([a, b]) => Math.max(a, b));
        const points = ratioPoints({ ...curve, good, valid });
        const floor = axisFloor(points, '0.995');
        expect(floor).toBeLessThan(99.5);
        for (const { percent } of points) expect(percent ?? 100).toBeGreaterThanOrEqual(floor);
      }),
    );
  });
});
