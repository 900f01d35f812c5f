import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { countedUntil, totalsOf } from './indicator-minutes.ts';

const from = 1_000 * minute;
const totals = (pairs: ([number, number] | null)[]) =>
  totalsOf({
    from,
    good: Float64Array.from(pairs, (pair) => pair?.[0] ?? Number.NaN),
    valid: Float64Array.from(pairs, (pair) => pair?.[1] ?? Number.NaN),
  });

describe('countedUntil', () => {
  it('sums the measured minutes and counts the silent ones at the end', () => {
    const some = totals([[9, 10], null, [5, 5], null, null]);
    expect(countedUntil(some, from + 3 * minute, 3)).toEqual({
      good: 14,
      valid: 15,
      measuredMinutes: 2,
      silentMinutes: 0,
    });
    expect(countedUntil(some, from + 5 * minute, 5)).toEqual({
      good: 14,
      valid: 15,
      measuredMinutes: 2,
      silentMinutes: 2,
    });
  });

  it('takes minutes outside the series as unmeasured', () => {
    const some = totals([
      [1, 1],
      [1, 1],
    ]);
    expect(countedUntil(some, from + 1 * minute, 60)).toEqual({
      good: 1,
      valid: 1,
      measuredMinutes: 1,
      silentMinutes: 0,
    });
    expect(countedUntil(some, from + 4 * minute, 3)).toEqual({
      good: 1,
      valid: 1,
      measuredMinutes: 1,
      silentMinutes: 2,
    });
    expect(countedUntil(some, from - minute, 3).measuredMinutes).toBe(0);
  });

  it('equals a plain sum over the window', () => {
    const pair = fc
      .tuple(fc.nat(1_000), fc.nat(1_000))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
    const pairs = fc.array(fc.option(pair), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(pairs, fc.nat(60), fc.integer({ min: 1, max: 60 }), (all, at, over) => {
        const end = Math.min(at, all.length);
        const window = all.slice(Math.max(0, end - over), end).filter((one) => one !== null);
        const answer = countedUntil(totals(all), from + end * minute, over);
        expect(answer.good).toBe(window.reduce((sum, [good]) => sum + good, 0));
        expect(answer.valid).toBe(window.reduce((sum, [, valid]) => sum + valid, 0));
        expect(answer.measuredMinutes).toBe(window.length);
      }),
    );
  });
});
