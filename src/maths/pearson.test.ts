import { describe, expect, it } from 'vitest';
import { pearson, regularizedBeta } from './pearson.ts';

describe('Pearson’s correlation', () => {
  it('has the p-value of the t distribution', () => {
    // for three pairs the t distribution is Cauchy's: p = 2·arccos(|r|)/π
    const { r, p, pairs } = pearson([1, 2, 3], [1, 2, 2]);
    expect([r, pairs]).toEqual([expect.closeTo(Math.sqrt(3) / 2, 12), 3]);
    expect(p).toBeCloseTo((2 / Math.PI) * Math.acos(Math.sqrt(3) / 2), 12);
    // for four, uniform: p = 1 − |r|
    const four = pearson([1, 2, 3, 4], [2, 1, 4, 3]);
    expect(four.p).toBeCloseTo(1 - Math.abs(four.r), 12);
  });

  it('uses the pairs of which both are known, and shows nothing with two or a constant', () => {
    expect(pearson([1, Number.NaN, 2, 3], [1, 9, 2, 3])).toMatchObject({ pairs: 3, r: 1, p: 0 });
    expect(pearson([1, 2], [5, 1])).toMatchObject({ r: -1, p: 1 });
    expect(pearson([1, 2, 3], [4, 4, 4])).toMatchObject({ r: Number.NaN, p: 1 });
  });

  it('has an incomplete beta function that is exact where it is known', () => {
    for (const x of [0.01, 0.3, 0.5, 0.99]) {
      expect(regularizedBeta(x, 1, 1)).toBeCloseTo(x, 13);
      expect(regularizedBeta(x, 2, 3)).toBeCloseTo(x ** 2 * (6 - 8 * x + 3 * x ** 2), 13);
      expect(regularizedBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
    }
  });
});
