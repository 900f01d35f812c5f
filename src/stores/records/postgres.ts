import pg from 'pg';
import { ProductError } from '../../errors.ts';

const int8 = pg.types.builtins.INT8;

/**
 * A pool of PostgreSQL connections. 64-bit integers come back as numbers; one beyond 2^53 is an error instead of a
 * rounded value. `url` is a postgres:// address; its parts are never put into a message, because it may hold a password.
 */
export function openPostgres(url: string, connections = 4): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'waga',
    types: {
      getTypeParser: ((oid: number, format?: 'text') => typeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  tellFailures(pool);
  return pool;
}

/** Classes of SQLSTATE that say that the server does not serve: connection, resources, shutdown, system, internal. */
const failedStates = /^(08|53|57P|58|XX)/;
const readOnlyState = '25006';

/**
 * What the driver throws when the server is gone, full or read-only as ProductError `store_unavailable`; what it says of a
 * statement stays as it is. The text is not repeated: it may hold the address.
 */
function unavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ProductError) return error;
  const state = (error as { code?: unknown }).code;
  const ofServer = typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state);
  if (ofServer && !failedStates.test(state) && state !== readOnlyState) return error;
  const reason = typeof state === 'string' ? state : 'connection lost';
  return new ProductError('store_unavailable', `The records store failed (${reason}).`, {}, error);
}

function tellFailures(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (callback?: unknown) => Promise<pg.PoolClient>;
  const known = new WeakSet<pg.PoolClient>();
  pool.connect = ((callback?: unknown) => {
    // The pool's own `query` asks with a callback; the query builder asks for a promise.
    if (callback !== undefined) return connect(callback);
    return connect().then(told, (error: unknown) => {
      throw unavailable(error);
    });
  }) as typeof pool.connect;

  function told(client: pg.PoolClient): pg.PoolClient {
    if (known.has(client)) return client;
    known.add(client);
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    client.query = ((...words: unknown[]) => {
      const result = query(...words);
      if (!(result instanceof Promise)) return result;
      return result.catch((error: unknown) => {
        throw unavailable(error);
      });
    }) as typeof client.query;
    return client;
  }
}

function typeParser(oid: number, format?: 'text') {
  return oid === int8 && format !== ('binary' as string) ? safeInteger : pg.types.getTypeParser(oid, format);
}

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new ProductError('internal', 'An integer column holds a value beyond 2^53.');
  return number;
}
