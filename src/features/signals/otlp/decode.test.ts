import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machine } from '../../access/who.ts';
import { writerOf } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { refusalCodes } from '../refusal.ts';
import { SeriesLimit } from '../series-limit.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { requestMessage } from './message-schema.ts';
import { addMetrics } from './metrics-batch.ts';
import type { MetricsRequest } from './metrics-data.ts';
import { StreamTable } from './stream-table.ts';
import { StreamTrial } from './stream-trial.ts';

const now = Date.UTC(2026, 10, 20, 10);
const source = {
  name: 'otlp',
  type: 'otlp' as const,
  processes: null,
  complete: 'observed' as const,
  silentAfterMs: 180_000,
  seriesLimit: 1_000,
  resourceAttributes: ['service.name'],
  dropLabels: [],
  keepsMetric: () => true,
};
function rows(request: MetricsRequest) {
  const batch = new BatchBuilder();
  const decision = addMetrics(
    request,
    {
      source,
      writer: writerOf(machine),
      now,
      retentionMs: 86_400_000,
      listeningSince: 0,
      limit: new SeriesLimit(source, new Set()),
      streams: new StreamTrial(new StreamTable(), 1_000),
      seriesKnown: () => false,
      heard: () => undefined,
      room: { heard: 1_000 },
    },
    batch,
  );
  return { decision, batch: batch.build() };
}

const uint64 = fc.bigInt({ min: 0n, max: 1_000n }).map(String);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const double = fc.oneof(finite, fc.constantFrom('NaN', 'Infinity', '-Infinity'));
const anyValue = fc.oneof(
  fc.record({ stringValue: fc.string() }),
  fc.record({ boolValue: fc.boolean() }),
  fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
  fc.record({ doubleValue: double }),
  fc.record({ bytesValue: fc.base64String() }),
  fc.record({ arrayValue: fc.record({ values: fc.array(fc.record({ stringValue: fc.string() }), { maxLength: 3 }) }) }),
  fc.constant({}),
);
const attributes = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'service.name', ''), value: anyValue }), {
  maxLength: 4,
});
const time = fc.oneof(
  fc.constant('0'),
  fc.integer({ min: 0, max: 100_000 }).map((ms) => `${BigInt(now - ms) * 1_000_000n + 123n}`),
);
const point = { attributes, timeUnixNano: time, startTimeUnixNano: time, flags: fc.constantFrom(0, 1) };
const numberPoint = fc.oneof(
  fc.record({ ...point, asInt: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
  fc.record({ ...point, asDouble: fc.oneof(double, fc.nat(1_000)) }),
  fc.record(point),
);
const histogramPoint = fc
  .record({
    ...point,
    bucketCounts: fc.array(uint64, { maxLength: 4 }),
    explicitBounds: fc.array(finite, { maxLength: 3 }),
    wrong: fc.boolean(),
  })
  .map(({ wrong, ...rest }) => ({
    ...rest,
    count: String(rest.bucketCounts.reduce((sum, n) => sum + Number(n), 0) + (wrong ? 1 : 0)),
  }));
const buckets = fc.record({
  offset: fc.integer({ min: -500, max: 500 }),
  bucketCounts: fc.array(uint64, { maxLength: 5 }),
});
const exponentialPoint = fc
  .record({
    ...point,
    scale: fc.integer({ min: -12, max: 21 }),
    zeroCount: uint64,
    zeroThreshold: double,
    positive: buckets,
    negative: buckets,
  })
  .map((one) => {
    const all = [one.zeroCount, ...one.positive.bucketCounts, ...one.negative.bucketCounts];
    return { ...one, count: String(all.reduce((sum, n) => sum + Number(n), 0)) };
  });
const data = <P>(points: fc.Arbitrary<P>) =>
  fc.record({ dataPoints: fc.array(points, { maxLength: 4 }), aggregationTemporality: fc.constantFrom(0, 1, 2) });
const metric = fc
  .record({
    name: fc.constantFrom('requests', 'other', '', 'business/x'),
    unit: fc.constantFrom('s', ''),
    data: fc.oneof(
      data(numberPoint).map((gauge) => ({ gauge })),
      fc.tuple(data(numberPoint), fc.boolean()).map(([sum, isMonotonic]) => ({ sum: { ...sum, isMonotonic } })),
      data(histogramPoint).map((histogram) => ({ histogram })),
      data(exponentialPoint).map((exponentialHistogram) => ({ exponentialHistogram })),
      fc.constant({ summary: { dataPoints: [{}] } }),
      fc.constant({}),
    ),
  })
  .map(({ data: kind, ...rest }) => ({ ...rest, ...kind }));
const request = fc.record({
  resourceMetrics: fc.array(
    fc.record({
      resource: fc.record({ attributes }),
      scopeMetrics: fc.array(
        fc.record({ scope: fc.record({ name: fc.string() }), metrics: fc.array(metric, { maxLength: 3 }) }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
});

/** protobufjs takes numbers for doubles, where JSON has names. */
function numbers(value: unknown): unknown {
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  if (Array.isArray(value)) return value.map(numbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'stringValue' ? one : numbers(one)]),
  );
}

describe('OTLP metrics', () => {
  it('give the same rows in protobuf and in JSON, and account for every point', () => {
    fc.assert(
      fc.property(request, (message) => {
        const json = decodeJson(JSON.stringify(message));
        if ('malformed' in json) throw new Error(json.malformed);
        const bytes = requestMessage.encode(requestMessage.fromObject(numbers(message) as object)).finish();
        const [one, other] = [rows(json), rows(decodeProtobuf(bytes))];
        expect(other).toEqual(one);
        const sent = message.resourceMetrics
          .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
          .flatMap((each) => Object.values(each))
          .reduce<number>((sum, kind) => sum + (typeof kind === 'object' ? kind.dataPoints.length : 0), 0);
        const refused = [...one.decision.rejected.values()].reduce((sum, { count }) => sum + count, 0);
        expect(one.decision.accepted + refused).toBe(sent);
        for (const code of one.decision.rejected.keys()) expect(refusalCodes).toContain(code);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps all 64 bits', () => {
    const big = '9007199254740993';
    const sum = {
      dataPoints: [{ timeUnixNano: '1795168800000000001', asInt: big }],
      aggregationTemporality: 1,
      isMonotonic: true,
    };
    const message = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'n', sum }] }] }] };
    const read = decodeProtobuf(requestMessage.encode(requestMessage.fromObject(message)).finish());
    expect(read).toEqual(decodeJson(JSON.stringify(message)));
    expect(JSON.stringify(read, (_name, value) => (typeof value === 'bigint' ? String(value) : value))).toMatch(
      /1795168800000000001.*9007199254740993/,
    );
  });

  it('never throws anything but the decoder’s own error for bytes, and nothing for text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          rows(decodeProtobuf(bytes));
        } catch (error) {
          expect((error as Error).message).toMatch(/index out of range|invalid|illegal|max depth|exceed|unsupported/i);
        }
      }),
      { numRuns: 1_000 },
    );
    const text = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify({ resourceMetrics: value })),
    );
    fc.assert(
      fc.property(text, (body) => {
        const read = decodeJson(body);
        if (!('malformed' in read)) rows(read);
      }),
    );
    const deep = `${'{"arrayValue":{"values":['.repeat(20_000)}{}${']}}'.repeat(20_000)}`;
    const nested = `{"resourceMetrics":[{"resource":{"attributes":[{"key":"a","value":${deep}}]}}]}`;
    expect(decodeJson(nested)).toHaveProperty('malformed');
  });
});
