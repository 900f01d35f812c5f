import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledTransaction, Kysely, PostgresAdapter, PostgresDialect, SqliteDialect, sql } from 'kysely';
import { openSqlite } from '../sqlite.ts';
import type { RecordsPlace } from './open.ts';
import type { Tables } from './tables.ts';

/** Left out: after a restore everybody signs in again, and a link that was open then is spent. */
const leftOut = new Set(['sessions', 'links']);
const fetchRows = 1_000;
const writeBytes = 262_144;

export interface DumpedTable {
  name: string;
  /** Of the file `TABLE.ndjson`: one JSON object a row. */
  file: string;
  rows: number;
  bytes: number;
  sha256: string;
}

export interface Dump {
  /** The last migration of the tables. */
  migration: string;
  tables: DumpedTable[];
}

/**
 * Runs `work` while nobody else writes to the records; reads go on. On SQLite it holds the one writer's place, on PostgreSQL a
 * lock that waits for writers and keeps new ones waiting.
 */
export async function whileNobodyWrites<T>(db: Kysely<Tables>, work: () => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    if (db.getExecutor().adapter instanceof PostgresAdapter) {
      const names = (await transaction.introspection.getTables()).map(({ name }) => sql.table(name));
      await sql`lock table ${sql.join(names)} in share mode`.execute(transaction);
    }
    return work();
  });
}

/** One state of the records, fixed on a connection of its own until `end`. */
export class RecordsSnapshot {
  readonly #db: Kysely<Tables>;
  readonly #transaction: ControlledTransaction<Tables>;

  private constructor(db: Kysely<Tables>, transaction: ControlledTransaction<Tables>) {
    this.#db = db;
    this.#transaction = transaction;
  }

  /** Fixes the present state. */
  static async pin(place: RecordsPlace): Promise<RecordsSnapshot> {
    const { url } = place;
    const dialect =
      url === undefined
        ? new SqliteDialect({ database: openSqlite(place.file!) })
        : new PostgresDialect({ pool: async () => (await import('./postgres.ts')).openPostgres(url, 1) });
    const db = new Kysely<Tables>({ dialect });
    try {
      const begin = db.startTransaction();
      const transaction = await (place.url === undefined
        ? begin.execute()
        : begin.setIsolationLevel('repeatable read').setAccessMode('read only').execute());
      // On both engines the state is that of the first look, not of the beginning.
      await sql`select count(*) from kysely_migration`.execute(transaction);
      return new RecordsSnapshot(db, transaction);
    } catch (error) {
      await db.destroy().catch(() => undefined);
      throw error;
    }
  }

  /** Writes every table as a file of JSON rows into the folder, each brought to the disk. */
  async write(folder: string): Promise<Dump> {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(
      this.#transaction,
    );
    const all = await this.#transaction.introspection.getTables();
    const names = all.filter(({ isView, name }) => !isView && !leftOut.has(name)).map(({ name }) => name);
    const tables: DumpedTable[] = [];
    for (const name of names.sort()) tables.push(await this.#writeTable(name, folder));
    return { migration: rows[0]!.name, tables };
  }

  async end(): Promise<void> {
    await this.#transaction
      .rollback()
      .execute()
      .catch(() => undefined);
    await this.#db.destroy().catch(() => undefined);
  }

  async #writeTable(name: string, folder: string): Promise<DumpedTable> {
    const file = `${name}.ndjson`;
    const table = { name, file, rows: 0, bytes: 0 };
    const hash = createHash('sha256');
    const handle = await open(join(folder, file), 'wx', 0o600);
    try {
      let text = '';
      const flush = async (): Promise<void> => {
        const bytes = Buffer.from(text);
        text = '';
        hash.update(bytes);
        table.bytes += bytes.length;
        for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
      };
      for await (const row of this.#rows(name)) {
        text += `${JSON.stringify(row)}\n`;
        table.rows += 1;
        if (text.length > writeBytes) await flush();
      }
      await flush();
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { ...table, sha256: hash.digest('hex') };
  }

  /** The rows of a table, a few at a time. */
  async *#rows(name: string): AsyncGenerator<Record<string, unknown>> {
    const postgres = this.#db.getExecutor().adapter instanceof PostgresAdapter;
    if (!postgres) {
      yield* this.#transaction
        .selectFrom(name as keyof Tables)
        .selectAll()
        .stream() as AsyncIterableIterator<Record<string, unknown>>;
      return;
    }
    const transaction = this.#transaction;
    await sql`declare every_row no scroll cursor for select * from ${sql.table(name)}`.execute(transaction);
    for (;;) {
      const fetched = sql<Record<string, unknown>>`fetch forward ${sql.lit(fetchRows)} from every_row`;
      const { rows } = await fetched.execute(transaction);
      if (rows.length === 0) break;
      yield* rows;
    }
    await sql`close every_row`.execute(transaction);
  }
}
