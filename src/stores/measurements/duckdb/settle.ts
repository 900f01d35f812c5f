import { day, dayName, type EpochMs } from '../../../maths/instants.ts';
import type { Connection, Engine } from './engine.ts';
import type { Memory } from './memory.ts';
import { monthStart } from './month-tables.ts';
import { type SettledKind, settledKinds } from './settled-names.ts';
import { ofSettledDay, settledTable, settledTables } from './settled-tables.ts';
import { countOf, type StagedKind, stage } from './stage-day.ts';
import { tableName } from './tables.ts';

/**
 * A day in its lasting form, made and written on a connection of its own while others write. Only its last step, to let the day's
 * rows go and to commit, stands in the line of writes.
 */
export class StagedDay {
  readonly engine: Engine;
  readonly start: EpochMs;
  readonly #connection: Connection;
  readonly #rows: Staged;
  /** SQL that takes the day out of the tables in which it lies, by kind. */
  readonly #takeOut: Record<SettledKind, string>;

  private constructor(
    engine: Engine,
    connection: Connection,
    start: EpochMs,
    rows: Staged,
    takeOut: Record<SettledKind, string>,
  ) {
    this.engine = engine;
    this.start = start;
    this.#connection = connection;
    this.#rows = rows;
    this.#takeOut = takeOut;
  }

  /**
   * Makes the oldest day after `after` that ends at or before `before` and has rows to fold in, or was settled by an earlier
   * version; null when there is none.
   */
  static async next(engine: Engine, memory: Memory, after: EpochMs, before: EpochMs): Promise<StagedDay | null> {
    const starts = new Set(
      settledKinds.flatMap((kind) => [...memory.tables.starts(kind), ...memory.settled.older.starts(kind)]),
    );
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
      const takeOut = { counts: takeOutSql(memory, 'counts', start), bins: takeOutSql(memory, 'bins', start) };
      const staged = new StagedDay(engine, connection, start, { counts, bins }, takeOut);
      await staged.#stageTotals();
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
        if (!this.#rows[kind].changed) continue;
        memory.settled.months[kind].add(monthStart(start));
        memory.settled.older.forget(kind, start);
        memory.tables.remove(kind, start);
        if (left[kind] > 0) memory.tables.add(kind, start);
      }
      memory.settled.days.set(start, this.#whole());
      if (this.#rows.counts.changed) memory.totals.settle(start, this.#rows.counts.totals);
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

  async #stageTotals(): Promise<void> {
    if (!this.#rows.counts.changed) return;
    await this.#connection.run(
      'CREATE OR REPLACE TEMP TABLE staged_totals(series INTEGER NOT NULL, n BIGINT NOT NULL)',
    );
    const { values } = this.#rows.counts.totals;
    const counted = Int32Array.from(values.keys()).filter((id) => values[id] !== 0);
    const n = Float64Array.from(counted, (id) => values[id]!);
    const appender = await this.#connection.appender('staged_totals');
    appender.append(
      [
        { type: 'INTEGER', values: counted },
        { type: 'BIGINT', values: n },
      ],
      null,
    );
    appender.close();
  }

  /** Begins a transaction and writes the day into the lasting tables. */
  #writes(): string {
    const { start } = this;
    const { counts, bins } = this.#whole();
    const kinds = settledKinds.filter((kind) => this.#rows[kind].changed);
    const writes = kinds.map((kind) => {
      const table = settledTable(kind, monthStart(start));
      const made = `CREATE TABLE IF NOT EXISTS ${table}(${settledTables[kind]});`;
      return `${made} ${this.#takeOut[kind]} INSERT INTO ${table} SELECT * FROM staged_${kind};`;
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

type Staged = Record<SettledKind, StagedKind>;

function takeOutSql(memory: Memory, kind: SettledKind, start: EpochMs): string {
  const { days, older } = memory.settled;
  if (older.has(kind, start)) return older.takeOut(kind, start);
  const isSettled = (days.get(start)?.[kind] ?? 0) > 0;
  return isSettled ? `DELETE FROM ${settledTable(kind, monthStart(start))} WHERE ${ofSettledDay(start)};` : '';
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
