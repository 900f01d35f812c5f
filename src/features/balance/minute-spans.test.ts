import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { intersect, minutesIn, type Spans, spansWithin, subtract, unknownSpans } from './minute-spans.ts';

const window = { from: 0, to: 50 * minute };
/** Intervals in milliseconds, not minute-aligned, reaching over the window's ends. */
const intervals = fc.array(
  fc
    .tuple(fc.integer({ min: -600_000, max: 3_600_000 }), fc.nat(900_000))
    .map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 8 },
);
const spans = intervals.map((some) => spansWithin(window, some));
const holds = (some: Spans, index: number) =>
  some.some(({ from, to }) => from <= index * minute && index * minute < to);
const everyMinute = Array.from({ length: 50 }, (_, index) => index);

function expectTidy(some: Spans) {
  let last = Number.NEGATIVE_INFINITY;
  for (const { from, to } of some) {
    expect(from).toBeGreaterThan(last);
    expect(to).toBeGreaterThan(from);
    expect([from % minute, to % minute].map(Math.abs)).toEqual([0, 0]);
    last = to;
  }
}

describe('spans', () => {
  it('widen to the minutes they touch and merge where they meet', () => {
    const some = [
      { from: 90_000, to: 150_000 },
      { from: 3 * minute, to: 4 * minute },
      { from: 10 * minute, to: 10 * minute },
      { from: 45 * minute, to: 90 * minute },
    ];
    expect(spansWithin(window, some)).toEqual([
      { from: minute, to: 4 * minute },
      { from: 45 * minute, to: 50 * minute },
    ]);
  });

  it('hold exactly the minutes that an interval touches', () => {
    fc.assert(
      fc.property(intervals, (some) => {
        const answer = spansWithin(window, some);
        expectTidy(answer);
        for (const index of everyMinute) {
          const touched = some.some(
            ({ from, to }) => Math.max(from, index * minute) < Math.min(to, (index + 1) * minute),
          );
          expect(holds(answer, index)).toBe(touched);
        }
      }),
    );
  });

  it('intersect and subtract as sets of minutes do', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [both, left] = [intersect(a, b), subtract(a, b)];
        expectTidy(both);
        expectTidy(left);
        for (const index of everyMinute) {
          expect(holds(both, index)).toBe(holds(a, index) && holds(b, index));
          expect(holds(left, index)).toBe(holds(a, index) && !holds(b, index));
        }
        expect(minutesIn(both) + minutesIn(left)).toBe(minutesIn(a));
      }),
    );
  });

  it('find the minutes a series does not know, inside and around it', () => {
    const counts = Float64Array.of(0, Number.NaN, Number.NaN, 4);
    expect(unknownSpans({ from: 0, to: 8 * minute }, { from: 2 * minute, counts })).toEqual([
      { from: 0, to: 2 * minute },
      { from: 3 * minute, to: 5 * minute },
      { from: 6 * minute, to: 8 * minute },
    ]);
  });
});
