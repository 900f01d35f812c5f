import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSent } from '../../../../../tests/signals/otlp-messages.ts';
import { machine } from '../../../access/who.ts';
import { type Writer, writerOf } from '../../../access/writer.ts';
import { BatchBuilder } from '../../batch-builder.ts';
import { SeriesLimit } from '../../series-limit.ts';
import { type Heard, type Stream, seriesOfStream } from '../cumulative.ts';
import { decodeProtobuf } from '../decode-protobuf.ts';
import { addMetrics } from '../metrics-batch.ts';
import type { MetricsContext, MetricsDecision } from '../metrics-decision.ts';
import { addRead } from '../read-metrics.ts';
import { MetricsMemory } from './metrics-memory.ts';
import { scanMetrics } from './scan-metrics.ts';

const now = Date.UTC(2026, 10, 20, 10);
const nano = (at: number): bigint => BigInt(at) * 1_000_000n;
const source = {
  name: 'otlp',
  type: 'otlp' as const,
  processes: null,
  complete: 'observed' as const,
  silentAfterMs: 180_000,
  seriesLimit: 12,
  resourceAttributes: ['service.name'],
  dropLabels: [],
  keepsMetric: () => true,
};
const anyWriter = writerOf(machine);
const narrow: Writer = { ...anyWriter, components: new Set(['api']), environments: new Set(['production']) };

/** What is remembered of the source between requests, as the intake does. */
class Remembered {
  readonly series = new Set<string>();
  readonly streams = new Map<string, Stream>();
  readonly streamSeries = new Set<string>();
  readonly heard = new Map<string, Heard>();

  context(given: Partial<MetricsContext> = {}): MetricsContext {
    const taken = { ...source, ...given.source };
    return {
      writer: anyWriter,
      now,
      retentionMs: 86_400_000,
      listeningSince: now - 600_000,
      limit: new SeriesLimit(taken, this.series),
      stream: (id) => this.streams.get(id),
      seriesKnown: (series) => this.streamSeries.has(series),
      heard: (resource) => this.heard.get(resource),
      room: { streams: 14 - this.streams.size, heard: 3 - this.heard.size },
      ...given,
      source: taken,
    };
  }

  apply(batch: BatchBuilder, { streams, heard }: MetricsDecision): void {
    for (const identity of batch.identities()) this.series.add(identity);
    for (const [id, stream] of streams) {
      this.streams.set(id, stream);
      this.streamSeries.add(seriesOfStream(id));
    }
    for (const [id, one] of heard) this.heard.set(id, one);
  }
}

/** Everything that was decided, as plain values. */
function told({ batch, decision }: { batch: BatchBuilder; decision: MetricsDecision }) {
  const streams = [...decision.streams].map(([id, { time, values, scheme, scale }]) => [
    id,
    { time, values: [...values], scheme, scale },
  ]);
  const { accepted, rejected, heard, services } = decision;
  const rest = { accepted, rejected: [...rejected], heard: [...heard], services: [...services] };
  return { ...rest, streams, identities: batch.identities(), batch: batch.build() };
}

/** Both ways on the same bytes; whether the fast one read them. */
function both(bytes: Buffer, context: () => MetricsContext, memory: MetricsMemory) {
  const scanned = scanMetrics(bytes, context(), memory);
  const [batch, copy] = [new BatchBuilder(), new BatchBuilder()];
  const decision = addMetrics(decodeProtobuf(bytes), context(), batch);
  const expected = told({ batch, decision });
  if (scanned !== null) expect(told({ batch: copy, decision: addRead(scanned, context(), copy) })).toEqual(expected);
  return { batch, decision, wasFast: scanned !== null };
}

const uint = fc.oneof(
  { weight: 400, arbitrary: fc.nat(20) },
  { weight: 40, arbitrary: fc.constantFrom(0, 1, 999_999_999_999, 1_000_000_000_001) },
  { weight: 1, arbitrary: fc.constant(2 ** 53 - 1) },
);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = fc.oneof(fc.constantFrom('api', 'web', 'production', 'test', 'ż', '', 'x'.repeat(300)), fc.string());
const nested = fc.record({
  arrayValue: fc.record({ values: fc.array(fc.record({ stringValue: fc.string() }), { maxLength: 3 }) }),
});
const value = fc.oneof(
  { weight: 6, arbitrary: fc.record({ stringValue: text }) },
  fc.record({ boolValue: fc.boolean() }),
  fc.record({ intValue: fc.maxSafeInteger() }),
  fc.record({ doubleValue: fc.oneof(finite, fc.constantFrom(Number.NaN, Infinity)) }),
  fc.record({ bytesValue: fc.uint8Array({ maxLength: 4 }) }),
  nested,
  fc.record({
    kvlistValue: fc.record({ values: fc.array(fc.record({ key: fc.string(), value: nested }), { maxLength: 2 }) }),
  }),
  fc.constant({}),
);
const keys = ['service.name', 'deployment.environment.name', 'waga.bounds', 'code', 'b', 'x'.repeat(256)];
const attributes = fc.array(fc.record({ key: fc.constantFrom(...keys), value }, { requiredKeys: ['key'] }), {
  maxLength: 4,
});
/** Few, so that they come again. */
const attributeSets = fc.constantFrom(
  [],
  [{ key: 'code', value: { stringValue: '200' } }],
  [
    { key: 'code', value: { intValue: 200 } },
    { key: 'path', value: { stringValue: '/pay' } },
  ],
  [
    { key: 'path', value: { stringValue: '/pay' } },
    { key: 'code', value: { intValue: 200 } },
  ],
);
const time = fc.oneof(
  { weight: 8, arbitrary: fc.nat(200_000).map((before) => String(nano(now - before))) },
  { weight: 1, arbitrary: fc.constantFrom('0', '1', String(nano(now + 600_000)), String(2n ** 64n - 1n)) },
);
const point = {
  attributes: fc.oneof({ weight: 5, arbitrary: attributeSets }, attributes),
  timeUnixNano: time,
  startTimeUnixNano: fc.constantFrom('0', String(nano(now - 300_000)), String(nano(now - 900_000)), String(nano(now))),
  flags: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
  exemplars: fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 2 }),
};
const number = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...point, asInt: uint }) },
  fc.record({ ...point, asInt: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
  fc.record({ ...point, asDouble: fc.oneof(uint, finite, fc.constantFrom(-0, -1, 0.5, 1e300, Number.NaN, -Infinity)) }),
  fc.record({ timeUnixNano: time }),
);
const histogram = fc
  .record({
    ...point,
    buckets: fc.array(uint, { maxLength: 4 }),
    bounds: fc.constantFrom<number[]>([], [1], [0.1, 0.3], [0.1, 0.5], [0.1, 0.3, 1], [2, 1], [0, Number.NaN]),
    fits: fc.integer({ min: 0, max: 9 }),
    wrong: fc.integer({ min: 0, max: 9 }),
    sum: finite,
  })
  .map(({ buckets, bounds, fits, wrong, ...rest }) => {
    const counts = fits === 0 ? buckets : [...buckets, 0, 0, 0, 0].slice(0, bounds.length + 1);
    const bucketCounts = fits === 1 ? [] : counts;
    const sum = bucketCounts.reduce((all, n) => all + BigInt(n), 0n) + (wrong === 0 ? 1n : 0n);
    return { ...rest, bucketCounts, explicitBounds: bounds, count: String(sum) };
  });
const side = fc.record({
  offset: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -40, max: 40 }) },
    fc.constantFrom(-20_000, 20_001, 2 ** 27),
  ),
  bucketCounts: fc.array(uint, { maxLength: 6 }),
});
const exponential = fc
  .record({
    ...point,
    scale: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(2, 3, 4, 6) }, fc.constantFrom(-10, -11, 20, 21, 0)),
    zeroCount: uint,
    zeroThreshold: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(0.5, -1, Number.NaN, Infinity)),
    positive: fc.option(side, { nil: undefined }),
    negative: fc.option(side, { nil: undefined }),
    wrong: fc.integer({ min: 0, max: 9 }),
    max: finite,
  })
  .map(({ wrong, ...rest }) => {
    const all = [rest.zeroCount, ...(rest.positive?.bucketCounts ?? []), ...(rest.negative?.bucketCounts ?? [])];
    return { ...rest, count: String(all.reduce((sum, n) => sum + BigInt(n), wrong === 0 ? 1n : 0n)) };
  });
const temporality = fc.constantFrom(1, 1, 2, 2, 2, 0, 3);
const points = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 4 });
const data = fc.oneof(
  fc.record({
    sum: fc.record({
      dataPoints: points(number),
      aggregationTemporality: temporality,
      isMonotonic: fc.constantFrom(true, true, false),
    }),
  }),
  fc.record({ gauge: fc.record({ dataPoints: points(number) }) }),
  fc.record({ histogram: fc.record({ dataPoints: points(histogram), aggregationTemporality: temporality }) }),
  fc.record({
    exponentialHistogram: fc.record({ dataPoints: points(exponential), aggregationTemporality: temporality }),
  }),
  fc.record({
    summary: fc.record({ dataPoints: points(fc.record({ timeUnixNano: time, count: uint, sum: finite })) }),
  }),
  fc.constant({}),
);
const metric = fc
  .tuple(
    fc.record(
      {
        name: fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom('calls', 'took') },
          fc.constantFrom('', 'business/a', 'x'.repeat(256), 'ż'),
        ),
        description: fc.string(),
        unit: fc.constantFrom('', 's', '1'),
      },
      { requiredKeys: ['name'] },
    ),
    data,
  )
  .map(([head, rest]) => ({ ...head, ...rest }));
const request = fc.record({
  resourceMetrics: fc.array(
    fc.record(
      {
        resource: fc.record({
          attributes: fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom([{ key: 'service.name', value: { stringValue: 'api' } }], []) },
            attributes,
          ),
          droppedAttributesCount: fc.nat(3),
        }),
        scopeMetrics: fc.array(
          fc.record(
            {
              scope: fc.record({ name: fc.constantFrom('', 'shop'), version: fc.string() }),
              metrics: fc.array(metric, { maxLength: 4 }),
              schemaUrl: fc.string(),
            },
            { requiredKeys: ['metrics'] },
          ),
          { maxLength: 2 },
        ),
        schemaUrl: fc.string(),
      },
      { requiredKeys: ['scopeMetrics'] },
    ),
    { maxLength: 3 },
  ),
});
/** Requests one after the other; some come again with other times and values of the same series. */
const requests = fc
  .array(fc.tuple(request, fc.nat(3), fc.nat(5)), { minLength: 1, maxLength: 4 })
  .map((all) => all.flatMap(([one, again, rules]) => Array.from({ length: again + 1 }, () => ({ one, rules }))));
const rulesOf = (number: number): Partial<MetricsContext> => {
  if (number === 0) return { writer: narrow };
  if (number === 1) return { source: { ...source, resourceAttributes: ['service.name', 'code', 'b'] } };
  return number === 2 ? { now: now + 60_000, source: { ...source, silentAfterMs: 1_000, seriesLimit: 5 } } : {};
};

describe('metrics read by offset', () => {
  it('are decided as the library way decides them, request after request', () => {
    let [read, left] = [0, 0];
    fc.assert(
      fc.property(requests, (sent) => {
        const [remembered, memory] = [new Remembered(), new MetricsMemory()];
        for (const { one, rules } of sent) {
          const { batch, decision, wasFast } = both(encodeSent(one), () => remembered.context(rulesOf(rules)), memory);
          if (wasFast) read += 1;
          else left += 1;
          remembered.apply(batch, decision);
        }
      }),
      { numRuns: 400 },
    );
    // numbers beyond 2^53 in buckets are left to the library, and little else
    expect(left / (read + left)).toBeLessThan(0.1);
  });
});
