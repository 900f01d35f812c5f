import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Level, stepConstants } from '../expectations/level-filter.ts';
import { type GapBlock, sumsThroughGap } from './loss-gap.ts';

const dynamics = { fastSd: 0.05, fastMinutes: 60, slowSdPerDay: 0.1 };
const step = stepConstants(dynamics);
const start: Level = { at: 0, slow: 1, fast: 0, varSlow: 0.002, covar: 0, varFast: 0.001 };

/** Level of block b as covariance with itself and others, written out from the model: no filter involved. */
function covariances(blocks: number): number[][] {
  const slow = (b: number): number => start.varSlow + (b + 1) * step.slowNoise;
  const fastVariance = (b: number): number => {
    let v = start.varFast;
    for (let i = 0; i <= b; i++) v = v * step.keep ** 2 + step.fastNoise;
    return v;
  };
  return Array.from({ length: blocks }, (_, i) =>
    Array.from(
      { length: blocks },
      (_, j) => slow(Math.min(i, j)) + fastVariance(Math.min(i, j)) * step.keep ** Math.abs(i - j),
    ),
  );
}

/** x of a·x = b by elimination. */
function solve(a: number[][], b: number[]): number[] {
  const m = a.map((row, i) => [...row, b[i]!]);
  for (let p = 0; p < m.length; p++) {
    for (let r = p + 1; r < m.length; r++) {
      const f = m[r]![p]! / m[p]![p]!;
      for (let c = p; c <= m.length; c++) m[r]![c] = m[r]![c]! - f * m[p]![c]!;
    }
  }
  const x = new Array<number>(m.length).fill(0);
  for (let r = m.length - 1; r >= 0; r--) {
    let rest = m[r]![m.length]!;
    for (let c = r + 1; c < m.length; c++) rest -= m[r]![c]! * x[c]!;
    x[r] = rest / m[r]![r]!;
  }
  return x;
}

describe('sumsThroughGap', () => {
  it('equals the conditional normal distribution, mean and covariance, written out in full', () => {
    const seen = fc.array(fc.double({ min: -0.03, max: 0.03, noNaN: true }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(seen, fc.integer({ min: 1, max: 4 }), (surprises, gap) => {
        const [first, afterFrom, afterTo, n] = [3, 3 + gap, 5 + gap, 10];
        const base = 2_000;
        const blocks: GapBlock[] = Array.from({ length: n }, (_, b) => {
          const inGap = b >= first && b < afterTo;
          return {
            count: inGap ? 0 : base * (1 + surprises[b]!),
            base: inGap ? 0 : base,
            outage: inGap && b < afterFrom ? 1_000 : 0,
            after: inGap && b >= afterFrom ? 700 : 0,
            jump: 0,
          };
        });
        const found = sumsThroughGap(start, step, 0, blocks);
        const c = covariances(n);
        const known = blocks.flatMap((block, b) => (block.base > 0 ? [b] : []));
        // no counting noise: a hair of it keeps the matrix regular
        const k = known.map((i) => known.map((j) => c[i]![j]! + (i === j ? 1e-12 : 0)));
        const weights = (name: 'outage' | 'after'): number[] => blocks.map((block) => block[name]);
        const cross = (w: number[]): number[] => known.map((j) => w.reduce((sum, wi, i) => sum + wi * c[i]![j]!, 0));
        const own = (v: number[], w: number[]): number =>
          v.reduce((sum, vi, i) => sum + w.reduce((s, wj, j) => s + vi * wj * c[i]![j]!, 0), 0);
        const mean = (w: number[]): number => {
          const x = solve(
            k,
            known.map((b) => surprises[b]!),
          );
          return w.reduce((a, b) => a + b, 0) + cross(w).reduce((sum, value, i) => sum + value * x[i]!, 0);
        };
        const covariance = (v: number[], w: number[]): number => {
          const x = solve(k, cross(w));
          return own(v, w) - cross(v).reduce((sum, value, i) => sum + value * x[i]!, 0);
        };
        const [outage, after] = [weights('outage'), weights('after')];
        // the model's noise scales with the slow level squared, which moves by a few percent: the bounds allow for it
        expect(Math.abs(found.outage - mean(outage)) / mean(outage)).toBeLessThan(2e-3);
        expect(Math.abs(found.after - mean(after)) / mean(after)).toBeLessThan(2e-3);
        expect(found.varOutage / covariance(outage, outage)).toBeCloseTo(1, 0.7);
        expect(found.varAfter / covariance(after, after)).toBeCloseTo(1, 0.7);
        expect(found.covariance / Math.sqrt(found.varOutage * found.varAfter)).toBeCloseTo(
          covariance(outage, after) / Math.sqrt(covariance(outage, outage) * covariance(after, after)),
          1,
        );
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('knows a gap better from both sides than from one', () => {
    const flat = (b: number, seen: boolean): GapBlock => {
      const inGap = b >= 5 && b < 10;
      return {
        count: seen && !inGap ? 500 : 0,
        base: seen && !inGap ? 500 : 0,
        outage: inGap ? 500 : 0,
        after: 0,
        jump: 0,
      };
    };
    const past = sumsThroughGap(
      start,
      step,
      1.5,
      Array.from({ length: 30 }, (_, b) => flat(b, b < 5)),
    );
    const both = sumsThroughGap(
      start,
      step,
      1.5,
      Array.from({ length: 30 }, (_, b) => flat(b, true)),
    );
    expect(both.varOutage).toBeLessThan(0.7 * past.varOutage);
    expect([past.outage, both.outage]).toEqual([expect.closeTo(2500, 6), expect.closeTo(2500, 6)]);
  });
});
