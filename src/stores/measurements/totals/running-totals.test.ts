import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStart, day, hour, minute } from '../../../maths/instants.ts';
import { RunningTotals } from './running-totals.ts';
import { SeriesSums } from './series-sums.ts';

const start = Date.UTC(2026, 10, 20);
const row = fc.record({
  series: fc.nat(5),
  day: fc.nat(4),
  minute: fc.constantFrom(0, 1, 59, 60, 61, 1_439),
  n: fc.integer({ min: -9, max: 9 }),
});
type Row = { series: number; at: number; n: number };
const rows = fc
  .array(row, { maxLength: 30 })
  .map((all): Row[] =>
    all.map(({ series, day: nth, minute: m, n }) => ({ series, at: start + nth * day + m * minute, n })),
  );
const instant = fc.integer({ min: -2, max: 5 * 1_440 + 2 }).map((nth) => start + nth * minute);
const ids = [0, 1, 2, 3, 4, 5];

const sumsOf = (own: readonly Row[], from: number, to: number) =>
  ids.map((id) => own.reduce((sum, { series, at, n }) => (series === id && at >= from && at < to ? sum + n : sum), 0));

function daySums(own: readonly Row[], at: number): SeriesSums {
  const sums = new SeriesSums();
  for (const { series, n } of own.filter((each) => bucketStart(each.at, day) === at)) sums.add(series, n);
  return sums;
}

describe('running totals', () => {
  it('know the sums of any window but for the parts they name', () => {
    fc.assert(
      fc.property(rows, rows, rows, instant, instant, fc.nat(4), (settled, again, counted, one, other, gone) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const totals = new RunningTotals();
        const days = [...new Set(settled.map(({ at }) => bucketStart(at, day)))];
        // Some days are settled twice, in any order; some go.
        for (const at of days) totals.settle(at, daySums(again, at));
        for (const at of days.toReversed()) totals.settle(at, daySums(settled, at));
        totals.drop(start + gone * day);
        const kept = settled.filter(({ at }) => at >= start + gone * day);
        const open = [...new Set(counted.map(({ at }) => bucketStart(at, day)))];
        for (const at of open) totals.counted.begin(at);
        totals.counted.addRows(
          Int32Array.from(counted, ({ series }) => series),
          Float64Array.from(counted, ({ at }) => at),
          Float64Array.from(counted, ({ n }) => n),
        );
        const { asked, unread, parts } = totals.known(ids, { from, to }, open);
        const pieces = [
          ...unread.map((part) => sumsOf(counted, part.from, part.to)),
          ...parts.map(({ at, sign }) => sumsOf(kept, bucketStart(at, day), at).map((n) => sign * n)),
        ];
        const sums = [...asked.n].map((n, id) => pieces.reduce((sum, piece) => sum + piece[id]!, n));
        expect(sums.map((n) => n + 0)).toEqual(sumsOf([...kept, ...counted], from, to));
        expect(unread.every((part) => part.to - part.from < hour)).toBe(true);
      }),
    );
  });

  it('remember parts of days until the day is settled again', () => {
    const totals = new RunningTotals();
    const one = new SeriesSums(Float64Array.of(0, 7));
    totals.settle(start, one);
    const window = { from: start, to: start + hour };
    expect(totals.known([1], window, []).parts).toEqual([{ at: start + hour, sign: 1 }]);
    totals.remember(start + hour, new SeriesSums(Float64Array.of(0, 3)));
    expect(totals.known([1], window, [])).toMatchObject({ parts: [], asked: { n: Float64Array.of(3) } });
    totals.settle(start, one);
    expect(totals.known([1], window, []).parts).toHaveLength(1);
  });

  it('say when a sum is beyond what is exact', () => {
    const totals = new RunningTotals();
    for (const nth of [0, 1])
      totals.settle(start + nth * day, new SeriesSums(Float64Array.of(0, Number.MAX_SAFE_INTEGER)));
    expect(totals.known([1], { from: start, to: start + day }, []).asked.exact).toBe(false);
  });

  it('ask for the rows of a day that lie between two minutes, or that it knows nothing of', () => {
    const totals = new RunningTotals();
    totals.counted.begin(start);
    totals.counted.addRows(Int32Array.of(1), Float64Array.of(start + 30_000), Float64Array.of(1));
    const window = { from: start + 1, to: start + day };
    expect(totals.known([1], window, [start]).unread).toEqual([window]);
  });
});
