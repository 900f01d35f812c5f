import { z } from 'zod';
import { type AttributeValue, sortedAttributes } from './attribute-text.ts';
import { type Buckets, type Metric, type MetricsRequest, temporalityOf } from './metrics-data.ts';

/**
 * OTLP/HTTP JSON: the JSON mapping of protobuf with names in lowerCamelCase, 64-bit integers as decimal text (numbers are read
 * too), enums as integers, unknown fields ignored. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
const integer64 = (lowest: bigint, highest: bigint) =>
  z
    .union([
      z.string().regex(/^-?\d{1,20}$/, 'expected a 64-bit integer as decimal text'),
      z.number().refine(Number.isInteger),
    ])
    .transform(BigInt)
    .refine((value) => value >= lowest && value <= highest, 'expected a 64-bit integer');
const int64 = integer64(-(2n ** 63n), 2n ** 63n - 1n);
const uint64 = integer64(0n, 2n ** 64n - 1n);
const int32 = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,10}$/)
    .transform(Number),
]);
const double = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/)
    .transform(Number),
]);

/** proto3 JSON: absent and null are the default. */
const orDefault = <T extends z.ZodType>(type: T, value: () => z.output<T>) =>
  type.nullish().transform((given): z.output<T> => given ?? value());
const text = orDefault(z.string(), () => '');
const zero64 = orDefault(uint64, () => 0n);
const zero32 = orDefault(int32, () => 0);
const zero = orDefault(double, () => 0);
const listOf = <T extends z.ZodType>(type: T) => orDefault(z.array(type), () => []);

const AnyValue: z.ZodType<AttributeValue> = z.lazy(() =>
  z
    .object({
      stringValue: z.string().nullish(),
      boolValue: z.boolean().nullish(),
      intValue: int64.nullish(),
      doubleValue: double.nullish(),
      arrayValue: z.object({ values: listOf(AnyValue) }).nullish(),
      kvlistValue: z.object({ values: listOf(KeyValue) }).nullish(),
      /** Base64, written as everybody writes it. */
      bytesValue: z
        .string()
        .transform((base64) => Buffer.from(base64, 'base64').toString('base64'))
        .nullish(),
    })
    .transform(
      (any): AttributeValue =>
        any.stringValue ??
        any.intValue ??
        any.boolValue ??
        any.doubleValue ??
        any.bytesValue ??
        any.arrayValue?.values ??
        (any.kvlistValue ? Object.fromEntries(any.kvlistValue.values) : null),
    ),
);
const KeyValue = z
  .object({ key: text, value: AnyValue.nullish() })
  .transform(({ key, value }): [string, AttributeValue] => [key, value ?? null]);
const Attributes = listOf(KeyValue).transform(sortedAttributes);

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
export function decodeJson(json: string): MetricsRequest | { malformed: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { malformed: 'not valid JSON' };
  }
  try {
    const result = Request.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    return { malformed: `${issue?.path.join('.') || 'request'}: ${issue?.message}` };
  } catch (error) {
    // Attributes nested thousands deep exhaust the stack; nothing else throws here.
    if (error instanceof RangeError) return { malformed: 'nested too deep' };
    throw error;
  }
}
