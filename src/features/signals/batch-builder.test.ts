import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import type { SeriesKey } from '../../stores/measurements/measurements.ts';
import { BatchBuilder } from './batch-builder.ts';

const key = (name: string): SeriesKey => ({ source: 's', name, kind: 'counts', unit: '', labels: {} });
const row = fc.record({ series: fc.nat(2), at: fc.nat(2).map((n) => n * minute), bin: fc.nat(4), n: fc.integer() });

describe('a batch', () => {
  it('sums counts and bins by series and minute, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const builder = new BatchBuilder();
        const indexes = ['a', 'b', 'c'].map((name) => builder.series(key(name)));
        const counts = new Map<string, number>();
        const bins = new Map<string, number>();
        for (const { series, at, bin, n } of rows) {
          builder.count(indexes[series]!, at, n);
          builder.bin(indexes[series]!, at, bin, n);
          counts.set(`${series} ${at}`, (counts.get(`${series} ${at}`) ?? 0) + n);
          bins.set(`${series} ${at} ${bin}`, (bins.get(`${series} ${at} ${bin}`) ?? 0) + n);
        }
        const batch = builder.build();
        const nonZero = (sums: Map<string, number>) => [...sums].filter(([, n]) => n !== 0).sort();
        expect(batch.counts.map(({ series, at, n }) => [`${series} ${at}`, n]).sort()).toEqual(nonZero(counts));
        expect(batch.bins.map(({ series, at, bin, n }) => [`${series} ${at} ${bin}`, n]).sort()).toEqual(nonZero(bins));
        const order = batch.bins.map(({ series }) => series);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });

  it('sums bins that come as columns with those that come one by one', () => {
    const column = fc.record({ at: row.map(({ at }) => at), from: fc.nat(3), size: fc.nat(6) });
    const step = fc.oneof(column, row);
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.array(fc.nat(5), { minLength: 9, maxLength: 9 }),
        (steps, ns) => {
          const builder = new BatchBuilder();
          const series = builder.series(key('a'));
          const sums = new Map<string, number>();
          const add = (at: number, bin: number, n: number) =>
            sums.set(`${at} ${bin}`, (sums.get(`${at} ${bin}`) ?? 0) + n);
          for (const one of steps) {
            if ('size' in one) {
              builder.bins(series, one.at, ns, one.from, one.size);
              for (let bin = 0; bin < one.size; bin++) add(one.at, bin, ns[one.from + bin]!);
            } else {
              builder.bin(series, one.at, one.bin - 1, one.n);
              add(one.at, one.bin - 1, one.n);
            }
          }
          const { bins } = builder.build();
          const expected = [...sums].filter(([, n]) => n !== 0).sort();
          expect(bins.map(({ at, bin, n }) => [`${at} ${bin}`, n]).sort()).toEqual(expected);
          for (const at of new Set(bins.map((bin) => bin.at))) {
            const order = bins.filter((bin) => bin.at === at).map(({ bin }) => bin);
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
        },
      ),
    );
  });

  it('keeps of a gauge the smallest, the largest and the newest value of each minute', () => {
    const builder = new BatchBuilder();
    const series = builder.series(key('a'));
    for (const [at, value] of [
      [10, 5],
      [70_000, 1],
      [30, 2],
      [20, 9],
    ] as const) {
      builder.gauge(series, at - (at % minute), value, at);
    }
    expect(builder.build().gauges).toEqual([
      { series, at: 0, n: 3, min: 2, max: 9, last: 2, lastAt: 30 },
      { series, at: minute, n: 1, min: 1, max: 1, last: 1, lastAt: 70_000 },
    ]);
  });
});
