import type { Connection } from './engine.ts';
import { hourColumns } from './month-tables.ts';
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
  return checked;
}

function plain(columns: string): string {
  return columns.replaceAll(' NOT NULL', '');
}
