import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnWidths } from './column-widths.ts';

const wishes = fc.array(
  fc.record({ least: fc.integer({ min: 0, max: 200 }), weight: fc.integer({ min: 1, max: 40 }) }),
  {
    minLength: 1,
    maxLength: 12,
  },
);

describe('the widths of columns', () => {
  it('follow the weights where there is room', () => {
    expect(
      columnWidths(
        [
          { least: 10, weight: 1 },
          { least: 10, weight: 3 },
        ],
        400,
      ),
    ).toEqual([100, 300]);
  });

  it('take from the wide for the narrow', () => {
    expect(
      columnWidths(
        [
          { least: 150, weight: 1 },
          { least: 10, weight: 3 },
        ],
        400,
      ),
    ).toEqual([150, 250]);
  });

  it('add up, and keep every column at its least where all fit', () => {
    fc.assert(
      fc.property(wishes, fc.integer({ min: 100, max: 1_000 }), (columns, total) => {
        const widths = columnWidths(columns, total);
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(total, 6);
        if (columns.reduce((sum, { least }) => sum + least, 0) > total) return;
        for (const [index, { least }] of columns.entries()) expect(widths[index]!).toBeGreaterThanOrEqual(least - 1e-9);
      }),
    );
  });
});
