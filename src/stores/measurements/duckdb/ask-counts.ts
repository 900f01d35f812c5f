import { hour } from '../../../maths/instants.ts';
import type { BinColumns, CountColumns, Question } from '../measurements.ts';
import { hoursInDay, minutesInDay } from '../minute-code/day-code.ts';
import { joinSums, OrderedSums, type SumColumns } from '../minute-code/ordered-sums.ts';
import { visitSettled } from '../minute-code/settled-rows.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { settledHours } from './settled-hours.ts';
import type { SettledKind } from './settled-names.ts';
import { bucketSql, inSeries, unionOf, windowOf } from './sql-parts.ts';

type Asked = Question & { ask: SettledKind };

/** Sums per series and bucket; the buckets may span days and months. */
export async function askCounts(
  connection: Connection,
  memory: Memory,
  question: Asked & { ask: 'counts' },
): Promise<CountColumns> {
  const { series, at, n } = await sumsOf(connection, memory, question);
  return { series, at, n };
}

/** Sums per series, bucket and bin of the histogram. */
export function askBins(
  connection: Connection,
  memory: Memory,
  question: Asked & { ask: 'bins' },
): Promise<BinColumns> {
  return sumsOf(connection, memory, question);
}

/** Of the settled days, and of what lies as it came. */
async function sumsOf(
  connection: Connection,
  memory: Memory,
  { ask: kind, series, step, ...interval }: Asked,
): Promise<SumColumns> {
  const window = windowOf(interval);
  const bucket = bucketSql(step);
  const sums = new OrderedSums(step);
  if (series.length === 0) return sums.columns();
  const condition = inSeries(series);
  const byHours = step % hour === 0;
  const wanted = { kind, condition, window, minutes: byHours ? ('cut' as const) : ('all' as const) };
  const known = byHours && kind === 'counts' ? await settledHours(connection, memory, series, window) : null;
  const settled = known ?? (await memory.settled.read(connection, wanted));
  if (settled !== null) {
    sums.expect(settled.series.length * (byHours ? hoursInDay : minutesInDay));
    visitSettled(settled, window, byHours, sums.add);
  }
  const bin = kind === 'bins' ? 'bin' : '0';
  const days = memory.tables.names(kind, window);
  const columns = kind === 'bins' ? 'series, bin, at_ms, n' : 'series, at_ms, n';
  const parts = memory.settled.older.parts(kind, condition, window, byHours);
  if (days.length > 0) parts.push(unionOf(days, columns, condition, window));
  if (parts.length === 0) return sums.columns();
  const rows = await connection.rows(
    `SELECT series, ${bucket} AS bucket, ${bin} AS own, sum(n)::BIGINT
     FROM (${parts.join(' UNION ALL ')}) GROUP BY series, bucket, own ORDER BY series, bucket, own`,
  );
  const others = { series: rows.int32(0), at: rows.int64(1), bin: rows.int32(2), n: rows.int64(3) };
  return joinSums(sums.columns(), others);
}
