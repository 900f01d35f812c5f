import type { Rules } from '../../features/signals/otlp/fast/known-values.ts';
import { MetricsSummer } from '../../features/signals/otlp/fast/metrics-summer.ts';
import { mostNumbered, SeriesNumbers } from '../../features/signals/otlp/fast/numbered-series.ts';
import { putBehind } from './columns-behind.ts';
import { type Reader, RulesByNumber } from './reader.ts';

const rules = new RulesByNumber<'metrics', Rules>((given) => given);
const summer = new MetricsSummer();
const series = new SeriesNumbers();

/** Reads OTLP metrics on a thread. */
export const readMetrics: Reader<'metrics'> = (bytes, reading) => {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const rows = rules.with(reading, (given) => summer.sum(body, given));
  if (rows !== null && 'parts' in rows) {
    const { kinds, words, values, parts, bounds, numbers } = rows;
    return { read: rows, columns: [kinds, words, values, parts, bounds, numbers] };
  }
  if (rows === null || rows.minutes.length > mostNumbered) return { read: null, columns: [] };
  const { resources, minutes, values, buckets } = rows;
  const { numbers, fresh } = series.of(summer.series, minutes.length);
  const columns = { minutes, values, buckets, numbers };
  const behind = putBehind(bytes, columns);
  if (behind !== null) return { read: { resources, fresh, columns: behind }, columns: [] };
  return { read: { resources, fresh, columns }, columns: [minutes, values, buckets, numbers] };
};
