import { day } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';
import { hourColumns } from './month-tables.ts';
import { SettledTables, settledKinds, settledTable, settledTables } from './settled-tables.ts';
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
  ...settledKinds.map((kind) => [`settled_${kind}`, plain(settledTables[kind].columns)] as const),
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
  const problems: string[] = [];
  const settled = await SettledTables.load(connection);
  const days: string[] = [];
  for (const kind of settledKinds) {
    for (const month of settled.months[kind]) {
      const table = settledTable(kind, month);
      const wrong = await connection.rows(
        `SELECT count(*) FROM ${table} WHERE total <> list_sum(n) OR len(n) <> coalesce(len(minutes), 60)`,
      );
      if (wrong.int64(0)[0]! > 0)
        problems.push(`The table ${table} has totals that are not the sums of their minutes.`);
      if (kind === 'counts') {
        days.push(`SELECT series, ${month} + hour // 24 * ${day} AS start_ms, total AS n FROM ${table}`);
      }
    }
  }
  const hours = days.length === 0 ? '' : `UNION ALL ${days.join(' UNION ALL ')}`;
  const differing = await connection.rows(
    `SELECT count(*) FROM (SELECT 1 FROM (SELECT series, start_ms, -n AS n FROM day_totals ${hours}) GROUP BY series, start_ms HAVING sum(n) <> 0)`,
  );
  if (differing.int64(0)[0]! > 0) problems.push('The totals of settled days are not the sums of their hours.');
  return problems;
}

function plain(columns: string): string {
  return columns.replaceAll(' NOT NULL', '');
}
