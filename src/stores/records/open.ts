import { Kysely, PostgresDialect } from 'kysely';
import { ProductError } from '../../errors.ts';
import { openSqlite } from '../sqlite.ts';
import { migrate } from './migrate.ts';
import { ImmediateSqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

/** Where the records lie: PostgreSQL by `url`, else the SQLite `file`. */
export interface RecordsPlace {
  url?: string;
  file?: string;
}

export interface Records {
  db: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Opens what people write, with its tables at the newest version: PostgreSQL by `url` (postgres://…), else the SQLite
 * `file`. Hold the data directory first (owner-lock.ts) where the file lies in one. A commit is on disk when it resolves.
 * `until` names an older migration to stop at, for data that an older version wrote.
 * Throws ProductError `store_unavailable` when it cannot be opened, `bad_config` when neither place is named.
 */
export async function openRecords(place: RecordsPlace, until?: string): Promise<Records> {
  const db = new Kysely<Tables>({ dialect: dialectOf(place) });
  try {
    await migrate(db, until);
  } catch (error) {
    await db.destroy().catch(() => undefined);
    throw error;
  }
  return { db, close: () => db.destroy() };
}

/** Opens the records as they are, to look at them: no table is made or brought to a newer version. */
export function lookIntoRecords(place: RecordsPlace): Records {
  const db = new Kysely<Tables>({ dialect: dialectOf(place) });
  return { db, close: () => db.destroy() };
}

/** The names of the tables there, whoever made them; changes nothing. Throws ProductError `store_unavailable`. */
export async function tablesIn(place: RecordsPlace): Promise<string[]> {
  const db = new Kysely<Tables>({ dialect: dialectOf(place) });
  try {
    return (await db.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name);
  } finally {
    await db.destroy().catch(() => undefined);
  }
}

function dialectOf(place: RecordsPlace) {
  const { url } = place;
  if (url !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(url)) {
      throw new ProductError('bad_config', 'The address of the records store must begin with postgres://.');
    }
    // its driver is loaded only where it is used
    return new PostgresDialect({ pool: async () => (await import('./postgres.ts')).openPostgres(url) });
  }
  if (place.file === undefined) throw new ProductError('bad_config', 'The records store needs a file or an address.');
  return new ImmediateSqliteDialect({ database: openSqlite(place.file) });
}
