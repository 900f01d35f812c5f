/**
 * The metrics of one OTLP request as both encodings give them: 64-bit numbers as bigint, attributes as text.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/metrics/v1/metrics.proto
 */
export interface MetricsRequest {
  resourceMetrics: ResourceMetrics[];
}

export type Attributes = [name: string, value: string][];

export interface ResourceMetrics {
  resource: Attributes;
  scopes: { name: string; metrics: Metric[] }[];
}

export type Temporality = 'delta' | 'cumulative' | 'unspecified';

interface Described {
  name: string;
  unit: string;
}

export type Metric = Described &
  (
    | { type: 'gauge'; points: NumberPoint[] }
    | { type: 'sum'; temporality: Temporality; monotonic: boolean; points: NumberPoint[] }
    | { type: 'histogram'; temporality: Temporality; points: HistogramPoint[] }
    | { type: 'exponential'; temporality: Temporality; points: ExponentialPoint[] }
    /** Kinds of which only the number of points is told. */
    | { type: 'summary'; pointCount: number }
    | { type: 'unknown'; pointCount: number }
  );

/** The kinds that have points of a known shape; and those that count. */
export type PointMetric = Extract<Metric, { points: unknown[] }>;
export type CountedMetric = Extract<Metric, { temporality: Temporality }>;

export interface Point {
  attributes: Attributes;
  /** Nanoseconds; 0 is unspecified. */
  start: bigint;
  time: bigint;
  flags: number;
}

export interface NumberPoint extends Point {
  /** bigint where it was sent as an integer; null where no value was set. */
  value: bigint | number | null;
}

export interface HistogramPoint extends Point {
  count: bigint;
  bounds: number[];
  buckets: bigint[];
}

export interface Buckets {
  offset: number;
  counts: bigint[];
}

export interface ExponentialPoint extends Point {
  count: bigint;
  scale: number;
  zeroCount: bigint;
  zeroThreshold: number;
  positive: Buckets;
  negative: Buckets;
}

/** Bit of `flags`: the series exists, but nothing was recorded. */
export const noRecordedValue = 1;

export function temporalityOf(value: number): Temporality {
  return value === 1 ? 'delta' : value === 2 ? 'cumulative' : 'unspecified';
}
