import { day, dayName, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import { SeriesSums } from '../totals/series-sums.ts';
import { sumsOf } from './ask-totals.ts';
import type { Connection, Engine } from './engine.ts';
import type { Memory } from './memory.ts';
import { monthStart } from './month-tables.ts';
import { ofDay, type SettledKind, settledKinds, settledTable, settledTables } from './settled-tables.ts';
import { tableName } from './tables.ts';

/**
 * A day in its lasting form, made on a connection of its own while others write. Only its last step, to put it in the place of
 * the day's rows, stands in the line of writes.
 */
export class StagedDay {
  readonly engine: Engine;
  readonly start: EpochMs;
  readonly #connection: Connection;
  /** How many rows of each kind it was made of: of the day's tables, and of its lasting form of before. */
  readonly #rows: Staged;
  readonly #totals: SeriesSums;

  private constructor(engine: Engine, connection: Connection, start: EpochMs, rows: Staged, totals: SeriesSums) {
    this.engine = engine;
    this.start = start;
    this.#connection = connection;
    this.#rows = rows;
    this.#totals = totals;
  }

  /** Makes the oldest day that ends at or before the instant and has rows to fold in; null when there is none. */
  static async next(engine: Engine, memory: Memory, before: EpochMs): Promise<StagedDay | null> {
    const starts = new Set(settledKinds.flatMap((kind) => memory.tables.starts(kind)));
    for (const start of [...starts].sort((a, b) => a - b)) {
      if (start + day > before || memory.unsettleable.has(start)) continue;
      const staged = await StagedDay.#make(engine, memory, start);
      if (staged) return staged;
      memory.unsettleable.add(start);
    }
    return null;
  }

  static async #make(engine: Engine, memory: Memory, start: EpochMs): Promise<StagedDay | null> {
    const connection = await engine.connect();
    try {
      await connection.run('BEGIN TRANSACTION');
      const counts = await stage(connection, memory, 'counts', start);
      const bins = await stage(connection, memory, 'bins', start);
      await connection.run('COMMIT');
      if (counts === null || bins === null) {
        connection.close();
        return null;
      }
      const totals = counts.fresh > 0 ? sumsOf(await connection.rows('SELECT series, n FROM staged_totals')) : null;
      return new StagedDay(engine, connection, start, { counts, bins }, totals ?? new SeriesSums());
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * Takes the place of the day's rows, in one transaction; rows that came meanwhile stay for the next time. False when the day
   * went away. To be called in the line of writes.
   */
  async take(memory: Memory): Promise<boolean> {
    const { start } = this;
    const connection = this.#connection;
    if (!this.#isThere(memory)) return false;
    const rows = { counts: rowsOf(this.#rows.counts), bins: rowsOf(this.#rows.bins) };
    const left = { counts: 0, bins: 0 };
    for (const kind of settledKinds) {
      left[kind] = (await countOf(connection, memory, kind, start)) - this.#rows[kind].fresh;
    }
    const made = Promise.withResolvers<void>();
    memory.tables.changing = made.promise;
    try {
      await connection.run('BEGIN TRANSACTION');
      for (const kind of settledKinds) await connection.run(this.#replace(kind, left[kind]));
      await connection.run(
        `DELETE FROM settled_days WHERE start_ms = ${start}; INSERT INTO settled_days VALUES (${start}, ${rows.counts}, ${rows.bins}); COMMIT;`,
      );
      for (const kind of settledKinds) {
        if (this.#rows[kind].fresh === 0) continue;
        memory.settled.months[kind].add(monthStart(start));
        memory.tables.remove(kind, start);
        if (left[kind] > 0) memory.tables.add(kind, start);
      }
      memory.settled.days.set(start, rows);
      if (this.#rows.counts.fresh > 0) memory.totals.settle(start, this.#totals);
      return true;
    } finally {
      memory.tables.changing = null;
      made.resolve();
    }
  }

  #isThere(memory: Memory): boolean {
    return settledKinds.every((kind) => {
      const { fresh, before } = this.#rows[kind];
      const now = memory.settled.days.get(this.start)?.[kind] ?? 0;
      return now === before && (fresh === 0 || memory.tables.has(kind, this.start));
    });
  }

  close(): void {
    this.#connection.close();
  }

  #replace(kind: SettledKind, left: number): string {
    const { start } = this;
    const { fresh, before } = this.#rows[kind];
    if (fresh === 0) return '';
    const table = settledTable(kind, monthStart(start));
    const day = tableName(kind, start);
    // Rows are only ever added to it, so that their numbers are their order.
    const rest = `CREATE OR REPLACE TABLE ${day} AS SELECT * FROM ${day} WHERE rowid >= ${fresh}`;
    const totals = `DELETE FROM day_totals WHERE start_ms = ${start}; INSERT INTO day_totals SELECT ${start}, series, n FROM staged_totals;`;
    return `CREATE TABLE IF NOT EXISTS ${table}(${settledTables[kind].columns});
      ${before === 0 ? '' : `DELETE FROM ${table} WHERE ${ofDay(start)};`}
      INSERT INTO ${table} SELECT * FROM staged_${kind};
      ${left > 0 ? rest : `DROP TABLE ${day}`}; ${kind === 'counts' ? totals : ''}`;
  }
}

type Staged = Record<SettledKind, { fresh: number; before: number }>;
const rowsOf = ({ fresh, before }: { fresh: number; before: number }): number => fresh + before;

async function countOf(connection: Connection, memory: Memory, kind: SettledKind, start: EpochMs): Promise<number> {
  if (!memory.tables.has(kind, start)) return 0;
  return (await connection.rows(`SELECT count(*) FROM ${tableName(kind, start)}`)).int64(0)[0]!;
}

/**
 * Writes a kind's rows of the day, packed, into a table of the connection. Null when the day cannot be settled: a row lies
 * between two minutes, or a sum goes beyond what is exact.
 */
async function stage(
  connection: Connection,
  memory: Memory,
  kind: SettledKind,
  start: EpochMs,
): Promise<{ fresh: number; before: number } | null> {
  const fresh = await countOf(connection, memory, kind, start);
  const before = memory.settled.days.get(start)?.[kind] ?? 0;
  if (fresh === 0) return { fresh, before };
  const { key } = settledTables[kind];
  const month = monthStart(start);
  const window = { from: start, to: start + day };
  const sources = before > 0 ? memory.settled.parts(kind, 'true', window, false) : [];
  sources.push(`SELECT ${key}, at_ms, n FROM ${tableName(kind, start)}`);
  const rows = `SELECT ${key}, at_ms, sum(n) AS n FROM (${sources.join(' UNION ALL ')}) GROUP BY ${key}, at_ms`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged AS ${rows}`);
  const odd = await connection.rows(
    `SELECT 1 FROM staged WHERE at_ms % ${minute} <> 0 UNION ALL
     SELECT 1 FROM (SELECT sum(abs(n)) AS most FROM staged GROUP BY series) WHERE most > ${Number.MAX_SAFE_INTEGER}`,
  );
  if (odd.count > 0) return null;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE staged_${kind} AS
     SELECT ${key}, ((at_ms - ${month}) // ${hour})::SMALLINT AS hour, sum(n)::BIGINT AS total,
       CASE WHEN count(*) = 60 THEN NULL ELSE list((at_ms % ${hour} // ${minute})::UTINYINT ORDER BY at_ms) END AS minutes,
       list(n::BIGINT ORDER BY at_ms) AS n
     FROM staged GROUP BY ${key}, hour ORDER BY ${key}, hour;
     DROP TABLE staged`,
  );
  if (kind === 'counts') {
    await connection.run(
      'CREATE OR REPLACE TEMP TABLE staged_totals AS SELECT series, sum(total)::BIGINT AS n FROM staged_counts GROUP BY series ORDER BY series',
    );
  }
  return { fresh, before };
}

/** How the days are read and written, one after another. */
export interface Settling {
  /** Reads beside the writes; null when there is nothing to settle. */
  stage(): Promise<StagedDay | null>;
  /** A turn in the line of writes; false when the day went away meanwhile. */
  take(staged: StagedDay): Promise<boolean>;
}

/** Settles at most so many days, oldest first, and resolves their names. */
export async function settle({ stage, take }: Settling, mostDays: number): Promise<string[]> {
  const names: string[] = [];
  while (names.length < mostDays) {
    const staged = await stage();
    if (!staged) break;
    try {
      if (!(await take(staged))) break;
    } finally {
      staged.close();
    }
    names.push(dayName(staged.start));
  }
  return names;
}
