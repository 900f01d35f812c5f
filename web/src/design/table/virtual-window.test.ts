import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAfter, rowsInSight } from './virtual-window.ts';

describe('the rows in sight', () => {
  it('hold every row that is seen, and few more', () => {
    const count = fc.nat(5_000);
    fc.assert(
      fc.property(count, fc.nat(300_000), fc.integer({ min: 1, max: 2_000 }), (rows, top, height) => {
        const { first, end } = rowsInSight(top, height, 50, rows);
        for (const y of [top, top + height - 1]) {
          const seen = Math.floor(y / 50);
          if (seen < rows) expect(seen >= first && seen < end).toBe(true);
        }
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(rows);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(height / 50) + 24);
      }),
    );
  });

  it('stay the same while one scrolls a little', () => {
    expect(rowsInSight(5_000, 600, 50, 1_000)).toEqual(rowsInSight(5_190, 600, 50, 1_000));
  });
});

describe('a key', () => {
  const size = { rows: 100, columns: 4, page: 10 };
  it.each([
    ['ArrowDown', false, { row: -1, column: 2 }, { row: 0, column: 2 }],
    ['ArrowUp', false, { row: -1, column: 2 }, { row: -1, column: 2 }],
    ['ArrowRight', false, { row: 5, column: 3 }, { row: 5, column: 3 }],
    ['PageDown', false, { row: 95, column: 0 }, { row: 99, column: 0 }],
    ['PageUp', false, { row: 4, column: 0 }, { row: 0, column: 0 }],
    ['Home', false, { row: 4, column: 2 }, { row: 4, column: 0 }],
    ['End', true, { row: 4, column: 2 }, { row: 99, column: 3 }],
    ['Home', true, { row: 40, column: 2 }, { row: 0, column: 0 }],
  ] as const)('%s (control: %s) leads from %j to %j', (key, isControl, from, to) => {
    expect(placeAfter(key, isControl, from, size)).toEqual(to);
  });

  it('that is none of these leads nowhere', () => {
    expect(placeAfter('a', false, { row: 0, column: 0 }, size)).toBeNull();
  });
});
