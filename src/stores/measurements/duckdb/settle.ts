import { day, dayName, type EpochMs } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { tableName } from './tables.ts';

/** Sorts the rows of whole days that end at or before the instant by series and time, oldest day first. */
export async function settle(
  connection: Connection,
  memory: Memory,
  before: EpochMs,
  mostDays: number,
): Promise<string[]> {
  const starts = memory.tables.starts('counts').filter((start) => start + day <= before);
  for (const start of starts.slice(0, mostDays)) {
    const table = tableName('counts', start);
    await connection.run(`CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${table} ORDER BY series, at_ms`);
  }
  return starts.slice(0, mostDays).map(dayName);
}
