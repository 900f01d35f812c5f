import {
  BIGINT,
  BLOB,
  DOUBLE,
  type DuckDBAppender,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
  INTEGER,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api';
import { type Column, int64Words, writeInt64, writePart } from './columns.ts';
import { Rows } from './rows.ts';

const types = { INTEGER, BIGINT, DOUBLE, UBIGINT, VARCHAR, BLOB };
/** DuckDB's vector size; a chunk cannot hold more. */
const chunkRows = 2_048;

export interface EngineOptions {
  memoryLimitMb: number;
  threads: number;
}

/** One DuckDB file. Nothing else in the product touches the engine's package. */
export class Engine {
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(file: string, options: EngineOptions): Promise<Engine> {
    const instance = await DuckDBInstance.create(file, {
      memory_limit: `${options.memoryLimitMb}MB`,
      threads: String(options.threads),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return new Engine(instance);
  }

  async connect(): Promise<Connection> {
    return new Connection(await this.#instance.connect());
  }

  /** Runs a read on a connection of its own, so that it waits for no write and sees one committed state. */
  async read<T>(ask: (connection: Connection) => Promise<T>): Promise<T> {
    const raw = this.#idle.pop() ?? (await this.#instance.connect());
    try {
      const result = await ask(new Connection(raw));
      this.#idle.push(raw);
      return result;
    } catch (error) {
      raw.closeSync();
      throw error;
    }
  }

  close(): void {
    for (const connection of this.#idle) connection.closeSync();
    this.#idle.length = 0;
    this.#instance.closeSync();
  }
}

export class Connection {
  readonly #raw: DuckDBConnection;

  constructor(raw: DuckDBConnection) {
    this.#raw = raw;
  }

  async run(sql: string): Promise<void> {
    await this.#raw.run(sql);
  }

  async rows(sql: string, values?: Record<string, string | number>): Promise<Rows> {
    // With values a statement is prepared first, which is three turns to the engine instead of one.
    const result = await (values ? this.#raw.run(sql, values as Record<string, DuckDBValue>) : this.#raw.run(sql));
    const chunks = Array.from({ length: result.chunkCount }, (_, nth) => result.getChunk(nth));
    return new Rows(chunks.filter((chunk) => chunk.rowCount > 0));
  }

  /** The same of what may be larger than the memory of the engine: what it has found leaves it piece by piece. */
  async manyRows(sql: string, values?: Record<string, string | number>): Promise<Rows> {
    const result = await this.#raw.stream(sql, values as Record<string, DuckDBValue> | undefined);
    const chunks = await result.fetchAllChunks();
    return new Rows(chunks.filter((chunk) => chunk.rowCount > 0));
  }

  /** Breaks off the query that runs on it; it rejects. */
  interrupt(): void {
    this.#raw.interrupt();
  }

  async appender(table: string): Promise<Appender> {
    return new Appender(await this.#raw.createAppender(table));
  }

  close(): void {
    this.#raw.closeSync();
  }
}

/** Fast appends to one table, inside the transaction of its connection. */
export class Appender {
  readonly #raw: DuckDBAppender;

  constructor(raw: DuckDBAppender) {
    this.#raw = raw;
  }

  /** Appends the rows of the given numbers, in that order; all rows when `rows` is null. */
  append(columns: readonly Column[], rows: Int32Array | null): void {
    const count = rows?.length ?? columns[0]!.values.length;
    for (let offset = 0; offset < count; offset += chunkRows) {
      const length = Math.min(chunkRows, count - offset);
      const chunk = DuckDBDataChunk.create(
        columns.map((column) => types[column.type]),
        length,
      );
      columns.forEach((column, index) => {
        const vector = chunk.getColumnVector(index);
        if (column.type === 'BIGINT') writeInt64(int64Words(vector), column.values, rows, offset, length);
        else if (column.type !== 'VARCHAR' && column.type !== 'BLOB' && rows === null)
          writePart(vector, column.values, offset, length);
        else {
          const { values } = column;
          for (let i = 0; i < length; i++) {
            const value = values[rows === null ? offset + i : rows[offset + i]!]!;
            vector.setItem(i, (value instanceof Uint8Array ? new DuckDBBlobValue(value) : value) as never);
          }
        }
        vector.flush();
      });
      this.#raw.appendDataChunk(chunk);
    }
  }

  close(): void {
    this.#raw.closeSync();
  }

  /** Throws away what is not written yet: an appender that is merely forgotten writes it after the rollback. */
  abandon(): void {
    try {
      this.#raw.clear();
      this.#raw.closeSync();
    } catch {
      // It broke already, and holds nothing.
    }
  }
}
