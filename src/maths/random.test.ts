import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

function moments(draw: () => number, n = 40_000): { mean: number; variance: number } {
  const values = Float64Array.from({ length: n }, draw);
  const mean = values.reduce((a, b) => a + b, 0) / n;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1) };
}

describe('seeded random numbers', () => {
  it('repeat with the seed and differ without it', () => {
    const draws = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed).uniform);
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
  });

  it('are uniform and normal', () => {
    const random = seededRandom(3);
    const uniform = moments(random.uniform);
    expect(uniform.mean).toBeCloseTo(0.5, 2);
    expect(uniform.variance).toBeCloseTo(1 / 12, 2);
    const normal = moments(random.normal);
    expect(Math.abs(normal.mean)).toBeLessThan(0.02);
    expect(Math.abs(normal.variance - 1)).toBeLessThan(0.03);
  });

  it.each([
    [0.5, 1],
    [8, 1],
    [8, 2.5],
    [200, 1],
    [200, 3],
  ])('counts of mean %f have the dispersion %f', (mean, dispersion) => {
    const random = seededRandom(4);
    const found = moments(() => random.count(mean, dispersion));
    expect(found.mean / mean).toBeCloseTo(1, 1);
    expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt((dispersion * mean) / 40_000));
    expect(found.variance / found.mean / dispersion).toBeGreaterThan(0.95);
    expect(found.variance / found.mean / dispersion).toBeLessThan(1.05);
  });

  it('draws a gamma of shape below 1 and integers at both ends', () => {
    const random = seededRandom(5);
    expect(moments(() => random.gamma(0.4)).mean).toBeCloseTo(0.4, 1);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(2, 4)));
    expect([...seen].sort()).toEqual([2, 3, 4]);
    expect(random.poisson(0)).toBe(0);
  });
});
