import { describe, expect, it } from 'vitest';
import { type Coverage, lengths, measureCoverage } from '../../../benchmarks/accuracy/coverage.ts';
import { makeWorld } from '../../../benchmarks/accuracy/world.ts';

// Seeds of their own: nothing was tuned on them. The full table is printed by benchmarks/accuracy/coverage.ts.
const firstSeed = 77_000;

describe('90 % intervals on weeks that were not learned from', () => {
  const pooled = new Map<number, Coverage>();
  const share = (c: Coverage): number => c.inside / c.windows;

  it.each([8, 30, 120, 500])('cover at %i a minute', (rate) => {
    const results = new Map<number, Coverage>();
    for (let s = 0; s < 6; s++) {
      measureCoverage(makeWorld({ seed: firstSeed + s, days: 42, rate, dispersion: 1 + (s % 5) / 2 }), results);
    }
    for (const length of lengths) {
      const one = results.get(length)!;
      // 1 000 windows (250 of four hours) that are not independent: the band is wider than the promise, the pool below is not
      expect(share(one), `${length} minutes at ${rate}`).toBeGreaterThan(length === 240 ? 0.83 : 0.85);
      expect(share(one), `${length} minutes at ${rate}`).toBeLessThan(length === 240 ? 0.97 : 0.95);
      const sum = pooled.get(length) ?? { windows: 0, inside: 0, below: 0, above: 0, excess: 0, width: 0 };
      pooled.set(length, { ...sum, windows: sum.windows + one.windows, inside: sum.inside + one.inside });
    }
  });

  it.each(lengths)('cover 87 to 93 %% of sums over %i minutes, all rates together', (length) => {
    expect(share(pooled.get(length)!)).toBeGreaterThan(0.87);
    expect(share(pooled.get(length)!)).toBeLessThan(0.93);
  });
});
