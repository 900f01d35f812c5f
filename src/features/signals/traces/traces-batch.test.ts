import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../maths/random.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { SeriesLimit } from '../series-limit.ts';
import { defaultSource, type Source, sourceNamed } from '../source.ts';
import { decodeTracesJson } from './decode-json.ts';
import { decodeTraces } from './decode-protobuf.ts';
import { endWaits } from './pair-spans.ts';
import { RecentSpans } from './recent-spans.ts';
import { type Span, spanKind, type TracesRequest } from './span.ts';
import { SpanKey } from './span-key.ts';
import { TraceDraft } from './trace-draft.ts';
import { TraceMemory } from './trace-memory.ts';
import { callsName, edgeCallsName } from './trace-series.ts';
import { addTraces } from './traces-batch.ts';
import { tracesMessage } from './traces-schema.ts';
import { mostWaiting, waitMs } from './waiting-span.ts';

const start = Date.UTC(2026, 10, 20, 10);
const writer = { id: 'test', sources: null, processes: null, components: null, environments: null };

/** What a server remembers and has stored, without the server. */
class World {
  readonly memory = new TraceMemory();
  readonly series = new Set<string>();
  /** Sums by name of the series and the labels that matter here. */
  readonly totals = new Map<string, number>();
  readonly source: Source;

  constructor(seriesLimit = 5_000) {
    const standard = sourceNamed({ version: 0, appliedAt: 0, documents: [] }, defaultSource)!;
    this.source = { ...standard, name: 'otlp', seriesLimit };
  }

  send(resourceSpans: [service: string, spans: Span[]][], now = start) {
    const request = {
      resourceSpans: resourceSpans.map(([service, spans]) => ({ resource: [['service.name', service]], spans })),
    };
    return this.take(request as TracesRequest, now);
  }

  take(request: TracesRequest, now = start) {
    return this.#change((draft) => addTraces(request, { source: this.source, writer, now, retentionMs: 1e11, draft }));
  }

  wait(now: number): void {
    const ended = this.memory.ended(now);
    this.#change((draft) => endWaits(ended, draft));
  }

  total(name: string): number {
    return [...this.totals].filter(([key]) => key.startsWith(name)).reduce((sum, [, n]) => sum + n, 0);
  }

  #change<T>(work: (draft: TraceDraft) => T): T {
    const builder = new BatchBuilder();
    const limit = new SeriesLimit(this.source, this.series);
    const draft = new TraceDraft(this.memory, builder, () => limit);
    const result = work(draft);
    const batch = builder.build();
    for (const { series, n } of batch.counts) {
      const { name, labels } = batch.series[series]!;
      const of = [
        name,
        labels.client ?? labels['service.name'],
        labels.server ?? '',
        labels.failed ?? labels['status.code'],
      ];
      const key = of.join(' ');
      this.totals.set(key, (this.totals.get(key) ?? 0) + n);
    }
    draft.commit();
    for (const { identity } of draft.series) this.series.add(identity);
    return result;
  }
}

const hex = (value: number | bigint, bytes: number): string => value.toString(16).padStart(2 * bytes, '0');
function keyOf(n: number): SpanKey {
  const key = new SpanKey();
  key.readHex(hex(n, 16), hex(1, 8));
  return key;
}
function span(given: Partial<Span>): Span {
  const end = BigInt(start) * 1_000_000n;
  return {
    traceId: hex(1, 16),
    spanId: hex(1, 8),
    parentId: '',
    traceState: 'ot=th:0',
    kind: spanKind.server,
    start: end - 20_000_000n,
    end,
    statusCode: 0,
    attributes: {},
    ...given,
  };
}
/** Call number `n`: a CLIENT or PRODUCER span and the span that it calls. */
function callOf(n: number, messaging = false): [client: Span, server: Span] {
  const traceId = hex(n + 1, 16);
  const client = span({ traceId, spanId: hex(1, 8), kind: messaging ? spanKind.producer : spanKind.client });
  const kind = messaging ? spanKind.consumer : spanKind.server;
  return [client, span({ traceId, spanId: hex(2, 8), parentId: hex(1, 8), kind, statusCode: n % 3 === 0 ? 2 : 0 })];
}

describe('edges', () => {
  it('are the same in whatever order, parts and repeats the spans come', () => {
    const services = ['a', 'b', 'c'];
    const calls = fc.array(fc.record({ from: fc.nat(2), to: fc.nat(2), messaging: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(calls, fc.infiniteStream(fc.nat(1_000)), (made, chance) => {
        const next = () => chance.next().value as number;
        const sent: [string, Span][] = made.flatMap(({ from, to, messaging }, n) => {
          const [client, server] = callOf(n, messaging);
          return [
            [services[from]!, client],
            [services[to]!, server],
          ] as [string, Span][];
        });
        const expected = new Map<string, number>();
        made.forEach(({ from, to }, n) => {
          const key = [edgeCallsName, services[from], services[to], n % 3 === 0].join(' ');
          expected.set(key, (expected.get(key) ?? 0) + 1);
        });
        const shuffled = [...sent, ...sent.filter(() => next() % 3 === 0)]
          .map((one) => ({ one, order: next() }))
          .sort((a, b) => a.order - b.order)
          .map(({ one }) => one);
        const world = new World();
        let at = start;
        for (let i = 0; i < shuffled.length; ) {
          const part = shuffled.slice(i, i + 1 + (next() % 5));
          world.send(
            part.map(([service, one]) => [service, [one]]),
            at,
          );
          at += 1_000;
          i += part.length;
        }
        world.wait(at + waitMs);
        const edges = new Map([...world.totals].filter(([key]) => key.startsWith(edgeCallsName)));
        expect(edges).toEqual(expected);
        expect(world.memory.waiting).toBe(0);
        expect([world.memory.calling.size, world.memory.called.size]).toEqual([0, 0]);
        expect(world.memory.countsOf('otlp')).toMatchObject({ paired: made.length, unpaired: 0, named: 0 });
      }),
      { numRuns: 200 },
    );
  });

  it('of a sampled run are unbiased over seeds, and so are requests', () => {
    const requests = 400;
    const threshold = 0xb3333333333333n; // three of ten are kept
    const share = 1 - Number(threshold) / 2 ** 56;
    const seeds = 150;
    let requestsOff = 0;
    let edgesOff = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const { uniform } = seededRandom(seed);
      const world = new World();
      const kept: [string, Span[]][] = [];
      for (let n = 0; n < requests; n++) {
        const randomness =
          BigInt(Math.floor(uniform() * 2 ** 28)) * 2n ** 28n + BigInt(Math.floor(uniform() * 2 ** 28));
        if (randomness < threshold) continue;
        const traceId = hex(BigInt(n + 1) * 2n ** 64n + randomness, 16);
        const [client, server] = callOf(n).map((one) => ({ ...one, traceId, traceState: 'ot=th:b3333333333333' }));
        kept.push(['a', [client!]], ['b', [server!]]);
      }
      world.send(kept);
      expect(Math.abs(world.total(callsName) - kept.length / 2 / share)).toBeLessThanOrEqual(1);
      requestsOff += world.total(callsName) - requests;
      edgesOff += world.total(edgeCallsName) - requests;
    }
    // The spread of one seed is that of a binomial count over its share; four standard errors of the mean.
    const spread = Math.sqrt((requests * (1 - share)) / share / seeds);
    expect(Math.abs(requestsOff / seeds)).toBeLessThan(4 * spread);
    expect(Math.abs(edgesOff / seeds)).toBeLessThan(4 * spread);
  });
});

describe('memory', () => {
  it('is bounded whatever names, ids and parents come', () => {
    const seriesLimit = 500;
    const world = new World(seriesLimit);
    const made = mostWaiting.ofSource + 20_000;
    for (let first = 0; first < made; first += 10_000) {
      const spans: [string, Span[]][] = Array.from({ length: 10_000 }, (_, i) => {
        const n = first + i;
        const attributes = { 'http.route': `/orders/${n}`, 'server.address': `host-${n}` };
        const kind = n % 2 === 0 ? spanKind.client : spanKind.server;
        return [`service-${n % 1_000}`, [span({ traceId: hex(n + 1, 16), parentId: hex(9, 8), kind, attributes })]];
      });
      world.send(spans, start + first);
    }
    const { memory } = world;
    expect(world.series.size).toBeLessThanOrEqual(seriesLimit);
    expect(memory.carries.size).toBeLessThanOrEqual(seriesLimit);
    expect(memory.waiting).toBeLessThanOrEqual(mostWaiting.ofSource);
    expect(memory.calling.size + memory.called.size).toBe(memory.waiting);
    world.wait(start + made + waitMs);
    expect([memory.waiting, memory.calling.size, memory.called.size]).toEqual([0, 0, 0]);
    expect(world.series.size).toBeLessThanOrEqual(seriesLimit);
    expect(memory.countsOf('otlp').overLimit).toBeGreaterThan(0);
  });

  it('tells the overflow of what waits', () => {
    const world = new World();
    const spans = Array.from({ length: mostWaiting.ofSource + 5 }, (_, n) =>
      span({ traceId: hex(n + 1, 16), kind: spanKind.client }),
    );
    world.send([['a', spans]]);
    expect(world.memory.countsOf('otlp').overflowed).toBe(5);
    expect(world.memory.waitingOf('otlp')).toBe(mostWaiting.ofSource);
  });

  it('tells a hundred routes of a service apart and calls the others _OTHER', () => {
    const world = new World();
    const spans = Array.from({ length: 150 }, (_, n) =>
      span({ traceId: hex(n + 1, 16), attributes: { 'http.route': `/${n}` } }),
    );
    expect(world.send([['a', spans]]).accepted).toBe(150);
    expect([...world.series].filter((identity) => identity.includes(callsName))).toHaveLength(101);
    expect(world.total(callsName)).toBe(150);
  });

  it('of recent spans forgets the oldest first', () => {
    const recent = new RecentSpans(1_000, 10);
    const has = (n: number) => recent.has(keyOf(n));
    const add = (n: number, at: number) => {
      recent.begin();
      recent.add(keyOf(n), at);
      recent.keep();
    };
    for (let n = 0; n < 100; n++) {
      add(n, n);
      expect(recent.size).toBeLessThanOrEqual(20);
      expect(has(Math.max(0, n - 9))).toBe(true);
    }
    expect(has(0)).toBe(false);
    add(500, 5_000);
    add(501, 10_000);
    expect([99, 500, 501].map(has)).toEqual([false, true, true]);
  });

  it('of recent spans forgets those on trial that were not kept, however many came', () => {
    const recent = new RecentSpans(1_000, 10);
    const has = (n: number) => recent.has(keyOf(n));
    for (let n = 0; n < 15; n++) recent.add(keyOf(n), 0);
    recent.begin();
    for (let n = 100; n < 135; n++) recent.add(keyOf(n), 0);
    expect([0, 14, 134].map(has)).toEqual([false, false, true]);
    recent.begin();
    expect([0, 9, 10, 14, 100, 134].map(has)).toEqual([true, true, true, true, false, false]);
    expect(recent.size).toBe(15);
    for (let n = 200; n < 207; n++) recent.add(keyOf(n), 0);
    recent.keep();
    recent.begin();
    expect([9, 10, 14, 200, 206, 134].map(has)).toEqual([false, true, true, true, true, false]);
  });
});

describe('damaged requests', () => {
  const good = {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'a' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: Buffer.alloc(16, 7),
                spanId: Buffer.alloc(8, 7),
                parentSpanId: Buffer.alloc(8, 6),
                traceState: 'ot=th:c;rv:ffffffffffffff',
                kind: 3,
                startTimeUnixNano: `${start}000000`,
                endTimeUnixNano: `${start}000001`,
                attributes: [
                  { key: 'http.response.status_code', value: { intValue: -503 } },
                  {
                    key: 'peer.service',
                    value: { arrayValue: { values: [{ doubleValue: Number.NaN }, { kvlistValue: { values: [] } }] } },
                  },
                ],
                status: { code: 2 },
              },
            ],
          },
        ],
      },
    ],
  };
  const binary = Buffer.from(tracesMessage.encode(tracesMessage.fromObject(good)).finish());
  // Most edits keep the length, so that the damage reaches the fields and not only their frame.
  const put = fc.uint8Array({ minLength: 1, maxLength: 3 });
  const edit = fc.record({ at: fc.nat(binary.length), cut: fc.option(fc.nat(8), { freq: 6 }), put });
  const kept = { at: fc.nat(binary.length), put };
  const edits = fc.array(fc.oneof({ weight: 4, arbitrary: fc.record(kept) }, edit), { minLength: 1, maxLength: 4 });
  const damaged = edits.map((all) =>
    all.reduce((bytes, { at, put, ...rest }) => {
      const cut = ('cut' in rest ? rest.cut : null) ?? put.length;
      return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
    }, binary),
  );

  it('are read or refused, and what is read is counted or refused', () => {
    const world = new World();
    let read = 0;
    fc.assert(
      fc.property(damaged, (bytes) => {
        let request: TracesRequest;
        try {
          request = decodeTraces(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          return;
        }
        read += 1;
        const spans = request.resourceSpans.reduce((sum, one) => sum + one.spans.length, 0);
        const { accepted, duplicate, rejected } = world.take(request);
        const refused = [...rejected.values()].reduce((sum, { count }) => sum + count, 0);
        expect(accepted + duplicate + refused).toBe(spans);
      }),
      { seed: 7, numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(200);
    expect(world.series.size).toBeLessThanOrEqual(world.source.seriesLimit);
  });

  it('in JSON are never thrown at the caller', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.json(), (spans, value) => {
        const texts = [
          spans,
          `{"resourceSpans":[{"scopeSpans":[{"spans":[${value}]}]}]}`,
          `{"resourceSpans":[${value}]}`,
        ];
        for (const text of texts) expect(decodeTracesJson(text)).toBeTypeOf('object');
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it('that nest attributes a thousand deep are refused', () => {
    let value: object = { stringValue: 'x' };
    for (let depth = 0; depth < 1_000; depth++) value = { arrayValue: { values: [value] } };
    let bytes = field(1, Buffer.from('x'));
    for (let depth = 0; depth < 1_000; depth++) bytes = field(5, field(1, bytes));
    const keyValue = Buffer.concat([field(1, Buffer.from('a')), field(2, bytes)]);
    expect(() => decodeTraces(field(1, field(1, field(1, keyValue))))).toThrow();
    const text = `{"resourceSpans":[{"resource":{"attributes":[{"key":"a","value":${JSON.stringify(value)}}]}}]}`;
    expect(decodeTracesJson(text)).toBeTypeOf('object');
  });
});

/** A field of protobuf that has a length. */
function field(number: number, content: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), content]);
}
