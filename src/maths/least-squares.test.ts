import { describe, expect, it } from 'vitest';
import { leastSquares } from './least-squares.ts';
import { seededRandom } from './random.ts';
import { wilsonInterval } from './wilson.ts';

describe('least squares', () => {
  const random = seededRandom(4);
  const x = Array.from({ length: 50 }, () => random.normal());
  const z = Array.from({ length: 50 }, () => 1_000 + random.normal());

  it('finds the line that made the values', () => {
    const y = x.map((one, nth) => 3 + 2 * one - 0.5 * z[nth]!);
    const { intercept, slopes } = leastSquares(y, [x, z]);
    expect(slopes[0]).toBeCloseTo(2, 4);
    expect(slopes[1]).toBeCloseTo(-0.5, 4);
    expect(intercept).toBeCloseTo(3, 1);
  });

  it('shares the weight among columns that repeat each other, and gives a constant none', () => {
    const { slopes } = leastSquares(
      x.map((one) => 4 * one),
      [x, x, x.map(() => 7)],
    );
    expect(slopes[0]).toBeCloseTo(2, 4);
    expect(slopes[1]).toBeCloseTo(2, 4);
    expect(slopes[2]).toBe(0);
  });
});

describe('Wilson’s interval', () => {
  it('has the figures of the textbook', () => {
    // 8 of 14: .33 to .79
    const { low, high } = wilsonInterval(8, 14);
    expect([low, high]).toEqual([expect.closeTo(0.3259, 4), expect.closeTo(0.7862, 4)]);
    expect(wilsonInterval(0, 10).low).toBeCloseTo(0, 12);
    expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775, 4);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
