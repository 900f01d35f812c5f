import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, type Interval, minute } from '../../maths/instants.ts';
import { gapsOfMask, maskOf } from './minute-mask.ts';
import { unmeasuredTime } from './unmeasured-time.ts';

const hours = 5;
const story = fc.record({
  kept: fc.array(fc.option(fc.array(fc.constantFrom(0, 1, 1, 1), { minLength: 60, maxLength: 60 })), {
    minLength: hours,
    maxLength: hours,
  }),
  ends: fc.tuple(fc.nat(hours * 60), fc.nat(hours * 60)),
});

describe('unmeasured time', () => {
  it('is every minute without a proof, kept or not, from the first measured hour on', () => {
    fc.assert(
      fc.property(story, ({ kept, ends }) => {
        const period = { from: Math.min(...ends) * minute, to: Math.max(...ends) * minute };
        const rows = kept.flatMap((flags, n) => (flags === null ? [] : [{ at: n * hour, measured: maskOf(flags) }]));
        const first = rows.find(({ measured }) => measured > 0n)?.at ?? null;
        const gaps = rows.flatMap(({ at, measured }) => gapsOfMask(measured, at));
        const found = unmeasuredTime({ first, kept: rows.map(({ at }) => at), gaps }, period);
        const expected: number[] = [];
        for (let n = period.from / minute; n < period.to / minute; n++) {
          const isMeasured = kept[Math.floor(n / 60)]?.[n % 60] === 1;
          if (first !== null && n * minute >= first && !isMeasured) expected.push(n);
        }
        expect(minutesOf(found)).toEqual(expected);
        for (let i = 1; i < found.length; i++) expect(found[i]!.from).toBeGreaterThan(found[i - 1]!.to);
      }),
    );
  });
});

const minutesOf = (intervals: readonly Interval[]): number[] =>
  intervals.flatMap(({ from, to }) => Array.from({ length: (to - from) / minute }, (_, i) => from / minute + i));
