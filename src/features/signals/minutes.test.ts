import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { covered, joinMinutes } from './minutes.ts';

describe('minutes', () => {
  it('joined and spread again are the same minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60)), (numbers) => {
        const joined = joinMinutes(numbers.map((n) => n * minute));
        const flags = covered(joined, { from: 0, to: 61 * minute });
        expect([...flags].flatMap((flag, n) => (flag ? [n] : []))).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(joined.every(({ from }, i) => i === 0 || from > joined[i - 1]!.to)).toBe(true);
      }),
    );
  });

  it('are covered only when they lie wholly inside', () => {
    expect([...covered([{ from: 1, to: 3 * minute - 1 }], { from: 0, to: 4 * minute })]).toEqual([0, 1, 0, 0]);
    expect([...covered([{ from: -minute, to: 9 * minute }], { from: 0, to: 2 * minute })]).toEqual([1, 1]);
  });
});
