import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { ProductError } from '../errors.ts';
import { tokenQueries } from '../features/access/queries/tokens.ts';
import { machine } from '../features/access/who.ts';
import { balanceQueries } from '../features/balance/queries.ts';
import { catalogQueries } from '../features/catalog/queries.ts';
import { expectationQueries } from '../features/expectations/queries.ts';
import { impactQueries } from '../features/impact/queries.ts';
import { objectiveQueries } from '../features/objectives/queries.ts';
import { signalQueries } from '../features/signals/queries.ts';
import type { EpochMs } from '../maths/instants.ts';
import { openMeasurements } from '../stores/measurements/duckdb/open.ts';
import { holdDirectory } from '../stores/owner-lock.ts';
import { openRecords } from '../stores/records/open.ts';
import { type Clock, createClock } from './clock.ts';
import type { Config } from './config.ts';
import { type GuardedRoute, guardRoutes } from './guard.ts';
import { createHttp } from './http.ts';
import { jobsInFlowOrder } from './jobs.ts';
import { writeMachineToken } from './machine-token.ts';
import { pageRoutes, webFolder } from './pages.ts';
import type { Parts } from './parts.ts';
import { pseudonymKey } from './pseudonym-key.ts';
import { registerRoutes } from './routes.ts';

export interface Running {
  url: string;
  app: FastifyInstance;
  clock: Clock;
  /** Of commands on this machine; also in `machine-token` of the data folder. */
  machineToken: string;
  /** Every route there is, with what it asks for. */
  routes: readonly GuardedRoute[];
  /** Stops taking requests, finishes those under way and the tick, closes the stores. Safe to call twice. */
  stop(): Promise<void>;
}

export interface StartOptions {
  now?: () => EpochMs;
  log?: Logger;
  /** Whether the clock ticks by itself (default); a test may call `clock.tick` instead. */
  ticking?: boolean;
}

/**
 * Opens the stores, wires the features and listens. This is the only place where parts meet.
 * Throws ProductError `store_owned` when another process owns the data folder, `store_unavailable` when a store cannot be
 * opened, `bad_config` when the port is taken.
 */
export async function startServer(config: Config, options: StartOptions = {}): Promise<Running> {
  const now = options.now ?? Date.now;
  const log = options.log ?? pino({ level: config.log.level }, pino.destination({ dest: 2, sync: true }));
  const closers: (() => Promise<void> | void)[] = [];
  let stopping: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    for (const close of closers.reverse()) await close();
  }

  try {
    mkdirSync(config.data, { recursive: true });
    const lock = holdDirectory(config.data, { who: 'waga serve' });
    closers.push(() => lock.release());
    const store = await openRecords(
      config.records.url ? { url: config.records.url.reveal() } : { file: join(config.data, 'records.db') },
    );
    closers.push(() => store.close());
    const measurements = await openMeasurements({ directory: config.data, ...config.measurements });
    closers.push(() => measurements.close());

    const parts = await partsOf(config, { log, now, records: store.db, measurements });
    const machineToken = writeMachineToken(config.data);
    closers.push(() => machineToken.remove());
    const app = await createHttp({ log, ...config.ingest });
    const routes = guardRoutes(app, async () => machine);
    const stream = registerRoutes(app, parts, () => clock);
    await pageRoutes(app, webFolder());
    const clock = createClock({
      everySeconds: config.clock.everySeconds,
      jobs: jobsInFlowOrder(parts),
      now,
      onTick: stream.tick,
      onError: (job, error) => log.error({ job, err: error }, 'job failed; the later ones go on'),
    });
    closers.push(() => clock.stop());
    closers.push(async () => {
      stream.close();
      await app.close();
    });
    const url = await listen(app, config);
    lock.announce(url);
    if (options.ticking ?? true) {
      clock.tick(now());
      clock.start();
    }
    const stop = (): Promise<void> => {
      stopping ??= closeAll();
      return stopping;
    };
    return { url, app, clock, machineToken: machineToken.token, routes, stop };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

type Stores = Pick<Parts, 'log' | 'now' | 'records' | 'measurements'>;

async function partsOf(config: Config, stores: Stores): Promise<Parts> {
  const key = pseudonymKey(config.pseudonymKeyFile ?? `${config.data}.key`, config.data);
  const tokens = tokenQueries(stores);
  const catalog = catalogQueries(stores);
  await catalog.reload();
  const read = { ...stores, catalog: catalog.current, environment: config.environment };
  const signals = signalQueries(read);
  const expectations = expectationQueries({ ...read, signals });
  const impact = impactQueries({ ...read, signals, expectations });
  const objectives = objectiveQueries({ ...read, signals });
  const balance = balanceQueries({ ...read, signals, impact, objectives });
  const { environment } = read;
  return { ...stores, config, environment, key, tokens, catalog, signals, expectations, impact, objectives, balance };
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  const { host, port } = config.listen;
  try {
    await app.listen({ host, port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new ProductError('bad_config', `Port ${port} on ${host} is taken; choose another with --port.`, {}, cause);
    }
    throw cause;
  }
  const address = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
