import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';

/**
 * Roll-ups by the hour lie in a table for each UTC month: few enough that decades of them are opened at once, small enough that one
 * is looked through in milliseconds. They are not sorted: made-up rows of 1 000 subjects and a year took 15 % more room sorted
 * by subject than in the order in which they come. No key: a row that is written again is deleted first, which let that file of
 * 150 MB grow by at most 3 (60 times the last 50 hours of all subjects).
 */
export const hourColumns =
  'subject INTEGER NOT NULL, at_ms BIGINT NOT NULL, measured UBIGINT NOT NULL, good BIGINT NOT NULL, valid BIGINT NOT NULL, user_up BIGINT NOT NULL, user_down BIGINT NOT NULL, delivered BIGINT NOT NULL, expected BIGINT NOT NULL, currency INTEGER NOT NULL';

/** Columns of the numbers, in the order of `hourNumbers`. */
export const numberColumns = ['good', 'valid', 'user_up', 'user_down', 'delivered', 'expected'] as const;

/** `hours_202611`. */
export const hourTable = (start: EpochMs): string =>
  `hours_${new Date(start).toISOString().slice(0, 7).replace('-', '')}`;

/** Start of the UTC month that holds the instant. */
export function monthStart(at: EpochMs): EpochMs {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export function monthEnd(start: EpochMs): EpochMs {
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** A subject of roll-ups: its number, and the first hour of which some minute was measured (Infinity: none). */
export interface HourSubject {
  id: number;
  first: EpochMs;
}

/** What is kept in memory of the roll-ups: which months there are, and the numbers of the subjects. */
export interface HourMemory {
  months: Set<EpochMs>;
  subjects: Map<string, HourSubject>;
}

/** Stands for a subject of which no minute was ever measured. */
export const neverMs = Number.MAX_SAFE_INTEGER;

export async function loadHourMemory(connection: Connection): Promise<HourMemory> {
  const months = new Set<EpochMs>();
  const tables = await connection.rows('SELECT table_name FROM duckdb_tables()');
  for (const name of tables.text(0)) {
    const match = /^hours_(\d{4})(\d\d)$/.exec(name);
    if (match) months.add(Date.UTC(Number(match[1]), Number(match[2]) - 1));
  }
  const rows = await connection.rows('SELECT id, subject, min(first_ms) FROM hour_subjects GROUP BY ALL ORDER BY id');
  const [ids, names, firsts] = [rows.int32(0), rows.text(1), rows.int64(2)];
  const subjects = new Map(
    names.map((name, row) => [name, { id: ids[row]!, first: firsts[row] === neverMs ? Infinity : firsts[row]! }]),
  );
  return { months, subjects };
}

/** Starts in order of the months that share a moment with the window. */
export function monthsIn({ months }: HourMemory, { from, to }: Interval): EpochMs[] {
  return [...months].filter((start) => start < to && monthEnd(start) > from).sort((a, b) => a - b);
}
