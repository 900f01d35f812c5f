import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProductError } from '../errors.ts';
import { Chunker } from './import-chunk.ts';
import { columnsOf } from './import-columns.ts';
import { instantOf, rowReader } from './import-row.ts';

const business = columnsOf(['time', 'process', 'step', 'count', 'amount', 'currency', 'outcome'], 'f.csv');
const technical = columnsOf(['time', 'metric', 'count', 'le', 'service.name'], 'f.csv');

function problem(columns: typeof business, ...fields: string[]): string {
  try {
    rowReader(columns, 'f.csv')(fields, 7);
    return 'none';
  } catch (error) {
    if (error instanceof ProductError && error.exit === 2) return error.message;
    throw error;
  }
}

describe('a row of a CSV file', () => {
  it('is read in the minute it lies in, whatever way its time is written', () => {
    const at = Date.UTC(2026, 10, 20, 10, 15);
    for (const text of [
      '2026-11-20T10:15:59.9Z',
      '2026-11-20T11:15:00+01:00',
      '2026-11-20 10:15Z',
      `${at / 1_000 + 5}`,
      `${at}`,
    ]) {
      expect(rowReader(business, 'f')([text, 'p', 's', '3', '1.50', 'PLN', 'failed'], 2)).toEqual({
        process: 'p',
        step: 's',
        at,
        count: 3,
        amount: '1.50',
        currency: 'PLN',
        outcome: 'failed',
      });
    }
    expect(rowReader(technical, 'f')([`${at}`, 'm', '3', '+Inf', ''], 2)).toEqual({
      metric: 'm',
      at,
      labels: {},
      unit: 's',
      le: Infinity,
      count: 3,
    });
    expect([instantOf('2026-11-20T10:15:00'), instantOf('yesterday'), instantOf('')]).toEqual([null, null, null]);
  });

  it('names file, row, column, found and expected', () => {
    const good = ['2026-11-20T10:15:00Z', 'p', 's', '3', '', '', ''];
    const change = (index: number, text: string) => good.map((field, i) => (i === index ? text : field));
    expect(problem(business, ...change(0, 'noon'))).toMatch(
      /^f\.csv: row 7, column time: found "noon", expected RFC 3339/,
    );
    expect(problem(business, ...change(3, '-4'))).toMatch(/column count: found "-4", expected a whole number/);
    expect(problem(business, ...change(4, '1.5'))).toMatch(/column amount: found "1.5", expected a currency/);
    expect(problem(business, ...change(6, 'fine'))).toMatch(
      /column outcome: found "fine", expected ok, failed or abandoned/,
    );
    expect(problem(business, ...good.slice(1))).toMatch(/found "6 fields", expected 7 fields/);
    expect(problem(technical, good[0]!, 'm', '1', 'tall', '')).toMatch(/column le: found "tall", expected a number/);
  });

  it('is refused with exit code 2 or read, never anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 4, maxLength: 8 }), (fields) => {
        problem(business, ...fields);
        problem(technical, ...fields);
      }),
    );
  });

  it('needs a header of one of the two kinds', () => {
    for (const header of [
      [],
      ['time'],
      ['time', 'process', 'step', 'count', 'colour'],
      ['time', 'metric', 'count', 'time'],
    ]) {
      expect(() => columnsOf(header, 'f.csv')).toThrow(/f\.csv: row 1: found the columns/);
    }
  });
});

describe('chunks', () => {
  const row = (metric: string, le: number | null, count: number) => ({
    metric,
    at: 0,
    labels: {},
    unit: 's',
    le,
    count,
  });

  it('join the buckets of a series into one line, with every edge seen of its metric', () => {
    const chunker = new Chunker('csv', 'salt');
    chunker.add(row('m', 0.1, 4), 2);
    chunker.add(row('m', Infinity, 1), 3);
    chunker.add({ ...row('m', 0.3, 2), at: 60_000 }, 4);
    const { ndjson, rows, rowOfLine } = chunker.take();
    expect([rows, rowOfLine]).toEqual([3, [2, 4]]);
    expect(ndjson.split('\n').map((line) => JSON.parse(line))).toMatchObject([
      { at: 0, bounds: [0.1, 0.3], buckets: [4, 0, 1] },
      { at: 60_000, bounds: [0.1, 0.3], buckets: [0, 2, 0] },
    ]);
  });

  it('have keys that follow from the source and everything before them', () => {
    const keys = (salt: string, counts: number[]) => {
      const chunker = new Chunker('csv', salt);
      return counts.map((count) => {
        chunker.add(row('m', null, count), 2);
        return chunker.take().key;
      });
    };
    expect(keys('a', [1, 1, 2])).toEqual(keys('a', [1, 1, 2]));
    expect(new Set([...keys('a', [1, 1]), ...keys('b', [1, 1])]).size).toBe(4);
    expect(keys('a', [1, 1, 2])[2]).not.toBe(keys('a', [2, 1, 2])[2]);
  });
});
