import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { usedBuckets } from './bucket-counts.ts';
import { quantileOfDdSketch } from './ddsketch.ts';
import {
  addToExponential,
  downscale,
  type ExponentialHistogram,
  exponentialError,
  exponentialIndex,
  exponentialToDdSketch,
  exponentialValue,
  mergeIntoExponential,
  newExponentialHistogram,
} from './exponential-histogram.ts';

function histogramOf(values: readonly number[], mostBuckets = 160): ExponentialHistogram {
  const histogram = newExponentialHistogram(mostBuckets);
  for (const value of values) addToExponential(histogram, value);
  return histogram;
}

function contents(h: ExponentialHistogram): unknown {
  return [h.scale, h.zeros, usedBuckets(h.positive), usedBuckets(h.negative)];
}

const values = fc.array(
  fc.oneof(
    fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
    fc.integer({ min: -40, max: 40 }).map((e) => 2 ** e),
    fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    fc.constant(0),
  ),
  { maxLength: 40 },
);

describe('exponential histogram', () => {
  it('puts a power of two into the bucket below its edge, and what is just above into the next', () => {
    for (const scale of [-3, -1, 0, 1, 4, 10, 20]) {
      for (const exponent of [-40, -3, 0, 1, 2, 17, 40]) {
        const value = 2 ** exponent;
        const upper = scale > 0 ? exponent * 2 ** scale : Math.ceil(exponent / 2 ** -scale);
        expect(exponentialIndex(scale, value)).toBe(upper - 1);
        expect(exponentialIndex(scale, value * (1 + Number.EPSILON))).toBe(
          scale > 0 ? upper : Math.floor(exponent / 2 ** -scale),
        );
      }
    }
  });

  it('holds each value between the edges of its bucket', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-200, max: 1e200, noNaN: true }), fc.integer({ min: -5, max: 12 }), (x, scale) => {
        const index = exponentialIndex(scale, x);
        const log = Math.log2(x) * 2 ** scale;
        expect(log).toBeGreaterThan(index - 1e-6);
        expect(log).toBeLessThan(index + 1 + 1e-6);
      }),
    );
  });

  it.each([
    [6, 0.54],
    [5, 1.08],
    [4, 2.17],
    [3, 4.33],
    [2, 8.64],
  ])('has at scale %d a relative error of %d %%', (scale, percent) => {
    expect((100 * exponentialError(scale)).toFixed(2)).toBe(percent.toFixed(2));
  });

  it('falls to scale 2 for a millisecond to an hour in 160 buckets and keeps scale 4 in 350', () => {
    expect(histogramOf([1, 3_600_000]).scale).toBe(2);
    expect(histogramOf([1, 3_600_000], 350).scale).toBe(4);
  });

  it('merges bucket by bucket into the histogram of all values, in any order', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const all = contents(histogramOf([...a, ...b, ...c]));
        for (const order of [
          [a, b, c],
          [c, a, b],
          [b, c, a],
        ] as const) {
          const out = newExponentialHistogram();
          for (const part of order) mergeIntoExponential(out, histogramOf(part));
          expect(contents(out)).toEqual(all);
        }
        const right = histogramOf(b);
        mergeIntoExponential(right, histogramOf(c));
        const left = histogramOf(a);
        mergeIntoExponential(left, right);
        expect(contents(left)).toEqual(all);
      }),
      { numRuns: 200 },
    );
  });

  it('loses no count when its resolution is halved', () => {
    const histogram = histogramOf([1, 1.5, 2, 3, 100]);
    const before = exponentialIndex(histogram.scale, 3);
    downscale(histogram, 2);
    expect(usedBuckets(histogram.positive).reduce((sum, [, n]) => sum + n, 0)).toBe(5);
    expect(usedBuckets(histogram.positive).map(([i]) => i)).toContain(Math.floor(before / 4));
  });

  it('becomes a DDSketch within both errors together', () => {
    const random = seededRandom(9);
    const draws = [
      () => Math.exp(5 + random.normal()),
      () => (1 - random.uniform()) ** (-1 / 1.2),
      () => (random.uniform() < 0.7 ? 80 + 5 * random.normal() : 900 + 50 * random.normal()),
      () => 42.5,
    ];
    for (const draw of draws) {
      const sample = Array.from({ length: 5_000 }, draw);
      const histogram = histogramOf(sample);
      const sketch = exponentialToDdSketch(histogram);
      const limit = 1.01 * (1 + exponentialError(histogram.scale)) - 1 + 1e-9;
      sample.sort((a, b) => a - b);
      for (let p = 0; p <= 1; p += 0.01) {
        const exact = sample[Math.floor(p * 4_999)]!;
        expect(Math.abs(quantileOfDdSketch(sketch, p) / exact - 1)).toBeLessThanOrEqual(limit);
      }
    }
  });

  it('reads a bucket equally far, in ratio, from both edges', () => {
    const [scale, index] = [3, 17];
    const error = exponentialError(scale);
    const base = 2 ** (1 / 8);
    expect(exponentialValue(scale, index) / base ** index).toBeCloseTo(1 + error, 12);
    expect(exponentialValue(scale, index) / base ** (index + 1)).toBeCloseTo(1 - error, 12);
  });
});
