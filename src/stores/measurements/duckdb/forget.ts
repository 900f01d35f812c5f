import type { EpochMs } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { tableName } from './tables.ts';

/**
 * Takes every row of one pseudonym out of the tables of people, in one transaction. The tables are written anew rather than
 * marked, and a checkpoint follows, so that no file refers to the rows afterwards.
 */
export async function forget(
  connection: Connection,
  memory: Memory,
  user: bigint,
): Promise<{ rows: number; days: number }> {
  const found: { table: string; rows: number }[] = [];
  const days = new Set<EpochMs>();
  const all = (['people', 'passes'] as const).flatMap((kind) =>
    memory.tables.starts(kind).map((start) => ({ table: tableName(kind, start), start })),
  );
  for (const { table, start } of all) {
    const rows = (await connection.rows(`SELECT count(*) FROM ${table} WHERE person = ${user}::UBIGINT`)).int64(0)[0]!;
    if (rows === 0) continue;
    found.push({ table, rows });
    days.add(start);
  }
  if (found.length === 0) return { rows: 0, days: 0 };
  const rewrites = found.map(
    ({ table }) => `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${table} WHERE person <> ${user}::UBIGINT;`,
  );
  try {
    await connection.run(`BEGIN TRANSACTION; ${rewrites.join(' ')} COMMIT;`);
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  await connection.run('CHECKPOINT').catch(() => undefined);
  return { rows: found.reduce((sum, { rows }) => sum + rows, 0), days: days.size };
}
