import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ProductError } from '../errors.ts';
import { makeAdministratorLink } from '../features/access/actions/first-administrator.ts';
import { peopleQueries } from '../features/access/queries/people.ts';
import { tokenQueries } from '../features/access/queries/tokens.ts';
import { sessionLife } from '../features/access/session.ts';
import { machine } from '../features/access/who.ts';
import { fleetQueries } from '../features/agreements/queries/fleet.ts';
import { hourQueries } from '../features/agreements/queries/hours.ts';
import { recordedHours } from '../features/agreements/queries/on-record.ts';
import { rememberedLedger } from '../features/agreements/queries/remembered-ledger.ts';
import { reportQueries } from '../features/agreements/queries/reports.ts';
import { openStatusBook } from '../features/agreements/queries/status-book.ts';
import { openReplays } from '../features/balance/actions/replays.ts';
import { alertQueries } from '../features/balance/queries/alerts.ts';
import { balanceQueries } from '../features/balance/queries.ts';
import type { Document } from '../features/catalog/document.ts';
import { catalogQueries } from '../features/catalog/queries.ts';
import { criticalityQueries } from '../features/criticality/queries/criticality.ts';
import { decidedIn, decisionQueries } from '../features/criticality/queries/decisions.ts';
import { observedQueries } from '../features/criticality/queries/observed.ts';
import { workshopQueries } from '../features/criticality/queries/workshops.ts';
import { dutyQueries } from '../features/duty/queries.ts';
import { expectationQueries } from '../features/expectations/queries.ts';
import { thresholdQueries } from '../features/impact/queries/thresholds.ts';
import { impactQueries } from '../features/impact/queries.ts';
import { sloQueries } from '../features/objectives/queries/slos.ts';
import { objectiveQueries } from '../features/objectives/queries.ts';
import { outageQueries } from '../features/outages/queries/outages.ts';
import { windowsTold } from '../features/outages/queries/vendor-told.ts';
import { reviewQueries } from '../features/reviews/queries/reviews.ts';
import { BodyPool } from '../features/signals/body-pool.ts';
import { signalQueries } from '../features/signals/queries.ts';
import { ReaderFaults } from '../features/signals/reader-faults.ts';
import { incidentQueries } from '../features/unavailability/queries/incidents.ts';
import { runbookQueries } from '../features/unavailability/queries/runbooks.ts';
import { switchQueries } from '../features/unavailability/queries/switches.ts';
import { vendorQueries } from '../features/unavailability/queries/vendors.ts';
import type { EpochMs } from '../maths/instants.ts';
import type { Measurements } from '../stores/measurements/measurements.ts';
import type { Hold } from '../stores/owner-lock.ts';
import { openRecords } from '../stores/records/open.ts';
import { auditImports } from './audited-imports.ts';
import { type Clock, createClock } from './clock.ts';
import type { Config } from './config.ts';
import { within } from './drain.ts';
import { type GuardedRoute, guardRoutes } from './guard.ts';
import { createHttp } from './http.ts';
import { jobsInFlowOrder } from './jobs.ts';
import { listenWarning } from './listen-config.ts';
import { createLog } from './log.ts';
import { writeMachineToken } from './machine-token.ts';
import { openNotifying, originOf } from './notifying.ts';
import { honourKeys } from './once.ts';
import { operate } from './operation.ts';
import { openOutgoing } from './outgoing/client.ts';
import { openMail } from './outgoing/mail.ts';
import { pageRoutes, webFolder } from './pages.ts';
import type { Parts } from './parts.ts';
import { pseudonymKey } from './pseudonym-key.ts';
import { readingThreads } from './reading/threads.ts';
import { recordsPlace } from './records-place.ts';
import { auditRefusedWrites } from './refused-writes.ts';
import { registerRoutes } from './routes.ts';
import { openRunbooks } from './running-runbooks.ts';
import { siteOf } from './same-site.ts';
import { version } from './version.ts';
import { whoAsks } from './who-asks.ts';

/** A server that listens. */
export interface Served {
  url: string;
  app: FastifyInstance;
  clock: Clock;
  /** Of commands on this machine; also in `machine-token` of the data folder. */
  machineToken: string;
  /** The page that makes the first administrator, with its secret; null when there is an administrator. */
  firstAdministrator: string | null;
  /** Every route there is, with what it asks for. */
  routes: readonly GuardedRoute[];
}

export interface StartOptions {
  now?: () => EpochMs;
  log?: Logger;
  /** Whether the clock ticks by itself (default); a test may call `clock.tick` instead. */
  ticking?: boolean;
}

/** What was opened before: who holds the folder, and the measurements, which may still be opening. */
export interface Held {
  lock: Hold;
  measurements: Promise<Measurements>;
  /** Takes what is to be closed at the end, last first. */
  closing(close: () => Promise<void> | void): void;
}

/** Opens the records, wires the features and listens. This is the only place where parts meet. Throws as `startServer` says. */
export async function serve(config: Config, options: StartOptions, held: Held): Promise<Served> {
  const now = options.now ?? Date.now;
  const log = options.log ?? createLog(config.log.level);
  // before the stores: what customers read stands whatever becomes of them
  const status = openStatusBook(config.data);
  const store = await openRecords(recordsPlace(config));
  held.closing(() => store.close());
  const measurements = await held.measurements;

  const readerFaults = new ReaderFaults(now, (reader, err) =>
    log.error({ reader, err }, 'a fast reader failed, the library reads in its place; each kind is told once'),
  );
  const reading = readingThreads(config.ingest.threads ?? undefined, {
    now,
    onFault: (error, kind) => readerFaults.note(kind === 'events' ? kind : `otlp-${kind}`, error),
    onEnd: ({ error, ...end }) => log.error({ ...end, err: error }, 'a thread that reads events ended by itself'),
  });
  held.closing(() => reading.close());

  const outgoing = openOutgoing({ ...config.outbound, userAgent: `waga/${version}` });
  held.closing(() => outgoing.close());

  const mail = openMail(config.outbound);
  const parts = await partsOf(config, {
    ...{ log, now, records: store.db, measurements, outgoing, mail, status },
    ...{
      readEvents: reading.read,
      sumMetrics: reading.sum,
      scanSpans: reading.scan,
      readerFaults,
      reading: reading.state,
      bodies: new BodyPool(),
    },
  });
  held.closing(() => parts.notifications.stop());
  held.closing(() => parts.running.runner.stop());
  held.closing(() => parts.replays.stop());
  const machineToken = writeMachineToken(config.data);
  held.closing(() => machineToken.remove());
  const asks = whoAsks({ ...parts, machineToken });
  const app = await createHttp({ log, ...config.ingest, site: parts.site, trustProxy: config.listen.trustProxy });
  const operation = operate(app, { log, now });
  const routes = guardRoutes(app, asks.whoOf);
  honourKeys(app, parts);
  auditRefusedWrites(app, parts);
  auditImports(app, parts);
  const stream = registerRoutes(app, parts, () => clock, operation, asks.stillWho);
  await pageRoutes(app, webFolder());
  const clock = createClock({
    everySeconds: config.clock.everySeconds,
    jobs: jobsInFlowOrder(parts),
    now,
    onTick(at) {
      stream.tick(at);
      parts.notifications.ticked(
        at,
        clock.reports().every(({ error }) => error === null),
      );
    },
    onError: (job, error) => log.error({ job, err: error }, 'job failed; the later ones go on'),
  });
  held.closing(() => within(clock.stop(), config.stop.drainSeconds * 1_000));
  held.closing(async () => {
    operation.drain.begin();
    stream.close();
    const left = await operation.drain.settle(config.stop.drainSeconds * 1_000);
    if (left > 0) log.warn({ requests: left }, 'the time to finish is over; what is under way is cut off');
    if (left > 0) app.server.closeAllConnections();
    await app.close();
  });
  const url = await listen(app, config);
  held.lock.announce(url);
  const warning = listenWarning(config.listen);
  if (warning !== null) log.warn(warning);
  const firstAdministrator = await firstLink(parts, url);
  if (options.ticking ?? true) {
    clock.tick(now());
    clock.start();
  }
  return { url, app, clock, machineToken: machineToken.token, firstAdministrator, routes };
}

type Stores = Pick<
  Parts,
  | 'log'
  | 'now'
  | 'records'
  | 'measurements'
  | 'outgoing'
  | 'mail'
  | 'status'
  | 'readEvents'
  | 'sumMetrics'
  | 'scanSpans'
  | 'readerFaults'
  | 'reading'
  | 'bodies'
>;

async function partsOf(config: Config, stores: Stores): Promise<Parts> {
  const key = pseudonymKey(config.pseudonymKeyFile ?? `${config.data}.key`, config.data);
  const tokens = tokenQueries(stores);
  const site = siteOf(config.listen);
  const life = sessionLife(config.access.session.idleHours, config.access.session.days);
  const access = { tokens, people: peopleQueries({ ...stores, sessionLife: life }), sessionLife: life, site };
  const decided = () => decidedIn(stores.records);
  const beside = (documents: readonly Document[]) => windowsTold(stores.records, documents);
  const catalog = catalogQueries({ ...stores, decisions: decided, beside });
  await catalog.reload();
  const read = { ...stores, catalog: catalog.current, environment: config.environment };
  const signals = signalQueries(read);
  // read while the rest is wired; whoever needs it first is told where it cannot be read
  signals.memory().catch(() => undefined);
  const expectations = expectationQueries({ ...read, signals });
  const impact = impactQueries({ ...read, signals, expectations });
  const objectives = objectiveQueries({ ...read, signals });
  const slos = sloQueries({ ...read, impact });
  const observed = observedQueries(read);
  const criticality = criticalityQueries({ ...read, expectations, impact, observed });
  const balance = balanceQueries({ ...read, signals, impact, objectives });
  const outages = outageQueries(stores);
  const hours = recordedHours(stores, hourQueries({ ...read, signals, expectations, impact }));
  const { environment } = read;
  const incidents = incidentQueries(stores);
  const runbooks = runbookQueries(stores);
  const notifications = openNotifying(config, { ...stores, site, catalog: catalog.current });
  const acting = { ...stores, catalog, impact, incidents, outages, objectives };
  return {
    ...stores,
    config,
    environment,
    key,
    ...access,
    duty: dutyQueries({ ...stores, catalog }),
    incidents,
    vendors: vendorQueries(stores),
    switches: switchQueries(stores),
    notifications,
    runbooks,
    running: openRunbooks(config, { ...acting, runbooks, notifications, origin: () => originOf(config.listen, site) }),
    catalog,
    decisions: decisionQueries({ ...stores, catalog }),
    workshops: workshopQueries({ ...stores, catalog }),
    signals,
    outages,
    expectations,
    impact,
    thresholds: thresholdQueries(read),
    objectives,
    slos,
    observed,
    criticality,
    balance,
    alerts: alertQueries({ ...read, impact, objectives, slos, outages, incidents: incidentQueries(stores) }),
    replays: openReplays({ ...read, signals, impact, objectives, outages }),
    hours,
    fleet: fleetQueries({ ...read, hours, config }),
    reviews: reviewQueries(stores),
    reports: reportQueries({ ...stores, catalog, outages: rememberedLedger(outages), hours, criticality }),
  };
}

async function firstLink({ people, records, now, site }: Parts, url: string): Promise<string | null> {
  if (await people.hasAdministrator()) return null;
  const { secret } = await makeAdministratorLink({ records, now }, { who: machine, address: '' });
  return `${site.origin ?? url}/welcome#${secret}`;
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
  // what is listened on everywhere is reached from here by the loopback
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${address.port}`;
}
