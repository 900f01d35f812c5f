import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { forecastInterval, forecastSum, spreadAt } from './forecast.ts';
import { type Level, lookAhead, predictLevel, stepConstants, updateLevel } from './level-filter.ts';

const dynamics = { fastSd: 0.05, fastMinutes: 120, slowSdPerDay: 0.03 };
const step = stepConstants(dynamics);
const level: Level = { at: 0, slow: 1.1, fast: -0.04, varSlow: 0.0004, covar: -0.0001, varFast: 0.0009 };

describe('forecast of a sum', () => {
  it('agrees with the look ahead for a single block', () => {
    const base = new Float64Array(40).fill(2);
    const sum = forecastSum(level, step, base, () => 0, 30, 40);
    const block = lookAhead(level, step, 4, 0);
    expect(sum.mean).toBeCloseTo(20 * block.mean, 9);
    expect(sum.levelVariance / sum.mean ** 2).toBeCloseTo(block.relativeVariance, 9);
  });

  it('has the variance that simulated levels have', () => {
    const random = seededRandom(21);
    const base = Float64Array.from({ length: 120 }, (_, i) => 1 + (i % 7));
    const sums: number[] = [];
    const blocks = base.length / 10;
    for (let run = 0; run < 20_000; run++) {
      const a = random.normal();
      const b = random.normal();
      let slow = level.slow + Math.sqrt(level.varSlow) * a;
      const along = level.covar / Math.sqrt(level.varSlow);
      let fast = level.fast + along * a + Math.sqrt(level.varFast - along * along) * b;
      let sum = 0;
      for (let k = 0; k < blocks; k++) {
        slow += Math.sqrt(step.slowNoise) * level.slow * random.normal();
        fast = fast * step.keep + Math.sqrt(step.fastNoise) * level.slow * random.normal();
        if (k >= 3) for (let i = k * 10; i < k * 10 + 10; i++) sum += base[i]! * (slow + fast);
      }
      sums.push(sum);
    }
    const mean = sums.reduce((x, y) => x + y, 0) / sums.length;
    const variance = sums.reduce((x, y) => x + (y - mean) ** 2, 0) / sums.length;
    const found = forecastSum(level, step, base, () => 0, 30, 120);
    expect(found.mean / mean).toBeCloseTo(1, 2);
    expect(found.levelVariance / variance).toBeGreaterThan(0.96);
    expect(found.levelVariance / variance).toBeLessThan(1.04);
  });

  it('widens with the measured spread, between the lengths it was measured at', () => {
    const spread = [
      { minutes: 5, factor: 1 },
      { minutes: 15, factor: 1.2 },
      { minutes: 60, factor: 1.4 },
    ];
    expect([1, 5, 15, 30, 60, 999].map((m) => Number(spreadAt(spread, m).toFixed(3)))).toEqual([
      1, 1, 1.2, 1.3, 1.4, 1.4,
    ]);
    expect(spreadAt([], 5)).toBe(1);
    const narrow = forecastInterval(1000, 0, 1, 1);
    const wide = forecastInterval(1000, 0, 1, 2);
    expect((wide.high - wide.low) / (narrow.high - narrow.low)).toBeCloseTo(2, 1);
  });
});

describe('level filter', () => {
  it('follows a lasting change and is hardly moved by one odd block', () => {
    const state = { ...level, slow: 1, fast: 0 };
    const go = (count: number): number => {
      predictLevel(state, step, 0, 600_000);
      updateLevel(state, count, 1_000, 1);
      return state.slow + state.fast;
    };
    for (let i = 0; i < 200; i++) go(1_000);
    expect(go(0)).toBeGreaterThan(0.85);
    for (let i = 0; i < 100; i++) go(1_000);
    for (let i = 0; i < 300; i++) go(1_200);
    expect(state.slow + state.fast).toBeCloseTo(1.2, 1);
  });

  it('learns nothing from a block without expectation', () => {
    const state = { ...level };
    updateLevel(state, 5, 0, 1);
    expect(state).toEqual(level);
  });
});
