import { machine } from '../../src/features/access/who.ts';
import { writerOf } from '../../src/features/access/writer.ts';
import { BatchBuilder } from '../../src/features/signals/batch-builder.ts';
import { decodeProtobuf } from '../../src/features/signals/otlp/decode-protobuf.ts';
import { MetricsMemory } from '../../src/features/signals/otlp/fast/metrics-memory.ts';
import { scanMetrics } from '../../src/features/signals/otlp/fast/scan-metrics.ts';
import type { MetricsContext, MetricsDecision } from '../../src/features/signals/otlp/metrics-decision.ts';
import { addRead } from '../../src/features/signals/otlp/read-metrics.ts';
import { SeriesLimit } from '../../src/features/signals/series-limit.ts';
import { now } from '../signals/arbitrary-metrics.ts';
import { encodeSent, sentMessage } from '../signals/otlp-messages.ts';
import { SummedWay } from '../signals/summed-way.ts';
import { type Differential, differenceOf } from './differential.ts';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const times = { startTimeUnixNano: `${now - 60_000}000000`, timeUnixNano: `${now}000000` };
const attributes = [text('code', '200'), { key: 'tries', value: { intValue: 3 } }];
const point = { ...times, attributes };
const buckets = { count: 6, sum: 1.5, min: 0.1, max: 0.9, bucketCounts: [3, 2, 1], explicitBounds: [0.1, 0.3] };
const spread = {
  ...{ count: 7, scale: 5, zeroCount: 1 },
  positive: { offset: -3, bucketCounts: [1, 2, 0, 1] },
  negative: { offset: 4, bucketCounts: [2] },
};
const metricsOf = (aggregationTemporality: number) => [
  {
    name: 'calls',
    description: 'Calls',
    unit: '1',
    sum: {
      aggregationTemporality,
      isMonotonic: true,
      dataPoints: [
        { ...point, asInt: 5 },
        { ...point, asDouble: 2 },
      ],
    },
  },
  {
    name: 'waiting',
    gauge: {
      dataPoints: [
        { ...point, asDouble: 0.5 },
        { ...times, asInt: -3, flags: 2 },
      ],
    },
  },
  { name: 'took', unit: 's', histogram: { aggregationTemporality, dataPoints: [{ ...point, ...buckets }] } },
  { name: 'spread', exponentialHistogram: { aggregationTemporality, dataPoints: [{ ...point, ...spread }] } },
  { name: 'old', summary: { dataPoints: [{ timeUnixNano: `${now}000000`, count: 3 }] } },
];
const requestOf = (temporality: number) => ({
  resourceMetrics: [
    {
      resource: {
        attributes: [
          text('service.name', 'api'),
          { key: 'args', value: { arrayValue: { values: [{ intValue: 1 }] } } },
        ],
      },
      scopeMetrics: [{ scope: { name: 'shop', version: '1' }, metrics: metricsOf(temporality), schemaUrl: 'u' }],
    },
  ],
});

/** Nothing but delta sums and histograms, as threads take them. */
function incrementsOf() {
  const { resource, scopeMetrics } = requestOf(1).resourceMetrics[0]!;
  const metrics = metricsOf(1).filter(({ name }) => name === 'calls' || name === 'took');
  return { resourceMetrics: [{ resource, scopeMetrics: [{ ...scopeMetrics[0], metrics }] }] };
}

const memory = new MetricsMemory();
const summed = new SummedWay();
const source = {
  ...{ name: 'otlp', type: 'otlp' as const, processes: null, complete: 'observed' as const, silentAfterMs: 180_000 },
  ...{ seriesLimit: 6, resourceAttributes: ['service.name'], dropLabels: [], keepsMetric: () => true },
};
const stream = { time: BigInt(now - 30_000) * 1_000_000n, values: new Map([[0, 2n]]), scheme: '', scale: 0 };
const context = (): MetricsContext => ({
  ...{ source, writer: writerOf(machine), now, retentionMs: 86_400_000, listeningSince: now - 600_000 },
  limit: new SeriesLimit(source, new Set()),
  // every other stream was heard of before, by what its id happens to be
  stream: (id) => (id < '8' ? stream : undefined),
  seriesKnown: (series) => series < 'c',
  heard: (id) => (id < '8' ? { first: 1n, last: stream.time } : undefined),
  room: { streams: 5, heard: 2 },
});

/** What was decided; streams as they read, whatever holds them. */
function told(decision: MetricsDecision, batch: BatchBuilder) {
  const streams = [...decision.streams].map(([id, { time, values, scheme, scale }]) => ({
    id,
    time,
    values,
    scheme,
    scale,
  }));
  return { ...decision, streams, batch: batch.build() };
}

/** The reader of OTLP metrics by offset against the library decoder and the rules point by point; what it remembers goes on. */
export const otlpMetricsDifferential: Differential = {
  name: 'otlp-metrics-differential',
  covers: ['/signals/otlp/fast/', '/signals/otlp/wire.ts'],
  text: false,
  message: sentMessage,
  seeds: [
    encodeSent(requestOf(1)),
    encodeSent(incrementsOf()),
    encodeSent(requestOf(2)),
    encodeSent({ resourceMetrics: [...requestOf(2).resourceMetrics, ...requestOf(1).resourceMetrics] }),
  ],
  differs(body) {
    const scanned = scanMetrics(body, context(), memory);
    if (scanned === null) return null;
    const ways = [decodeProtobuf(body), scanned, summed.read(body, context(), () => scanned) ?? scanned];
    const [slow, fast, threaded] = ways.map((read) => {
      const batch = new BatchBuilder();
      return told(addRead(read, context(), batch), batch);
    });
    return differenceOf(slow, fast) ?? differenceOf(slow, threaded);
  },
};
