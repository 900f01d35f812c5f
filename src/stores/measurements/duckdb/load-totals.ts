import { hour } from '../../../maths/instants.ts';
import { RunningTotals } from '../totals/running-totals.ts';
import { SeriesSums } from '../totals/series-sums.ts';
import type { Connection } from './engine.ts';
import { type PeriodTables, tableName } from './tables.ts';

/** A start counts no more rows of days that are not settled than this, newest day first; questions read the others. */
const mostRows = 10_000_000;
const mostDays = 4;

/** The running totals as the file has them: the totals of the settled days, and the hours of the newest of the others. */
export async function loadTotals(connection: Connection, tables: PeriodTables): Promise<RunningTotals> {
  const totals = new RunningTotals();
  const rows = await connection.rows('SELECT start_ms, series, n FROM day_totals ORDER BY start_ms');
  const [starts, series, n] = [rows.int64(0), rows.int32(1), rows.int64(2)];
  for (let row = 0; row < starts.length; ) {
    const start = starts[row]!;
    const sums = new SeriesSums();
    for (; starts[row] === start; row++) sums.add(series[row]!, n[row]!);
    totals.settle(start, sums);
  }
  await countDays(connection, tables, totals);
  return totals;
}

async function countDays(connection: Connection, tables: PeriodTables, totals: RunningTotals): Promise<void> {
  let left = mostRows;
  for (const start of tables.starts('counts').toReversed().slice(0, mostDays)) {
    const table = tableName('counts', start);
    left -= (await connection.rows(`SELECT count(*) FROM ${table}`)).int64(0)[0]!;
    if (left < 0) return;
    const odd = await connection.rows(`SELECT 1 FROM ${table} WHERE at_ms % 60000 <> 0 LIMIT 1`);
    if (odd.count > 0) continue;
    const rows = await connection.rows(
      `SELECT at_ms - at_ms % ${hour} AS hour_ms, series, sum(n)::DOUBLE FROM ${table} GROUP BY ALL ORDER BY hour_ms`,
    );
    const [at, series, n] = [rows.int64(0), rows.int32(1), rows.double(2)];
    totals.counted.begin(start);
    for (let row = 0; row < rows.count; row++) totals.counted.addHour(at[row]!, series[row]!, n[row]!);
  }
}
