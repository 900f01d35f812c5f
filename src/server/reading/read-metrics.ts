import type { Rules } from '../../features/signals/otlp/fast/known-values.ts';
import { MetricsSummer } from '../../features/signals/otlp/fast/metrics-summer.ts';
import { mostNumbered, SeriesNumbers } from '../../features/signals/otlp/fast/numbered-series.ts';
import { type Reader, RulesByNumber } from './reader.ts';

const rules = new RulesByNumber<'metrics', Rules>((given) => given);
const summer = new MetricsSummer();
const series = new SeriesNumbers();

/** Reads OTLP metrics that are increments, on a thread. */
export const readMetrics: Reader<'metrics'> = (bytes, reading) => {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const rows = rules.with(reading, (given) => summer.sum(body, given));
  if (rows === null || rows.minutes.length > mostNumbered) return { read: null, columns: [] };
  const read = { ...rows, ...series.of(summer.series, rows.minutes.length) };
  return { read, columns: [read.minutes, read.values, read.buckets, read.numbers] };
};
