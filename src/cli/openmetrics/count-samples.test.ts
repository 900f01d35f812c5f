import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { SampleCounter } from './count-samples.ts';
import { parseLine } from './parse-line.ts';

const start = Date.UTC(2026, 10, 20, 10) / 1_000;
const options = { dropLabels: ['instance'], longestGapMs: 180_000 };

/** Counts lines such as `a_total 5 +15`, the time in seconds after the start. */
function count(lines: readonly string[], counter = new SampleCounter(options)) {
  const rows = lines.flatMap((text, index) => {
    const line = parseLine(text.replace(/\+(\d+)$/, (_whole, seconds) => String(start + Number(seconds))));
    if ('expected' in line) throw new Error(line.expected);
    if (line.kind === 'type') counter.type(line.family, line.type);
    if (line.kind !== 'sample') return [];
    const counted = counter.add(line, index + 1);
    if (counted !== null && 'expected' in counted) throw new Error(counted.expected);
    return counted === null ? [] : counted;
  });
  return [...rows, ...counter.rest()].map(({ row, place }) => ({
    ...row,
    at: (row.at - start * 1_000) / minute,
    place,
  }));
}

describe('SampleCounter', () => {
  it('counts what a counter rose by per minute, zero where it was seen and did not rise', () => {
    const rows = count(['a_total 100 +10', 'a_total 103 +25', 'a_total 104 +70', 'a_total 104 +130']);
    expect(rows.map(({ at, count }) => [at, count])).toEqual([
      [0, 3],
      [1, 1],
      [2, 0],
    ]);
    expect(rows[0]).toMatchObject({ metric: 'a_total', labels: {}, unit: '', le: null, place: 2 });
  });

  it('counts a fall in full, and what follows NaN only from there on', () => {
    const sum = (...lines: string[]) => count(lines).reduce((all, row) => all + row.count, 0);
    expect(sum('a_total 100 +10', 'a_total 4 +25')).toBe(4);
    expect(sum('a_total 100 +10', 'a_total NaN +25', 'a_total 500 +40', 'a_total 501 +55')).toBe(1);
  });

  it('leaves out and says what counts nothing', () => {
    const counter = new SampleCounter(options);
    const lines = [
      'a_total 1 +10',
      'a_total 1 +10',
      'a_total 1.5 +25',
      'a_total 9 +400',
      'b 5 +10',
      'c_seconds_sum 5.5 +10',
      'c_created 1e9 +10',
    ];
    expect(count(lines, counter)).toEqual([]);
    expect(counter.leftOut).toEqual({ gauges: 1, sums: 2, fractions: 1, repeated: 1, afterGap: 8 });
  });

  it('keeps each copy apart and stores them as one; buckets as they are, with canonical edges', () => {
    const rows = count([
      '# TYPE h_seconds histogram',
      'h_seconds_bucket{le="1.0",instance="a"} 5 +10',
      'h_seconds_bucket{le="1.0",instance="a"} 7 +25',
      'h_seconds_bucket{le="1.0",instance="b"} 90 +10',
      'h_seconds_bucket{le="1.0",instance="b"} 91 +25',
    ]);
    expect(rows).toMatchObject([
      { metric: 'h_seconds_bucket', labels: { le: '1' }, unit: 's', count: 2 },
      { metric: 'h_seconds_bucket', labels: { le: '1' }, unit: 's', count: 1 },
    ]);
  });

  it('goes by what the file says of a metric', () => {
    expect(count(['# TYPE jobs counter', 'jobs 1 +10', 'jobs 4 +25'])).toMatchObject([{ metric: 'jobs', count: 3 }]);
    expect(count(['# TYPE threads_count gauge', 'threads_count 1 +10', 'threads_count 4 +25'])).toEqual([]);
  });

  it.each([
    [['a_total 1'], 'a timestamp'],
    [['a_total 1 +20', 'a_total 2 +10'], 'order of their time'],
    [['a_total -1 +20'], '0 or more'],
    [['a_total +Inf +20'], 'finite'],
    [['a_total 0 +20', 'a_total 1e15 +25'], 'at most'],
  ])('refuses %j', (lines, expected) => {
    expect(() => count(lines)).toThrow(expected);
  });

  it('gives the same rows whether a file goes series by series or scrape by scrape', () => {
    const series = fc.array(fc.array(fc.nat(20), { minLength: 2, maxLength: 12 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(series, (all) => {
        const lines = all.map((steps, index) => {
          let total = 0;
          return steps.map((more, i) => {
            total += more;
            return `a_total{s="${index}"} ${total} +${15 * i}`;
          });
        });
        const longest = Math.max(...lines.map(({ length }) => length));
        const byTime = Array.from({ length: longest }, (_, i) => lines.flatMap((one) => one[i] ?? [])).flat();
        const keyed = (rows: ReturnType<typeof count>) =>
          rows.map(({ labels, at, count }) => `${labels.s} ${at} ${count}`).sort();
        expect(keyed(count(byTime))).toEqual(keyed(count(lines.flat())));
        const rise = all.reduce((sum, steps) => sum + steps.slice(1).reduce((a, b) => a + b, 0), 0);
        expect(count(byTime).reduce((sum, row) => sum + row.count, 0)).toBe(rise);
      }),
      { seed: 9 },
    );
  });
});
