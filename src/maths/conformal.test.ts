import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conformalQuantile } from './conformal.ts';

describe('conformalQuantile', () => {
  it('takes rank 18 of 19 at 90 %, and the largest where there are too few', () => {
    const errors = [0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 20, 25].map((v) => v / 100);
    expect(conformalQuantile(errors, 0.9)).toBe(0.2);
    expect(conformalQuantile([1, 2, 3], 0.9)).toBe(3);
  });

  it('lies at or above at least the share of errors that the level says', () => {
    const lists = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 9, maxLength: 200 });
    fc.assert(
      fc.property(lists, fc.double({ min: 0.5, max: 0.95, noNaN: true }), (list, level) => {
        const sorted = list.toSorted((a, b) => a - b);
        const q = conformalQuantile(sorted, level);
        const within = sorted.filter((v) => v <= q).length;
        expect(within === sorted.length || within >= level * (sorted.length + 1) - 1e-6).toBe(true);
      }),
    );
  });
});
