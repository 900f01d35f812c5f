import Database from 'better-sqlite3';
import { ProductError } from '../errors.ts';

/** What the query builder needs of an SQLite connection (structurally Kysely's own interface). */
export interface SqliteConnection {
  prepare(sql: string): {
    readonly reader: boolean;
    all(parameters: readonly unknown[]): unknown[];
    run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
    iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
  };
  close(): void;
}

/**
 * Opens an SQLite file for keeping: write-ahead log, an fsync a commit, foreign keys checked.
 * Integers come back as numbers; one beyond 2^53 is an error instead of a silently rounded value.
 * Throws ProductError `store_unavailable` when the file cannot be opened.
 */
export function openSqlite(file: string): SqliteConnection {
  const db = opened(file, 5_000);
  told(() => db.pragma('journal_mode = WAL'));
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.defaultSafeIntegers(true);
  return {
    close: () => db.close(),
    prepare(sql) {
      const statement = db.prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters) => told(() => statement.all(...parameters)).map(plainNumbers),
        run: (parameters) => told(() => statement.run(...parameters)),
        *iterate(parameters) {
          for (const row of statement.iterate(...parameters)) yield plainNumbers(row);
        },
      };
    },
  };
}

/**
 * Takes a lock that lives as long as this process: the operating system gives it back even after kill −9.
 * Returns the function that gives it back, or null when another connection (of any process) holds it.
 */
export function lockFile(file: string): (() => void) | null {
  const db = opened(file, 0);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return null;
    throw new ProductError('store_unavailable', 'The lock file in the data directory cannot be used.', { file }, cause);
  }
  return () => db.close();
}

/** What says that the file or its disk does not serve, rather than that the statement was wrong. */
const failures = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM|PROTOCOL)/;

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = cause instanceof Database.SqliteError ? cause.code : '';
    if (!failures.test(code)) throw cause;
    throw new ProductError('store_unavailable', `The records store failed (${code}).`, {}, cause);
  }
}

/** Reads the whole file: the sentences of SQLite's own integrity check and the rows whose parent is missing; none when sound. */
export function checkSqlite(file: string): string[] {
  const db = opened(file, 5_000, true);
  try {
    const sentences = db.pragma('integrity_check(20)') as { integrity_check: string }[];
    const orphans = db.pragma('foreign_key_check') as { table: string }[];
    return [
      ...sentences.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
      ...new Set(orphans.map(({ table }) => `A row of ${table} refers to one that is not there.`)),
    ];
  } catch (cause) {
    const code = cause instanceof Database.SqliteError ? cause.code : 'unknown';
    return [`The file cannot be read as SQLite (${code}).`];
  } finally {
    db.close();
  }
}

function opened(file: string, timeoutMs: number, readonly = false): Database.Database {
  try {
    return new Database(file, { timeout: timeoutMs, readonly });
  } catch (cause) {
    throw new ProductError('store_unavailable', 'A file of the data directory cannot be opened.', { file }, cause);
  }
}

function plainNumbers(row: unknown): unknown {
  const record = row as Record<string, unknown>;
  for (const column in record) {
    const value = record[column];
    if (typeof value === 'bigint') record[column] = safeNumber(value, column);
  }
  return record;
}

/** A 64-bit integer as a number; ProductError `internal` when it has no exact one. */
export function safeNumber(value: bigint, column: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new ProductError('internal', `An integer in column ${column} is beyond 2^53.`, { column });
  }
  return number;
}
