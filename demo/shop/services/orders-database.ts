import { slowDatabase } from '../../model/world.ts';
import { work } from '../delay.ts';
import type { Surroundings } from './surroundings.ts';

const queryMs = 8;

/** One query of the orders database, measured by the service that asks. False when the caller hung up before it ended. */
export async function query(
  operation: string,
  { telemetry, switches }: Surroundings,
  gone: AbortSignal,
  writes = false,
): Promise<boolean> {
  const began = performance.now();
  // One statement of a request waits for the lock; the others read from memory.
  const slow = writes && switches.on('slow-database');
  const done = await work(slow ? slowDatabase.medianMs : queryMs, gone, slow ? slowDatabase.spread : undefined);
  telemetry.database.record((performance.now() - began) / 1_000, {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    'server.address': 'orders-db',
  });
  return done;
}
