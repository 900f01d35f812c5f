import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareWorkdays } from './shared-workdays.ts';

const week = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 1008, maxLength: 1008 });
const dayMean = (shape: Float64Array, d: number): number =>
  shape.subarray(d * 144, (d + 1) * 144).reduce((a, b) => a + b, 0) / 144;

describe('shareWorkdays', () => {
  it('keeps the height of every day, the weekend untouched, and everything at weight 0', () => {
    fc.assert(
      fc.property(week, fc.double({ min: 0, max: 1, noNaN: true }), (list, weight) => {
        const shape = Float64Array.from(list);
        const shared = shareWorkdays(shape, weight);
        for (let d = 0; d < 7; d++) expect(dayMean(shared, d)).toBeCloseTo(dayMean(shape, d), 6);
        expect(shared.subarray(5 * 144)).toEqual(shape.subarray(5 * 144));
        expect(shareWorkdays(shape, 0)).toEqual(shape);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves days of one course as they are, and makes one course of them at weight 1', () => {
    const course = Float64Array.from({ length: 144 }, (_, s) => 10 + Math.sin(s / 20));
    const same = Float64Array.from({ length: 1008 }, (_, i) => (1 + Math.floor(i / 144)) * course[i % 144]!);
    const shared = shareWorkdays(same, 0.6);
    for (let i = 0; i < same.length; i++) expect(shared[i]).toBeCloseTo(same[i]!, 9);
    const noisy = same.map((value, i) => value * (1 + 0.1 * Math.sin(i * 7.3)));
    const one = shareWorkdays(noisy, 1);
    for (let s = 0; s < 144; s++) {
      expect(one[s]! / dayMean(one, 0)).toBeCloseTo(one[144 + s]! / dayMean(one, 1), 9);
    }
  });

  it('leaves a daily shape alone', () => {
    const daily = new Float64Array(144).fill(3);
    expect(shareWorkdays(daily, 0.6)).toBe(daily);
  });
});
