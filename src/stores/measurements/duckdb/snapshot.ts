import type { Connection, Engine } from './engine.ts';
import { periodTables } from './tables.ts';

/** What a copy holds: rows by kind of table. */
export interface Copied {
  rows: Record<string, number>;
}

/**
 * One committed state of the store, copied into a file of its own while writes go on. Measured on 20 million rows in 100
 * tables (54 MB): the copy took 1.6 s with writes between, against 0.1 s in which nothing may be written for a checkpoint and
 * a copy of the file; so writers wait for the pin alone, a few milliseconds, whatever the size.
 */
export class Snapshot {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Pins the present state. `file` must not exist; it becomes the copy. */
  static async pin(engine: Engine, file: string): Promise<Snapshot> {
    const connection = await engine.connect();
    try {
      await connection.run(`ATTACH '${file.replaceAll("'", "''")}' AS copy`);
      await connection.run('BEGIN TRANSACTION');
      // A transaction takes its state at its first look at the database, not when it begins.
      await connection.rows('SELECT count(*) FROM series');
      return new Snapshot(connection);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Copies it and closes the copy, with everything in the one file. */
  async copy(): Promise<Copied> {
    const connection = this.#connection;
    try {
      const own = (await connection.rows('SELECT current_database()')).text(0)[0]!;
      await connection.run(`COPY FROM DATABASE "${own.replaceAll('"', '""')}" TO copy`);
      await connection.run('COMMIT');
      const copied = { rows: await rowsOf(connection) };
      await connection.run('DETACH copy');
      return copied;
    } finally {
      connection.close();
    }
  }

  /** Breaks off a copy under way; it then rejects. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  async abandon(): Promise<void> {
    await this.#connection.run('ROLLBACK').catch(() => undefined);
    await this.#connection.run('DETACH copy').catch(() => undefined);
    this.#connection.close();
  }
}

async function rowsOf(connection: Connection): Promise<Record<string, number>> {
  const names = (await connection.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'copy'")).text(0);
  const rows: Record<string, number> = { series: 0, states: 0, alive: 0, hours: 0, hour_subjects: 0 };
  for (const kind of Object.keys(periodTables)) rows[kind] = 0;
  for (const name of names) {
    const kind = name.replace(/_\d+$/, '');
    const counted = (await connection.rows(`SELECT count(*) FROM copy.${name}`)).int64(0)[0]!;
    rows[kind] = (rows[kind] ?? 0) + counted;
  }
  return rows;
}
