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
  return pool;
}

function typeParser(oid: number, format?: 'text') {
  return oid === int8 && format !== ('binary' as string) ? safeInteger : pg.types.getTypeParser(oid, format);
}

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new ProductError('internal', 'An integer column holds a value beyond 2^53.');
  return number;
}
