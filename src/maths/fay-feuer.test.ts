import { describe, expect, test } from 'vitest';
import { coverageOf, expectedOutages, spreads } from '../../benchmarks/accuracy/availability-coverage.ts';
import { chiSquareQuantile } from './chi-square.ts';
import { availabilityInterval } from './fay-feuer.ts';
import { poissonInterval } from './poisson-interval.ts';

describe('the interval of availability', () => {
  test('is the known one of five outages in thirty days', () => {
    const seconds = [12, 45, 30, 180, 5].map((minutes) => minutes * 60);
    const found = availabilityInterval(seconds, 43_200 * 60, 0.95)!;
    expect(found.low).toBeCloseTo(0.9748289391255724, 10);
    expect(found.high).toBeCloseTo(0.9991873166966005, 10);
  });

  test('of no outage rests on a usual length, and is none where that is unknown', () => {
    expect(availabilityInterval([], 43_200 * 60, 0.95)).toBeNull();
    const { low, high } = availabilityInterval([], 43_200 * 60, 0.95, 30 * 60)!;
    expect(low).toBeCloseTo(1 - (30 * 3.68887945411394) / 43_200, 10);
    expect(high).toBe(1);
  });

  test('stays between 0 and 1 and refuses what is no length', () => {
    const { low, high } = availabilityInterval([90], 100, 0.95)!;
    expect([low, high < 1, high > low]).toEqual([0, true, true]);
    expect(() => availabilityInterval([0], 100, 0.95)).toThrow(RangeError);
    expect(() => availabilityInterval([1], 0, 0.95)).toThrow(RangeError);
  });

  // The whole table, with more years, is printed by benchmarks/accuracy/availability-coverage.ts.
  test.each(expectedOutages)('holds the truth far more often than one on minutes at %i outages a year', (expected) => {
    const floors: Record<number, readonly number[]> = {
      3: [0.93, 0.84, 0.69],
      12: [0.94, 0.9, 0.81],
      60: [0.94, 0.93, 0.88],
    };
    for (const [i, spread] of spreads.entries()) {
      const { fayFeuer, normal, wilson } = coverageOf(expected, spread, 1_000, 7 * expected + i);
      expect(fayFeuer).toBeGreaterThan(floors[expected]![i]!);
      expect(fayFeuer).toBeGreaterThanOrEqual(normal);
      expect(wilson).toBeLessThan(0.3);
    }
  });
});

describe('the exact interval of a count', () => {
  // Source: R 4.5, poisson.test.
  test.each([
    [0, 0, 3.68887945411394],
    [1, 0.0253178079842899, 5.571643390938899],
    [2, 0.242209278543965, 7.224687667723958],
    [5, 1.62348639011842, 11.66833207932267],
    [10, 4.79538869613243, 18.39035604201778],
    [24, 15.3772528546865, 35.7100975937532],
  ])('of %i is R’s', (count, low, high) => {
    const found = poissonInterval(count);
    expect(found.low).toBeCloseTo(low, 9);
    expect(found.high).toBeCloseTo(high, 9);
  });

  test('refuses what is no count', () => {
    expect(() => poissonInterval(1.5)).toThrow(RangeError);
  });
});

describe('a quantile of chi-square', () => {
  test('is what its closed forms are: two degrees, and one', () => {
    for (const p of [1e-9, 0.001, 0.025, 0.5, 0.975, 0.999999]) {
      expect(chiSquareQuantile(p, 2) / (-2 * Math.log1p(-p))).toBeCloseTo(1, 10);
    }
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 10);
  });

  test('holds for degrees from a thousandth to a million', () => {
    expect(chiSquareQuantile(0.5, 1e6)).toBeCloseTo(1e6 - 2 / 3, 2);
    const tiny = chiSquareQuantile(0.999, 0.001);
    expect(tiny).toBeGreaterThan(0);
    expect(tiny).toBeLessThan(1);
    expect(() => chiSquareQuantile(0, 2)).toThrow(RangeError);
    expect(() => chiSquareQuantile(0.5, 0)).toThrow(RangeError);
  });
});
