import type { Long, Message } from 'protobufjs/light.js';
import { requestMessage } from './message-schema.ts';
import { type Buckets, type Metric, type MetricsRequest, type Point, temporalityOf } from './metrics-data.ts';
import { attributes, exact, type RawPair } from './protobuf-values.ts';

// The shapes below are those of message-schema.ts; fields that were not sent read as their default from the prototype.
interface RawPoint {
  attributes: RawPair[];
  startTimeUnixNano: Long;
  timeUnixNano: Long;
  flags: number;
}
interface RawBuckets {
  offset: number;
  bucketCounts: Long[];
}
interface RawNumber extends RawPoint {
  asDouble: number;
  asInt: Long;
}
interface RawHistogram extends RawPoint {
  count: Long;
  bucketCounts: Long[];
  explicitBounds: number[];
}
interface RawExponential extends RawPoint {
  count: Long;
  scale: number;
  zeroCount: Long;
  zeroThreshold: number;
  positive: RawBuckets | null;
  negative: RawBuckets | null;
}
interface RawData<P> {
  dataPoints: P[];
  aggregationTemporality: number;
  isMonotonic: boolean;
}
interface RawMetric {
  name: string;
  unit: string;
  gauge: RawData<RawNumber> | null;
  sum: RawData<RawNumber> | null;
  histogram: RawData<RawHistogram> | null;
  exponentialHistogram: RawData<RawExponential> | null;
  summary: { dataPoints: unknown[] } | null;
}
interface RawRequest {
  resourceMetrics: {
    resource: { attributes: RawPair[] } | null;
    scopeMetrics: { scope: { name: string } | null; metrics: RawMetric[] }[];
  }[];
}

/** Decodes an ExportMetricsServiceRequest. Throws an Error of the decoder when the bytes are none. */
export function decodeProtobuf(bytes: Uint8Array): MetricsRequest {
  const request = requestMessage.decode(bytes) as Message & RawRequest;
  return {
    resourceMetrics: request.resourceMetrics.map(({ resource, scopeMetrics }) => ({
      resource: attributes(resource?.attributes ?? []),
      scopes: scopeMetrics.map(({ scope, metrics }) => ({ name: scope?.name ?? '', metrics: metrics.map(metric) })),
    })),
  };
}

function metric(raw: RawMetric): Metric {
  const { name, unit, gauge, sum, histogram, exponentialHistogram } = raw;
  if (gauge) return { name, unit, type: 'gauge', points: gauge.dataPoints.map(numberPoint) };
  if (sum) {
    const temporality = temporalityOf(sum.aggregationTemporality);
    return {
      name,
      unit,
      type: 'sum',
      temporality,
      monotonic: sum.isMonotonic,
      points: sum.dataPoints.map(numberPoint),
    };
  }
  if (histogram) {
    const temporality = temporalityOf(histogram.aggregationTemporality);
    const points = histogram.dataPoints.map((raw) => ({
      ...point(raw),
      count: exact(raw.count),
      bounds: raw.explicitBounds,
      buckets: raw.bucketCounts.map(exact),
    }));
    return { name, unit, type: 'histogram', temporality, points };
  }
  if (exponentialHistogram) {
    const temporality = temporalityOf(exponentialHistogram.aggregationTemporality);
    const points = exponentialHistogram.dataPoints.map((raw) => ({
      ...point(raw),
      count: exact(raw.count),
      scale: raw.scale,
      zeroCount: exact(raw.zeroCount),
      zeroThreshold: raw.zeroThreshold,
      positive: buckets(raw.positive),
      negative: buckets(raw.negative),
    }));
    return { name, unit, type: 'exponential', temporality, points };
  }
  if (raw.summary) return { name, unit, type: 'summary', pointCount: raw.summary.dataPoints.length };
  return { name, unit, type: 'unknown', pointCount: 0 };
}

function numberPoint(raw: RawNumber) {
  const value = Object.hasOwn(raw, 'asInt') ? exact(raw.asInt) : Object.hasOwn(raw, 'asDouble') ? raw.asDouble : null;
  return { ...point(raw), value };
}

function point(raw: RawPoint): Point {
  return {
    attributes: attributes(raw.attributes),
    start: exact(raw.startTimeUnixNano),
    time: exact(raw.timeUnixNano),
    flags: raw.flags,
  };
}

function buckets(raw: RawBuckets | null): Buckets {
  return raw === null ? { offset: 0, counts: [] } : { offset: raw.offset, counts: raw.bucketCounts.map(exact) };
}
