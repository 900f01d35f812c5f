import { z } from 'zod';
import {
  Attributes,
  double,
  int64,
  listOf,
  orDefault,
  parsedAs,
  text,
  uint64,
  zero,
  zero32,
  zero64,
} from './json-values.ts';
import { type Buckets, type Metric, type MetricsRequest, temporalityOf } from './metrics-data.ts';

const point = {
  attributes: Attributes,
  startTimeUnixNano: zero64,
  timeUnixNano: zero64,
  flags: zero32,
};
type PointFields = { startTimeUnixNano: bigint; timeUnixNano: bigint };
function renamed<P extends PointFields>({ startTimeUnixNano, timeUnixNano, ...rest }: P) {
  return { ...rest, start: startTimeUnixNano, time: timeUnixNano };
}

const NumberPoint = z
  .object({ ...point, asInt: int64.nullish(), asDouble: double.nullish() })
  .transform(({ asInt, asDouble, ...rest }) => ({ ...renamed(rest), value: asInt ?? asDouble ?? null }));
const HistogramPoint = z
  .object({ ...point, count: zero64, bucketCounts: listOf(uint64), explicitBounds: listOf(double) })
  .transform(({ bucketCounts, explicitBounds, ...rest }) => ({
    ...renamed(rest),
    buckets: bucketCounts,
    bounds: explicitBounds,
  }));
const noBuckets = (): Buckets => ({ offset: 0, counts: [] });
const BucketsOf = orDefault(
  z
    .object({ offset: zero32, bucketCounts: listOf(uint64) })
    .transform(({ offset, bucketCounts }): Buckets => ({ offset, counts: bucketCounts })),
  noBuckets,
);
const ExponentialPoint = z
  .object({
    ...point,
    count: zero64,
    scale: zero32,
    zeroCount: zero64,
    zeroThreshold: zero,
    positive: BucketsOf,
    negative: BucketsOf,
  })
  .transform(renamed);

const dataOf = <P extends z.ZodType>(type: P) =>
  z.object({ dataPoints: listOf(type), aggregationTemporality: zero32.transform(temporalityOf) });
const MetricJson = z
  .object({
    name: text,
    unit: text,
    gauge: dataOf(NumberPoint).nullish(),
    sum: dataOf(NumberPoint)
      .extend({ isMonotonic: orDefault(z.boolean(), () => false) })
      .nullish(),
    histogram: dataOf(HistogramPoint).nullish(),
    exponentialHistogram: dataOf(ExponentialPoint).nullish(),
    summary: z.object({ dataPoints: listOf(z.unknown()) }).nullish(),
  })
  .transform(({ name, unit, gauge, sum, histogram, exponentialHistogram: exponential, summary }): Metric => {
    const data = <P>(given: { dataPoints: P[]; aggregationTemporality: ReturnType<typeof temporalityOf> }) => ({
      name,
      unit,
      temporality: given.aggregationTemporality,
      points: given.dataPoints,
    });
    if (gauge) return { name, unit, type: 'gauge', points: gauge.dataPoints };
    if (sum) return { ...data(sum), type: 'sum', monotonic: sum.isMonotonic };
    if (histogram) return { ...data(histogram), type: 'histogram' };
    if (exponential) return { ...data(exponential), type: 'exponential' };
    if (summary) return { name, unit, type: 'summary', pointCount: summary.dataPoints.length };
    return { name, unit, type: 'unknown', pointCount: 0 };
  });

const Request = z.object({
  resourceMetrics: listOf(
    z
      .object({
        resource: z.object({ attributes: Attributes }).nullish(),
        scopeMetrics: listOf(
          z
            .object({ scope: z.object({ name: text }).nullish(), metrics: listOf(MetricJson) })
            .transform(({ scope, metrics }) => ({ name: scope?.name ?? '', metrics })),
        ),
      })
      .transform(({ resource, scopeMetrics }) => ({ resource: resource?.attributes ?? [], scopes: scopeMetrics })),
  ),
});

/** Reads an ExportMetricsServiceRequest in JSON, or says where it is malformed (never with a value). Never throws. */
export const decodeJson = (json: string): MetricsRequest | { malformed: string } => parsedAs(Request, json);
