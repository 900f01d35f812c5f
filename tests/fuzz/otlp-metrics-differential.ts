import { machine } from '../../src/features/access/who.ts';
import { writerOf } from '../../src/features/access/writer.ts';
import { BatchBuilder } from '../../src/features/signals/batch-builder.ts';
import { decodeProtobuf } from '../../src/features/signals/otlp/decode-protobuf.ts';
import { MetricsMemory } from '../../src/features/signals/otlp/fast/metrics-memory.ts';
import { scanMetrics } from '../../src/features/signals/otlp/fast/scan-metrics.ts';
import { addRead, type MetricsBody } from '../../src/features/signals/otlp/read-metrics.ts';
import { StreamTable } from '../../src/features/signals/otlp/stream-table.ts';
import { StreamTrial } from '../../src/features/signals/otlp/stream-trial.ts';
import { SeriesLimit } from '../../src/features/signals/series-limit.ts';
import { now } from '../signals/arbitrary-metrics.ts';
import { laterThan } from '../signals/later-metrics.ts';
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
const rules = { source, writer: writerOf(machine) };

/** One way of deciding, and the streams it remembers from body to body. */
class Way {
  readonly #streams = new StreamTable();

  /** What was decided of a body, and all streams as they stand then. */
  take(read: MetricsBody) {
    const batch = new BatchBuilder();
    const streams = new StreamTrial(this.#streams, 5);
    const decision = addRead(
      read,
      {
        ...{ ...rules, now, retentionMs: 86_400_000, listeningSince: now - 600_000, streams },
        limit: new SeriesLimit(source, new Set()),
        // every other one was heard of before, by what its id happens to be
        seriesKnown: (series) => series < 'c',
        heard: (id) => (id < '8' ? { first: 1n, last: BigInt(now - 30_000) * 1_000_000n } : undefined),
        room: { heard: 2 },
      },
      batch,
    );
    const changed = [...streams.texts()];
    streams.keep();
    return { ...decision, changed, streams: [...this.#streams], batch: batch.build() };
  }
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
    if (scanMetrics(body, rules, memory) === null) return null;
    const [slow, fast, threaded] = [new Way(), new Way(), new Way()];
    // one after the other, as a process exports them: values that rise, one that comes late, one that fell
    for (const sent of [body, laterThan(body, 10_000, 7n), laterThan(body, 5_000, 1n), laterThan(body, 70_000, -3n)]) {
      const library = decodeProtobuf(sent);
      const scanned = scanMetrics(sent, rules, memory) ?? library;
      const expected = slow.take(library);
      const difference =
        differenceOf(expected, fast.take(scanned)) ??
        differenceOf(expected, threaded.take(summed.read(sent, rules, () => scanned) ?? scanned));
      if (difference !== null) return difference;
    }
    return null;
  },
};
