import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../maths/instants.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { Heard, Stream } from '../otlp/cumulative.ts';
import { seriesOfStream } from '../otlp/cumulative.ts';
import type { WrittenSeries } from '../remote-write/write-request.ts';
import { SeriesLimit } from '../series-limit.ts';
import { sourceNamed } from '../source.ts';
import { addPull, type Pulled } from './pull-batch.ts';
import type { PullQuery } from './pull-spec.ts';

const start = Date.UTC(2026, 10, 20, 10);
const source = sourceNamed({ version: 1, appliedAt: 0, documents: [] }, 'default')!;

/** What one run after the other remembers and stores. */
class Memory {
  readonly streams = new Map<string, Stream>();
  readonly heard = new Map<string, Heard>();
  readonly counts = new Map<string, number>();

  take(pulled: Pulled[], asked = 'q') {
    const batch = new BatchBuilder();
    const decision = addPull(
      pulled,
      {
        asked,
        source,
        writer: { id: 'pull', sources: null, processes: null, components: null, environments: null },
        now: start + 100 * minute,
        retentionMs: 1e12,
        limit: new SeriesLimit(source, new Set()),
        stream: (id) => this.streams.get(id),
        seriesKnown: (series) => [...this.streams.keys()].some((id) => seriesOfStream(id) === series),
        heard: (target) => this.heard.get(target),
        room: { streams: 1_000, heard: 1_000, types: 0 },
      },
      batch,
    );
    for (const [id, stream] of decision.streams) this.streams.set(id, stream);
    for (const [id, heard] of decision.heard) this.heard.set(id, heard);
    const built = batch.build();
    for (const { series, at, n } of built.counts) {
      const { name, labels } = built.series[series]!;
      const key = `${name} ${labels.code ?? ''} ${(at - start) / minute}`;
      this.counts.set(key, (this.counts.get(key) ?? 0) + n);
    }
    return decision;
  }

  total(name: string): number {
    return [...this.counts].reduce((sum, [key, n]) => sum + (key.startsWith(`${name} `) ? n : 0), 0);
  }
}

const series = (code: string, values: readonly number[], first = 0): WrittenSeries => ({
  labels: [
    ['__name__', 'requests_total'],
    ['job', 'shop'],
    ['code', code],
  ],
  samples: values.map((value, index) => ({ at: start + (first + index) * 15 * second, value, stale: false })),
  histograms: 0,
});
const all: PullQuery = { query: 'requests_total' };
const orders: PullQuery = { query: 'requests_total', process: 'payment', step: 'completed' };

describe('what is pulled', () => {
  it('gives the same counts however the samples are cut into windows, read twice or not', () => {
    const steps = fc.array(fc.integer({ min: -1, max: 50 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 60 }), fc.boolean(), (given, cut, twice) => {
        // −1 stands for a restart of the target
        const values: number[] = [];
        for (const step of given) values.push(step < 0 ? 0 : (values.at(-1) ?? 0) + step);
        const told = values.slice(1).reduce((sum, value, index) => {
          const before = values[index]!;
          return sum + (value >= before ? value - before : value);
        }, 0);
        const [whole, parts] = [new Memory(), new Memory()];
        whole.take([{ query: all, series: [series('200', values)] }]);
        for (let from = 0; from < values.length; from += cut) {
          const part = { query: all, series: [series('200', values.slice(from, from + cut), from)] };
          parts.take([part]);
          if (twice) parts.take([part]);
        }
        expect(parts.counts).toEqual(whole.counts);
        expect(whole.total('requests_total')).toBe(told);
      }),
    );
  });

  it('counts a series once that several queries select, and apart for a step', () => {
    const memory = new Memory();
    const both = [series('200', [5, 8]), series('500', [0, 2])];
    memory.take([
      { query: all, series: both },
      { query: { query: '{job="shop"}' }, series: [both[0]!] },
      { query: orders, series: both },
    ]);
    expect(memory.total('requests_total')).toBe(5);
    expect(memory.total('business/payment/completed')).toBe(5);
    expect(memory.total('anonymous/payment/completed')).toBe(5);
  });

  it('counts a label that appears later from zero, and everything anew for other queries', () => {
    const memory = new Memory();
    memory.take([{ query: all, series: [series('200', [100, 101, 102])] }]);
    memory.take([{ query: all, series: [series('200', [103], 3), series('500', [4], 3)] }]);
    expect(memory.total('requests_total')).toBe(7);
    memory.take([{ query: all, series: [series('200', [110], 4), series('404', [9_000], 4)] }], 'other');
    expect(memory.total('requests_total')).toBe(7);
    memory.take([{ query: all, series: [series('200', [111], 5), series('404', [9_001], 5)] }], 'other');
    expect(memory.total('requests_total')).toBe(9);
  });

  it('says what cannot be counted', () => {
    const memory = new Memory();
    const { rejected } = memory.take([{ query: orders, series: [series('200', [1, 1.5, -2, Number.NaN])] }]);
    expect([...rejected.keys()].sort()).toEqual(['negative_increment', 'not_finite', 'not_whole']);
  });
});
