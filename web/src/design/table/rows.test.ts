import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderRows, pageOf } from './rows.ts';

describe('the rows of a table', () => {
  it('sort by value, unknown last both ways', () => {
    const rows = [3, null, 1, 2];
    expect(orderRows(rows, (row) => row, 'ascending')).toEqual([1, 2, 3, null]);
    expect(orderRows(rows, (row) => row, 'descending')).toEqual([3, 2, 1, null]);
  });

  it('count the numbers inside names', () => {
    expect(orderRows(['shop 10', 'shop 9'], (row) => row, 'ascending')).toEqual(['shop 9', 'shop 10']);
  });

  it('keep their order among equals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 })), (keys) => {
        const rows = keys.map((key, index) => ({ key, index }));
        const sorted = orderRows(rows, ({ key }) => key, 'ascending');
        for (const [index, row] of sorted.entries()) {
          const next = sorted[index + 1];
          if (next?.key === row.key) expect(next.index).toBeGreaterThan(row.index);
        }
      }),
    );
  });

  it('come in pages, and a page that has gone is the last one', () => {
    expect(pageOf([1, 2, 3, 4, 5], 1, 2)).toEqual({ rows: [3, 4], page: 1 });
    expect(pageOf([1, 2, 3], 7, 2)).toEqual({ rows: [3], page: 1 });
    expect(pageOf([], 3, 2)).toEqual({ rows: [], page: 0 });
  });
});
