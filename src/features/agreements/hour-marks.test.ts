import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour } from '../../maths/instants.ts';
import {
  addMark,
  changed,
  changedDays,
  type DayMarks,
  dayMarkStates,
  dayMarksOf,
  type Marks,
  markIntervals,
} from './hour-marks.ts';

const rows = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: -(2 ** 52), max: 2 ** 52 })), { maxLength: 10 });
const marksOf = (given: readonly (readonly [number, number])[]): Marks => {
  const marks: Marks = new Map();
  for (const [bucket, n] of given) addMark(marks, bucket * hour, n);
  return marks;
};
const window = { from: 0, to: 6 * hour };

describe('marks', () => {
  it('are equal for equal rows, and tell in which hour a number is another', () => {
    fc.assert(
      fc.property(rows, fc.nat(5), fc.integer(), (given, at, n) => {
        expect(changed(marksOf(given), marksOf(given), window, hour)).toEqual([]);
        const more = [...given, [at, n] as const];
        expect(changed(marksOf(given), marksOf(more), window, hour)).toEqual([at * hour]);
      }),
    );
  });

  it('tell which hours a proof of completeness newly covers', () => {
    const proven = (to: number): Marks => {
      const marks: Marks = new Map();
      markIntervals(marks, 7, [{ from: hour / 2, to }], hour);
      return marks;
    };
    expect(changed(proven(2 * hour), proven(3.5 * hour), window, hour)).toEqual([2 * hour, 3 * hour]);
    expect(changed(undefined, proven(hour), window, hour)).toEqual([0]);
  });

  const days = (given: [number, number, number][], sources = 1): DayMarks => ({
    sources,
    days: new Map(given.map(([at, counted, proven]) => [at * day, { counted, proven }])),
  });

  it('of days tell what came late, not what is new, what is gone, or what another catalogue asks of', () => {
    const before = days([
      [1, 10, 5],
      [2, 10, 5],
      [4, 10, 5],
    ]);
    const after: [number, number, number][] = [
      [2, 11, 5],
      [3, 1, 0],
      [4, 10, 6],
      [5, 9, 9],
    ];
    expect(changedDays(before, days(after))).toEqual([2 * day, 3 * day, 4 * day]);
    expect(changedDays(before, days(after, 2))).toEqual([2 * day, 3 * day]);
  });

  it('of days are kept as states, of which only those that changed are written', () => {
    const before = days([
      [1, 10, 5],
      [2, 10, 5],
    ]);
    const after = days([
      [2, 12, 5],
      [3, 1, 4_294_967_295],
    ]);
    const first = dayMarkStates(null, before);
    const second = dayMarkStates(before, after);
    expect(second).toHaveLength(3);
    const kept = new Map([...first, ...second].map(({ key, value }) => [key, value]));
    expect(dayMarksOf([...kept].map(([key, value]) => ({ key, value })))).toEqual(after);
    expect(dayMarksOf([])).toBeNull();
  });
});
