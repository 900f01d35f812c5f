import type { FamilyType, Metadata } from './write-request.ts';

/**
 * What a series is to Waga: a counter, one bucket of a classic histogram (a counter of what lies at or below `le`), a gauge, or
 * something that counts nothing by itself: sums of observed values, creation times, quantiles.
 */
export type MetricRole = 'counter' | 'bucket' | 'gauge' | 'left-out';

const parts = ['_bucket', '_count', '_sum', '_created', '_gcount', '_gsum'] as const;

/**
 * The role of a series by what the metadata say of its family and, where they say nothing, by the suffix of its name, as
 * https://prometheus.io/docs/practices/naming and OpenMetrics have it. `has`: whether the series bears a label.
 */
export function roleOf(
  name: string,
  has: (label: string) => boolean,
  typeOf: (family: string) => FamilyType | undefined,
): MetricRole {
  const own = typeOf(name);
  if (own === 'counter' || own === 'gauge') return own;
  const part = parts.find((suffix) => name.endsWith(suffix));
  if (part !== undefined && typeOf(name.slice(0, -part.length)) === 'gaugehistogram') return 'left-out';
  if (name.endsWith('_total')) return 'counter';
  if (part === '_bucket') return has('le') ? 'bucket' : 'gauge';
  if (part === '_count') return 'counter';
  if (part === '_sum' || part === '_created') return 'left-out';
  return has('quantile') ? 'left-out' : 'gauge';
}

/** Whether the metadata say of a family what its name does not; only those have to be remembered. */
export function tellsMore({ family, type }: Metadata): boolean {
  if (type === 'gaugehistogram') return true;
  if (type === 'counter') return !family.endsWith('_total');
  return type === 'gauge' && (family.endsWith('_total') || parts.some((suffix) => family.endsWith(suffix)));
}

const units = { seconds: 's', milliseconds: 'ms', microseconds: 'us', nanoseconds: 'ns', bytes: 'By' } as const;

/**
 * The unit of a series, by its name alone, so that it stays the same whatever is known of the metric. Seconds are what
 * Prometheus measures time in, and what a histogram is in that names no unit.
 */
export function unitOf(name: string, role: MetricRole): string {
  const base = name.replace(/_(bucket|total|count)$/, '');
  const found = Object.entries(units).find(([word]) => base.endsWith(`_${word}`));
  if (role === 'bucket') return found?.[1] ?? 's';
  return role === 'gauge' && found !== undefined ? found[1] : '';
}
