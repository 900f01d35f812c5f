import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInterval, normalQuantile } from './distributions.ts';
import { median, quantile } from './quantiles.ts';

describe('normal quantile', () => {
  it.each([
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [1e-6, -4.753424308822899],
  ])('of %f is %f', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 9));

  it('is odd around a half', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.5, noNaN: true }), (p) => {
        expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 5);
      }),
    );
  });

  it('refuses what is no probability', () => expect(() => normalQuantile(1)).toThrow(RangeError));
});

describe('interval of a count', () => {
  it('is nearly mean ± 1.645 sd for large means', () => {
    const { low, high } = countInterval(10_000, 40_000, 0.9);
    expect(low).toBeCloseTo(10_000 - 1.6449 * 200, -1);
    expect(high).toBeCloseTo(10_000 + 1.6449 * 200, -1);
  });

  it('holds its mean, is skewed upwards, never below zero', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (mean, phi) => {
          const { low, high } = countInterval(mean, phi * mean, 0.9);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThan(mean);
          expect(high - mean).toBeGreaterThanOrEqual(mean - low - 1e-9 * mean);
        },
      ),
    );
  });

  it('is a point where nothing varies', () => expect(countInterval(0, 0, 0.9)).toEqual({ low: 0, high: 0 }));
});

describe('quantiles', () => {
  it('interpolate between order statistics and leave unknowns out', () => {
    expect(median([3, Number.NaN, 1, 2])).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
