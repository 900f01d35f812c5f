import {
  type ColumnDataType,
  type CreateTableBuilder,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  sql,
} from 'kysely';

interface Portable {
  /** Ordered by code point on every engine. */
  text: RawBuilder<unknown>;
  /** 64 bits on every engine: instants, counts, money in minor units. */
  integer: ColumnDataType;
  /** A JSON document, kept as the text it was given as. */
  json: RawBuilder<unknown>;
  createTable(name: string): CreateTableBuilder<string>;
}

/**
 * The column types that migrations may use, alike on both engines: SQLite refuses `bigint` in strict tables, PostgreSQL's
 * `integer` has 32 bits and its text order depends on the server's language unless it is told otherwise.
 */
export function portable(db: Kysely<unknown>): Portable {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = postgres ? sql`text collate "C"` : sql`text`;
  return {
    text,
    integer: postgres ? 'bigint' : 'integer',
    json: text,
    createTable(name) {
      const table = db.schema.createTable(name);
      // A strict table refuses a text in an integer column, as PostgreSQL does.
      return postgres ? table : table.modifyEnd(sql`strict`);
    },
  };
}
