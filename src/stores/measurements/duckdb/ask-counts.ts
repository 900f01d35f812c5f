import type { BinColumns, CountColumns, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { bucketSql, inSeries, unionOf, windowOf } from './sql-parts.ts';

/** Sums per series and bucket. One scan over all day tables; the buckets may span days. */
export async function askCounts(
  connection: Connection,
  memory: Memory,
  question: Question & { ask: 'counts' },
): Promise<CountColumns> {
  const window = windowOf(question);
  const bucket = bucketSql(question.step);
  const tables = memory.tables.names('counts', window);
  if (tables.length === 0 || question.series.length === 0) {
    return { series: new Int32Array(), at: new Float64Array(), n: new Float64Array() };
  }
  const rows = await connection.rows(`
    SELECT series, ${bucket} AS bucket, sum(n)::BIGINT
    FROM (${unionOf(tables, 'series, at_ms, n', inSeries(question.series), window)})
    GROUP BY series, bucket ORDER BY series, bucket`);
  return { series: rows.int32(0), at: rows.int64(1), n: rows.int64(2) };
}

/** Sums per series, bucket and bin of the histogram. */
export async function askBins(
  connection: Connection,
  memory: Memory,
  question: Question & { ask: 'bins' },
): Promise<BinColumns> {
  const window = windowOf(question);
  const bucket = bucketSql(question.step);
  const tables = memory.tables.names('bins', window);
  if (tables.length === 0 || question.series.length === 0) {
    return { series: new Int32Array(), at: new Float64Array(), bin: new Int32Array(), n: new Float64Array() };
  }
  const rows = await connection.rows(`
    SELECT series, ${bucket} AS bucket, bin, sum(n)::BIGINT
    FROM (${unionOf(tables, 'series, at_ms, bin, n', inSeries(question.series), window)})
    GROUP BY series, bucket, bin ORDER BY series, bucket, bin`);
  return { series: rows.int32(0), at: rows.int64(1), bin: rows.int32(2), n: rows.int64(3) };
}

/** The sum of each series over the whole window. */
export async function askTotals(
  connection: Connection,
  memory: Memory,
  question: Question & { ask: 'totals' },
): Promise<{ series: Int32Array; n: Float64Array }> {
  const series = Int32Array.from(question.series);
  const n = new Float64Array(series.length);
  const window = windowOf(question);
  const tables = memory.tables.names('counts', window);
  if (tables.length === 0 || series.length === 0) return { series, n };
  const rows = await connection.rows(`
    SELECT series, sum(n)::BIGINT FROM (${unionOf(tables, 'series, n', inSeries(question.series), window)}) GROUP BY series`);
  const [ids, sums] = [rows.int32(0), rows.int64(1)];
  const sumOf = new Map(Array.from(ids, (id, row) => [id, sums[row]!]));
  series.forEach((id, index) => {
    n[index] = sumOf.get(id) ?? 0;
  });
  return { series, n };
}
