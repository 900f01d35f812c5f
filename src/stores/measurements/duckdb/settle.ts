import { day, dayName, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import { SeriesSums } from '../totals/series-sums.ts';
import { sumsOf } from './ask-totals.ts';
import type { Connection, Engine } from './engine.ts';
import type { Memory } from './memory.ts';
import { monthStart } from './month-tables.ts';
import { ofDay, type SettledKind, settledKinds, settledTable, settledTables } from './settled-tables.ts';
import { tableName } from './tables.ts';

/** So many rows are sorted at once: about 100 MB while it lasts. */
const pieceRows = 500_000;

/**
 * A day in its lasting form, made and written on a connection of its own while others write. Only its last step, to let the day's
 * rows go and to commit, stands in the line of writes.
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

  /** Makes the oldest day after `after` that ends at or before `before` and has rows to fold in; null when there is none. */
  static async next(engine: Engine, memory: Memory, after: EpochMs, before: EpochMs): Promise<StagedDay | null> {
    const starts = new Set(settledKinds.flatMap((kind) => memory.tables.starts(kind)));
    for (const start of [...starts].sort((a, b) => a - b)) {
      if (start <= after || start + day > before || memory.unsettleable.has(start)) continue;
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
      const staged = new StagedDay(engine, connection, start, { counts, bins }, totals ?? new SeriesSums());
      await connection.run(staged.#writes());
      return staged;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * Takes the place of the day's rows; rows that came meanwhile stay for the next time. False when the day went away. To be
   * called in the line of writes, with the connection that wrote last.
   */
  async take(writer: Connection, memory: Memory): Promise<boolean> {
    const { start } = this;
    if (!this.#isThere(memory)) return false;
    const left = { counts: 0, bins: 0 };
    for (const kind of settledKinds) left[kind] = (await countOf(writer, memory, kind, start)) - this.#rows[kind].fresh;
    // What is written already sees the state in which it began, and not the rows that came since.
    if (left.counts + left.bins > 0) await this.#connection.run(`ROLLBACK; ${this.#writes()}`);
    const made = Promise.withResolvers<void>();
    memory.tables.changing = made.promise;
    try {
      await this.#connection.run(`${settledKinds.map((kind) => this.#drop(kind, left[kind])).join(' ')} COMMIT;`);
      for (const kind of settledKinds) {
        if (this.#rows[kind].fresh === 0) continue;
        memory.settled.months[kind].add(monthStart(start));
        memory.tables.remove(kind, start);
        if (left[kind] > 0) memory.tables.add(kind, start);
      }
      memory.settled.days.set(start, this.#whole());
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

  /** How many rows the settled day is made of. */
  #whole(): Record<SettledKind, number> {
    const { counts, bins } = this.#rows;
    return { counts: counts.fresh + counts.before, bins: bins.fresh + bins.before };
  }

  /** Begins a transaction and writes the day into the lasting tables. */
  #writes(): string {
    const { start } = this;
    const { counts, bins } = this.#whole();
    const kinds = settledKinds.filter((kind) => this.#rows[kind].fresh > 0);
    const writes = kinds.map((kind) => {
      const table = settledTable(kind, monthStart(start));
      const before = this.#rows[kind].before > 0 ? `DELETE FROM ${table} WHERE ${ofDay(start)};` : '';
      const made = `CREATE TABLE IF NOT EXISTS ${table}(${settledTables[kind].columns});`;
      return `${made} ${before} INSERT INTO ${table} SELECT * FROM staged_${kind};`;
    });
    const totals = `DELETE FROM day_totals WHERE start_ms = ${start}; INSERT INTO day_totals SELECT ${start}, series, n FROM staged_totals;`;
    return `BEGIN TRANSACTION; ${writes.join(' ')} ${kinds.includes('counts') ? totals : ''}
      DELETE FROM settled_days WHERE start_ms = ${start}; INSERT INTO settled_days VALUES (${start}, ${counts}, ${bins});`;
  }

  #drop(kind: SettledKind, left: number): string {
    const { fresh } = this.#rows[kind];
    if (fresh === 0) return '';
    const table = tableName(kind, this.start);
    if (left === 0) return `DROP TABLE ${table};`;
    // Rows are only ever added to it, so that their numbers are their order.
    return `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${table} WHERE rowid >= ${fresh};`;
  }
}

type Staged = Record<SettledKind, { fresh: number; before: number }>;

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
  const source = sources.join(' UNION ALL ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged_${kind}(${settledTables[kind].columns})`);
  for (const piece of await pieces(connection, source)) {
    const hours = `(at_ms - ${month}) // ${hour}`;
    const rows = `SELECT ${key}, ${hours} AS hour, at_ms, sum(n)::BIGINT AS n, sum(abs(n)) AS size FROM (${source}) WHERE ${piece} GROUP BY ${key}, at_ms`;
    await connection.run(`CREATE OR REPLACE TEMP TABLE staged AS ${rows} ORDER BY ${key}, at_ms`);
    const odd = await connection.rows(
      `SELECT 1 FROM staged WHERE at_ms % ${minute} <> 0 UNION ALL
       SELECT 1 FROM (SELECT sum(size) AS most FROM staged GROUP BY series) WHERE most > ${Number.MAX_SAFE_INTEGER}`,
    );
    if (odd.count > 0) return null;
    await connection.run(`INSERT INTO staged_${kind} ${packedSql(key)}`);
  }
  if (kind === 'counts') {
    await connection.run(
      'CREATE OR REPLACE TEMP TABLE staged_totals AS SELECT series, sum(total)::BIGINT AS n FROM staged_counts GROUP BY series ORDER BY series',
    );
  }
  return { fresh, before };
}

/**
 * The rows of `staged` as hours. They are sorted, and a list takes them in the order in which they come; that no engine promises,
 * so it is looked at and made good. To ask each list for its order takes ten times as long.
 */
function packedSql(key: string): string {
  const lists = `SELECT ${key}, hour::SMALLINT AS hour, sum(n)::BIGINT AS total, count(*) AS minutes_there,
    list((at_ms % ${hour} // ${minute})::UTINYINT) AS minutes, list(n) AS n FROM staged GROUP BY ${key}, hour`;
  return `SELECT ${key}, hour, total, CASE WHEN minutes_there = 60 THEN NULL ELSE list_sort(minutes) END,
    CASE WHEN minutes = list_sort(minutes) THEN n ELSE list_select(n, list_grade_up(minutes)) END
    FROM (${lists}) ORDER BY ${key}, hour`;
}

/** Conditions that cut the rows into pieces of about as many as are sorted at once. */
async function pieces(connection: Connection, source: string): Promise<string[]> {
  const found = await connection.rows(`SELECT count(*), min(series), max(series) FROM (${source})`);
  const [rows, first, last] = [found.int64(0)[0]!, found.int32(1)[0]!, found.int32(2)[0]!];
  const width = Math.ceil((last + 1 - first) / Math.ceil(rows / pieceRows));
  const starts = Array.from({ length: Math.ceil((last + 1 - first) / width) }, (_, nth) => first + nth * width);
  return starts.map((start) => `series >= ${start} AND series < ${start + width}`);
}

/** How the days are read and written, one after another. */
export interface Settling {
  /** Reads beside the writes; null when there is nothing to settle. */
  stage(after: EpochMs): Promise<StagedDay | null>;
  /** A turn in the line of writes; false when the day went away meanwhile. */
  take(staged: StagedDay): Promise<boolean>;
}

/** Settles at most so many days, each once, oldest first, and resolves their names. */
export async function settle({ stage, take }: Settling, mostDays: number): Promise<string[]> {
  const names: string[] = [];
  let after = -Infinity;
  while (names.length < mostDays) {
    const staged = await stage(after);
    if (!staged) break;
    try {
      if (!(await take(staged))) break;
    } finally {
      staged.close();
    }
    after = staged.start;
    names.push(dayName(after));
  }
  return names;
}
