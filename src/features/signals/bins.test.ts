import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsLabel, cutAt, downscaled, downscaledBin, middle, positiveBin, scaleLabel, zeroLabel } from './bins.ts';

describe('a cut through explicit bounds', () => {
  const cut = (bounds: string, limit: number) => cutAt({ [boundsLabel]: bounds }, limit)!;

  it('takes the bins that lie wholly below, and says whether the limit is an edge', () => {
    const at = cut('0.1,0.3,1', 300 / 1_000);
    expect([0, 1, 2, 3].map(at.below)).toEqual([true, true, false, false]);
    expect(at).toMatchObject({ exact: true, edge: 0.3 });
    expect(cut('0.1,0.25,1', 0.3)).toMatchObject({ exact: false, edge: 0.25 });
    expect(cut('0.5', 0.3)).toMatchObject({ exact: false, edge: null });
    expect(cut('', 0.3).below(0)).toBe(false);
    expect(cutAt({}, 0.3)).toBeNull();
  });
});

describe('a cut through an exponential histogram', () => {
  it('never takes a value above the limit for good, and loses less than one bin', () => {
    const value = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: -2, max: 4 }), (observed, limit, scale) => {
        const index = Math.ceil(Math.log2(observed) * 2 ** scale) - 1;
        const at = cutAt({ [scaleLabel]: String(scale) }, limit)!;
        const good = at.below(positiveBin(index)!);
        if (observed > limit * (1 + 1e-9)) expect(good).toBe(false);
        if (observed < (limit * (1 - 1e-9)) / 2 ** (2 ** -scale)) expect(good).toBe(true);
      }),
    );
  });

  it('knows powers of two as edges, zero as good, and negatives as good', () => {
    const at = cutAt({ [scaleLabel]: '2' }, 0.25)!;
    expect(at.exact).toBe(true);
    expect([at.below(0), at.below(-(middle + 3)), at.below(middle - 9), at.below(middle - 8)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(cutAt({ [scaleLabel]: '2', [zeroLabel]: '1' }, 0.25)!.below(0)).toBe(false);
  });
});

describe('downscaling', () => {
  it('joins two neighbours at each step, as the data model has it', () => {
    expect([-3, -2, -1, 0, 1, 2, 3].map((index) => downscaled(index, 1))).toEqual([-2, -1, -1, 0, 0, 1, 1]);
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), fc.nat(6), fc.nat(6), (index, a, b) => {
        expect(downscaled(downscaled(index, a), b)).toBe(downscaled(index, a + b));
        expect(downscaledBin(-positiveBin(index)!, a)).toBe(-positiveBin(downscaled(index, a))!);
      }),
    );
    expect(positiveBin(middle)).toBeNull();
  });
});
