import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addInterval, clipIntervals, type Intervals } from './intervals.ts';

const small = fc.nat(30);
const interval = fc.record({ from: small, to: small });
const points = (intervals: Intervals) => intervals.flatMap(({ from, to }) => range(from, to));
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

describe('intervals', () => {
  it('hold the union of what was added, disjoint, in order and not touching', () => {
    fc.assert(
      fc.property(fc.array(interval), (added) => {
        const intervals: Intervals = [];
        for (const each of added) addInterval(intervals, each);
        const union = new Set(added.flatMap(({ from, to }) => range(from, to)));
        expect(points(intervals)).toEqual([...union].sort((a, b) => a - b));
        for (let i = 1; i < intervals.length; i++) expect(intervals[i]!.from).toBeGreaterThan(intervals[i - 1]!.to);
      }),
    );
  });

  it('are cut to a window', () => {
    fc.assert(
      fc.property(fc.array(interval), interval, (added, window) => {
        const intervals: Intervals = [];
        for (const each of added) addInterval(intervals, each);
        const inside = points(intervals).filter((at) => at >= window.from && at < window.to);
        expect(points(clipIntervals(intervals, window))).toEqual(inside);
        expect(clipIntervals(intervals, window).every(({ from, to }) => from < to)).toBe(true);
      }),
    );
  });
});
