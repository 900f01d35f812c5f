import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansOf } from './timeline.ts';

describe('spans on the drawing', () => {
  it('draws what lies too close as one and counts it', () => {
    const spans = spansOf(
      [0, 0.1, 0.2, 500].map((from) => ({ from, to: from + 0.05 })),
      0,
      1000,
    );
    expect(spans.map(({ count }) => count)).toEqual([3, 1]);
  });

  it('stays within the drawing, in order, apart, seen, and loses nothing', () => {
    const interval = fc.tuple(fc.integer({ min: -500, max: 1500 }), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 60 }), (pairs) => {
        const intervals = pairs.map(([from, length]) => ({ from, to: from + length }));
        const spans = spansOf(intervals, 0, 1000);
        const inside = intervals.filter(({ from, to }) => to >= 0 && from <= 1000).length;
        expect(spans.reduce((sum, { count }) => sum + count, 0)).toBe(inside);
        for (const [index, { at, width }] of spans.entries()) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at + width).toBeLessThanOrEqual(1000 + 1e-9);
          expect(width).toBeGreaterThanOrEqual(2 - 1e-9);
          const before = spans[index - 1];
          if (before) expect(at).toBeGreaterThan(before.at + before.width);
        }
      }),
    );
  });
});
