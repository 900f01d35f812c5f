import { day, type EpochMs } from '../../../maths/instants.ts';
import { visitSettled } from '../minute-code/settled-rows.ts';
import { SeriesSums } from '../totals/series-sums.ts';
import type { Connection } from './engine.ts';
import { hourColumns, monthStart } from './month-tables.ts';
import { olderTable, olderTables } from './older-settled.ts';
import { type SettledKind, settledKinds } from './settled-names.ts';
import { SettledTables, settledTable, settledTables } from './settled-tables.ts';
import { lastingTables, periodTables } from './tables.ts';

/** What a look through the whole store found. */
export interface Checked {
  tables: number;
  rows: number;
  /** A sentence each; empty when all is well. */
  problems: string[];
}

/** Columns of every table there may be, by kind: `series INTEGER, at_ms BIGINT, …` without what may not be null. */
const expected = new Map([
  ...Object.entries(periodTables).map(([kind, { columns }]) => [kind, plain(columns)] as const),
  ['hours', plain(hourColumns)] as const,
  ...settledKinds.map((kind) => [`packed_${kind}`, plain(settledTables[kind])] as const),
  ...settledKinds.map((kind) => [`settled_${kind}`, plain(olderTables[kind])] as const),
  ...lastingTables.map((table) => {
    const [, kind = '', columns = ''] = /^(\w+)\((.*)\)$/.exec(table) ?? [];
    return [kind, plain(columns)] as const;
  }),
]);

/** Reads every block of every table, whose checksums the engine verifies, and compares the columns with what they should be. */
export async function check(connection: Connection): Promise<Checked> {
  const columns = await connection.rows(
    `SELECT table_name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index)
     FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal GROUP BY table_name ORDER BY table_name`,
  );
  const found = columns.text(1);
  const checked: Checked = { tables: 0, rows: 0, problems: [] };
  for (const [index, table] of columns.text(0).entries()) {
    const wanted = expected.get(table.replace(/_\d+$/, ''));
    checked.tables += 1;
    if (wanted === undefined) checked.problems.push(`The table ${table} is none of Waga's.`);
    else if (wanted !== found[index]) checked.problems.push(`The table ${table} has other columns than it should.`);
    try {
      const all = await connection.rows(`SELECT count(*), bit_xor(hash(whole))::VARCHAR FROM ${table} AS whole`);
      checked.rows += all.int64(0)[0]!;
    } catch {
      checked.problems.push(`The table ${table} cannot be read to its end.`);
    }
  }
  checked.problems.push(...(await checkTotals(connection)));
  return checked;
}

/** Whether the totals of settled hours are the sums of their minutes, and those of settled days the sums of their hours. */
async function checkTotals(connection: Connection): Promise<string[]> {
  const settled = await SettledTables.load(connection);
  const problems: string[] = [];
  const days = new Map<EpochMs, SeriesSums>();
  const wrong = new Set<string>();
  for (const [start, made] of settled.days) {
    for (const kind of settledKinds) {
      if (made[kind] === 0 || settled.older.has(kind, start)) continue;
      const sums = await sumsOfDay(connection, settled, kind, start);
      if (sums === null) wrong.add(settledTable(kind, monthStart(start)));
      else if (kind === 'counts') days.set(start, sums);
    }
  }
  for (const kind of settledKinds) {
    for (const month of settled.older.months(kind)) {
      const table = olderTable(kind, month);
      const off = await connection.rows(
        `SELECT count(*) FROM ${table} WHERE total <> list_sum(n) OR len(n) <> coalesce(len(minutes), 60)`,
      );
      if (off.int64(0)[0]! > 0) wrong.add(table);
      if (kind === 'bins') continue;
      const hours = await connection.rows(
        `SELECT ${month} + hour::BIGINT // 24 * ${day} AS start_ms, series, sum(total)::BIGINT FROM ${table} GROUP BY ALL`,
      );
      const [starts, series, n] = [hours.int64(0), hours.int32(1), hours.int64(2)];
      starts.forEach((start, row) => {
        const sums = days.get(start) ?? new SeriesSums();
        days.set(start, sums);
        sums.add(series[row]!, n[row]!);
      });
    }
  }
  for (const table of wrong) problems.push(`The table ${table} has totals that are not the sums of their minutes.`);
  if (!(await areTotals(connection, days))) {
    problems.push('The totals of settled days are not the sums of their hours.');
  }
  return problems;
}

/** What each series counted in the day; null when its bytes are damaged, which the sums of its hours show. */
async function sumsOfDay(
  connection: Connection,
  settled: SettledTables,
  kind: SettledKind,
  start: EpochMs,
): Promise<SeriesSums | null> {
  const window = { from: start, to: start + day };
  const sums = new SeriesSums();
  try {
    const rows = await settled.read(connection, { kind, condition: 'true', window, minutes: 'all' });
    if (rows !== null) visitSettled(rows, window, false, (series, _at, _bin, n) => void sums.add(series, n));
    return sums;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether `day_totals` says of every day and series what they have. */
async function areTotals(connection: Connection, days: Map<EpochMs, SeriesSums>): Promise<boolean> {
  const rows = await connection.rows('SELECT start_ms, series, n FROM day_totals');
  const [starts, series, n] = [rows.int64(0), rows.int32(1), rows.int64(2)];
  starts.forEach((start, row) => {
    const sums = days.get(start) ?? new SeriesSums();
    days.set(start, sums);
    sums.add(series[row]!, -n[row]!);
  });
  return [...days.values()].every(({ values }) => values.every((left) => left === 0));
}

function plain(columns: string): string {
  return columns.replaceAll(/ NOT NULL| USING COMPRESSION \w+/g, '');
}
