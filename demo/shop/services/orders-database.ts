import { slowDatabase } from '../../model/world.ts';
import { work } from '../delay.ts';
import { asking } from '../tracing.ts';
import type { Surroundings } from './surroundings.ts';

const queryMs = 8;
const database = 'orders-db';

/** One query of the orders database, measured by the service that asks. False when the caller hung up before it ended. */
export async function query(
  operation: string,
  { name, telemetry, switches, ledger }: Surroundings,
  gone: AbortSignal,
  writes = false,
): Promise<boolean> {
  const began = performance.now();
  // One statement of a request waits for the lock; the others read from memory.
  const slow = writes && switches.on('slow-database');
  const done = await asking(
    telemetry.tracer,
    operation,
    {
      attributes: {
        'db.system.name': 'postgresql',
        'db.namespace': 'orders',
        'server.address': database,
        'service.peer.name': database,
      },
    },
    () => work(slow ? slowDatabase.medianMs : queryMs, gone, slow ? slowDatabase.spread : undefined),
    (finished) => ({ failed: !finished }),
  );
  ledger.called(name, database, !done);
  telemetry.database.record((performance.now() - began) / 1_000, {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    'server.address': database,
  });
  return done;
}
