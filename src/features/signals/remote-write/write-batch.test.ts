import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { type Heard, type Stream, seriesOfStream } from '../otlp/cumulative.ts';
import { SeriesLimit } from '../series-limit.ts';
import type { Source } from '../source.ts';
import { notKept } from './answer.ts';
import { addWrite } from './write-batch.ts';
import type { FamilyType, WrittenSeries } from './write-request.ts';

const start = Date.UTC(2026, 10, 20, 10);
const anybody: Writer = { id: 'machine', sources: null, processes: null, components: null, environments: null };
const stale = { value: Number.NaN, stale: true };

type Value = number | typeof stale;
/** A series of the target shop-1 of the job shop; `at` in seconds after the start. */
function series(labels: Record<string, string>, ...samples: [at: number, value: Value][]): WrittenSeries {
  const all = { job: 'shop', instance: 'shop-1', ...labels };
  return {
    labels: Object.entries(all),
    samples: samples.map(([at, value]) => ({
      at: start + at * 1_000,
      ...(typeof value === 'number' ? { value, stale: false } : value),
    })),
    histograms: 0,
  };
}
const requests = (...samples: [number, Value][]): WrittenSeries =>
  series({ __name__: 'requests_total', code: '200' }, ...samples);

/** A source that remembers, as the intake does between requests. */
class Receiver {
  readonly streams = new Map<string, Stream>();
  readonly #heard = new Map<string, Heard>();
  readonly #types = new Map<string, FamilyType>();
  readonly #known = new Set<string>();
  readonly rows: {
    name: string;
    labels: Record<string, string>;
    kind: string;
    unit: string;
    at: EpochMs;
    n: number;
  }[] = [];
  readonly source: Source;
  readonly writer: Writer;

  constructor(source: Partial<Source> = {}, writer: Partial<Writer> = {}) {
    this.writer = { ...anybody, ...writer };
    this.source = {
      name: 'prometheus',
      type: 'remote-write',
      processes: null,
      complete: 'observed',
      silentAfterMs: 180_000,
      seriesLimit: 100,
      resourceAttributes: [],
      dropLabels: ['instance', 'pod'],
      keepsMetric: () => true,
      ...source,
    };
  }

  write(given: WrittenSeries[], metadata: { family: string; type: FamilyType }[] = []) {
    const batch = new BatchBuilder();
    const decision = addWrite(
      { series: given, metadata },
      {
        source: this.source,
        writer: this.writer,
        now: start + 3_600_000,
        retentionMs: 400 * 86_400_000,
        limit: new SeriesLimit(this.source, this.#known),
        stream: (id) => this.streams.get(id),
        seriesKnown: (one) => [...this.streams.keys()].some((id) => seriesOfStream(id) === one),
        heard: (target) => this.#heard.get(target),
        typeOf: (family) => this.#types.get(family),
        room: { streams: 1_000, heard: 1_000, types: 10 },
      },
      batch,
    );
    for (const [id, stream] of decision.streams) this.streams.set(id, stream);
    for (const [id, heard] of decision.heard) this.#heard.set(id, heard);
    for (const [family, type] of decision.types) this.#types.set(family, type);
    for (const identity of batch.identities()) this.#known.add(identity);
    const built = batch.build();
    for (const { series: index, at, n } of [...built.counts, ...built.gauges]) {
      const { name, labels, kind, unit } = built.series[index]!;
      this.rows.push({ name, labels: { ...labels }, kind, unit, at, n });
    }
    return decision;
  }

  total(name = 'requests_total'): number {
    return this.rows.filter((row) => row.name === name).reduce((sum, { n }) => sum + n, 0);
  }
}

describe('a counter', () => {
  it('counts what it rose by, in the minute of the later sample, once', () => {
    const receiver = new Receiver();
    receiver.write([requests([10, 1_000], [25, 1_004])]);
    receiver.write([requests([25, 1_004], [70, 1_010])]);
    expect(receiver.rows.map(({ at, n }) => [at - start, n])).toEqual([
      [0, 4],
      [minute, 6],
    ]);
    expect(receiver.write([requests([70, 1_010])])).toMatchObject({ accepted: 0, duplicate: 1 });
  });

  it('counts in full after a fall, since its process began anew', () => {
    const receiver = new Receiver();
    receiver.write([requests([10, 100], [25, 103], [40, 5], [55, 6])]);
    expect(receiver.total()).toBe(9);
  });

  it('begins anew after a stale marker, whether it comes back higher or lower', () => {
    for (const back of [5, 103, 500]) {
      const receiver = new Receiver();
      receiver.write([requests([10, 100], [25, 103], [40, stale])]);
      receiver.write([requests([300, back], [315, back + 2])]);
      expect(receiver.total()).toBe(5);
    }
  });

  it('counts in full after a stale marker where its target was scraped meanwhile without it', () => {
    const failed = (...samples: [number, Value][]): WrittenSeries =>
      series({ __name__: 'requests_total', code: '500' }, ...samples);
    for (const order of [0, 1]) {
      const receiver = new Receiver();
      receiver.write([requests([10, 100]), failed([10, 7])]);
      // The process began anew: the rare code is not there until it occurs again.
      receiver.write([requests([25, 4]), failed([25, stale])]);
      const back = [requests([40, 6]), failed([40, 2])];
      receiver.write(order === 0 ? back : back.reverse());
      expect(receiver.total()).toBe(4 + 2 + 2);
    }
    // The target itself was away: all of it comes back at once.
    const receiver = new Receiver();
    receiver.write([requests([10, 100], [25, stale]), failed([10, 7], [25, stale])]);
    receiver.write([requests([40, 110]), failed([40, 9])]);
    receiver.write([requests([55, 111]), failed([55, 9])]);
    expect(receiver.total()).toBe(1);
  });

  it('counts in full where its target was heard of this metric before, and this series never was', () => {
    const receiver = new Receiver();
    const failed = (...samples: [number, Value][]): WrittenSeries =>
      series({ __name__: 'requests_total', code: '500' }, ...samples);
    receiver.write([requests([10, 100])]);
    receiver.write([requests([25, 103]), failed([25, 2])]);
    expect(receiver.total()).toBe(5);
    // A request that was overtaken tells of the first scrape: nothing of it is new.
    receiver.write([series({ __name__: 'requests_total', code: '404' }, [10, 7_000])]);
    expect(receiver.total()).toBe(5);
  });

  it('only says where counting begins where the target was never heard of this metric', () => {
    const receiver = new Receiver();
    receiver.write([requests([10, 100]), series({ __name__: 'up' }, [10, 1])]);
    receiver.write([series({ __name__: 'orders_total' }, [25, 1_000_000])]);
    receiver.write([series({ __name__: 'requests_total', instance: 'shop-2', code: '200' }, [25, 1_000_000])]);
    expect(receiver.total() + receiver.total('orders_total')).toBe(0);
  });

  it('is added up over the copies of a program, each of which begins anew by itself', () => {
    const receiver = new Receiver();
    const copy = (instance: string, ...samples: [number, Value][]): WrittenSeries =>
      series({ __name__: 'requests_total', code: '200', instance, pod: instance }, ...samples);
    receiver.write([copy('a', [10, 100]), copy('b', [10, 5])]);
    receiver.write([copy('a', [25, 3]), copy('b', [25, 9])]);
    expect(receiver.rows).toMatchObject([{ labels: { job: 'shop', code: '200' }, n: 7 }]);
  });

  it('gives what came after a silence to its last minute, which is unknown', () => {
    const receiver = new Receiver();
    receiver.write([requests([10, 100], [25, 101], [620, 150])]);
    expect(receiver.rows.map(({ at, n }) => [at - start, n])).toEqual([
      [0, 1],
      [9 * minute, 49],
    ]);
  });

  it('sums up to what its process counted, whatever is sent again and however it is cut into requests', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.boolean(), fc.nat(3)), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (all) => {
        const receiver = new Receiver();
        const sent: [number, Value][] = [[0, 0]];
        let value = 0;
        let truth = 0;
        for (const [i, [more, restarts]] of all.entries()) {
          // A process that begins anew and passes its old value within one scrape cannot be told from one that went on.
          const fresh = restarts && more < value;
          value = fresh ? more : value + more;
          truth += more;
          sent.push([15 * (i + 1), value]);
        }
        let done = 0;
        while (done < sent.length) {
          const back = all[done]?.[2] ?? 0;
          const from = Math.max(0, done - back);
          const to = Math.min(sent.length, done + 1 + back);
          receiver.write([requests(...sent.slice(from, to))]);
          done = to;
        }
        expect(receiver.total()).toBe(truth);
      }),
      { seed: 11 },
    );
  });
});

describe('what a metric is', () => {
  it('follows from its name: counters, buckets with canonical edges, gauges', () => {
    const receiver = new Receiver();
    const name = 'http_request_duration_seconds';
    const scrape = (at: number, n: number): WrittenSeries[] => [
      series({ __name__: `${name}_bucket`, le: '1.0' }, [at, n]),
      series({ __name__: `${name}_bucket`, le: '+Inf' }, [at, n]),
      series({ __name__: `${name}_count` }, [at, n]),
      series({ __name__: `${name}_sum` }, [at, n / 3]),
      series({ __name__: 'rpc_seconds', quantile: '0.5' }, [at, n / 3]),
      series({ __name__: 'queue_bytes' }, [at, n / 3]),
    ];
    receiver.write(scrape(10, 1));
    expect(receiver.write(scrape(25, 5)).accepted).toBe(4);
    expect(receiver.rows.map((row) => [row.name, row.kind, row.unit, row.labels.le, row.n])).toEqual([
      ['queue_bytes', 'gauge', 'By', undefined, 1],
      [`${name}_bucket`, 'counts', 's', '1', 4],
      [`${name}_bucket`, 'counts', 's', '+Inf', 4],
      [`${name}_count`, 'counts', '', undefined, 4],
      ['queue_bytes', 'gauge', 'By', undefined, 1],
    ]);
  });

  it('follows from the metadata where they say otherwise, also later', () => {
    const receiver = new Receiver();
    const odd = (name: string, ...samples: [number, Value][]): WrittenSeries => series({ __name__: name }, ...samples);
    receiver.write([odd('requests', [10, 5]), odd('threads_count', [10, 5])]);
    const metadata = [
      { family: 'requests', type: 'counter' as const },
      { family: 'threads_count', type: 'gauge' as const },
      { family: 'plain_total', type: 'counter' as const },
    ];
    expect([...receiver.write([], metadata).types.keys()]).toEqual(['requests', 'threads_count']);
    expect(receiver.write([], metadata).types.size).toBe(0);
    receiver.write([odd('requests', [25, 6], [40, 9]), odd('threads_count', [25, 4])]);
    expect(receiver.rows.map((row) => [row.name, row.kind, row.n])).toEqual([
      ['requests', 'gauge', 1],
      ['requests', 'counts', 3],
      ['threads_count', 'gauge', 1],
    ]);
    receiver.write([], [{ family: 'requests', type: 'gauge' }]);
    expect(receiver.write([odd('requests', [55, 1])]).duplicate).toBe(0);
  });

  it('leaves out what the source does not keep, which still proves the job alive', () => {
    const receiver = new Receiver({ keepsMetric: (name) => name.startsWith('http_') });
    const decision = receiver.write([requests([10, 5])]);
    expect(decision).toMatchObject({ accepted: 0, rejected: new Map() });
    expect(decision.services).toEqual(new Map([['shop', start + 10_000]]));
  });
});

describe('a job', () => {
  it('is not proven alive by what Prometheus writes of a scrape that failed, nor by stale markers', () => {
    const receiver = new Receiver();
    const failed = [series({ __name__: 'up' }, [10, 0]), series({ __name__: 'scrape_duration_seconds' }, [10, 0.1])];
    expect(receiver.write([...failed, requests([10, stale])]).services.size).toBe(0);
  });
});

describe('what is refused', () => {
  const refused = (one: WrittenSeries, receiver = new Receiver()) =>
    [...receiver.write([one, requests([10, 1])]).rejected.keys()].join();

  it.each([
    ['before the retention', requests([-500 * 86_400, 1]), 'too_old'],
    ['in 1970', { ...requests(), samples: [{ at: 0, value: 1, stale: false }] }, 'too_old'],
    ['in 2100', { ...requests(), samples: [{ at: Date.UTC(2100, 0), value: 1, stale: false }] }, 'in_future'],
    ['of a counter that is NaN', requests([10, Number.NaN]), 'not_finite'],
    ['of a counter that is infinite', requests([10, Infinity]), 'not_finite'],
    ['below zero', requests([10, -1]), 'negative_increment'],
    ['of more than a minute can hold', requests([10, 0], [25, 1e15]), 'too_large_number'],
    ['with a fraction', requests([10, 0.5]), 'not_whole'],
    ['without a name', series({}, [10, 1]), 'no_name'],
    ['with a label twice', { ...requests([10, 1]), labels: [...requests().labels, ['job', 'x']] }, 'bad_labels'],
    ['with a label without a name', series({ '': 'x' }, [10, 1]), 'bad_labels'],
    ['with a long label', series({ __name__: 'a_total', x: 'x'.repeat(256) }, [10, 1]), 'long_label'],
    ['of a reserved name', series({ __name__: 'business/x' }, [10, 1]), 'reserved_name'],
    ['that is a native histogram', { ...series({ __name__: 'h' }), histograms: 2 }, 'unsupported_metric'],
  ] as [string, WrittenSeries, string][])('a sample %s', (_name, one, code) => {
    expect(refused(one)).toBe(code);
  });

  it('is told in one line with each reason, apart from fractions, which no sender can mend', () => {
    const { rejected } = new Receiver().write([requests([10, -1], [25, 0.5], [40, -2]), series({}, [10, 1])]);
    expect(notKept(rejected)).toMatch(
      /^3 not kept, the others are stored; negative_increment \(2\): .*; no_name \(1\): /,
    );
    expect(notKept(new Receiver().write([requests([10, 0.5])]).rejected)).toBeNull();
  });

  it('leaves out gauges that are no number for a while', () => {
    const gauge = series({ __name__: 'ratio' }, [10, Number.NaN], [25, Infinity], [40, 0.5]);
    expect(new Receiver().write([gauge])).toMatchObject({ accepted: 1, rejected: new Map() });
  });

  it('is a new series beyond the limit, while known ones go on', () => {
    const receiver = new Receiver({ seriesLimit: 1 });
    receiver.write([requests([10, 1])]);
    const other = series({ __name__: 'orders_total' }, [25, 1]);
    const decision = receiver.write([other, requests([25, 4])]);
    expect([...decision.rejected.keys()]).toEqual(['series_limit']);
    expect(receiver.total()).toBe(3);
    // It is no stream either, so that raising the limit begins it as if it were new.
    expect(receiver.streams.size).toBe(1);
  });

  it('is what the token may not write: other jobs as components, other environments', () => {
    const shopOnly = new Receiver({}, { components: new Set(['shop']), environments: new Set(['production']) });
    expect(shopOnly.write([requests([10, 1])]).accepted).toBe(1);
    expect(refused(series({ __name__: 'a_total', job: 'other' }, [10, 1]), shopOnly)).toBe('not_yours');
    expect(refused(series({ __name__: 'a_total', env: 'staging' }, [10, 1]), shopOnly)).toBe('not_yours');
  });
});
