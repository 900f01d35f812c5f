import { hour } from '../../../maths/instants.ts';
import type { BinColumns, CountColumns, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import type { SettledKind } from './settled-tables.ts';
import { bucketSql, inSeries, unionOf, windowOf } from './sql-parts.ts';

type Asked = Question & { ask: SettledKind };

/** Sums per series and bucket. One scan over the tables of days and months; the buckets may span them. */
export async function askCounts(
  connection: Connection,
  memory: Memory,
  question: Asked & { ask: 'counts' },
): Promise<CountColumns> {
  const source = sourceOf(memory, question);
  if (source === null) return { series: new Int32Array(), at: new Float64Array(), n: new Float64Array() };
  const rows = await connection.rows(`
    SELECT series, ${bucketSql(question.step)} AS bucket, sum(n)::BIGINT
    FROM (${source}) GROUP BY series, bucket ORDER BY series, bucket`);
  return { series: rows.int32(0), at: rows.int64(1), n: rows.int64(2) };
}

/** Sums per series, bucket and bin of the histogram. */
export async function askBins(
  connection: Connection,
  memory: Memory,
  question: Asked & { ask: 'bins' },
): Promise<BinColumns> {
  const source = sourceOf(memory, question);
  if (source === null) {
    return { series: new Int32Array(), at: new Float64Array(), bin: new Int32Array(), n: new Float64Array() };
  }
  const rows = await connection.rows(`
    SELECT series, ${bucketSql(question.step)} AS bucket, bin, sum(n)::BIGINT
    FROM (${source}) GROUP BY series, bucket, bin ORDER BY series, bucket, bin`);
  return { series: rows.int32(0), at: rows.int64(1), bin: rows.int32(2), n: rows.int64(3) };
}

/** Where the rows lie, as a union of tables; null where there are none. */
function sourceOf(memory: Memory, { ask: kind, series, step, ...interval }: Asked): string | null {
  const window = windowOf(interval);
  bucketSql(step);
  if (series.length === 0) return null;
  const condition = inSeries(series);
  const days = memory.tables.names(kind, window);
  const columns = kind === 'bins' ? 'series, bin, at_ms, n' : 'series, at_ms, n';
  const parts = memory.settled.parts(kind, condition, window, step % hour === 0);
  if (days.length > 0) parts.push(unionOf(days, columns, condition, window));
  return parts.length === 0 ? null : parts.join(' UNION ALL ');
}
