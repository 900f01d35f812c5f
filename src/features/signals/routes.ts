import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { day, type EpochMs } from '../../maths/instants.ts';
import type { Measurements } from '../../stores/measurements/measurements.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Intake } from './actions/intake.ts';
import { Turns } from './actions/turns.ts';
import type { BodyPool } from './body-pool.ts';
import { SourcesAnswer } from './contract.ts';
import type { EventsReader } from './events-reader.ts';
import type { MetricsSumming } from './otlp/metrics-summing.ts';
import type { SignalQueries } from './queries.ts';
import type { ReaderFaults } from './reader-faults.ts';
import { takeBytes } from './routes/body.ts';
import { dependencyRoutes } from './routes/dependencies.ts';
import { eventRoutes } from './routes/events.ts';
import { importRoutes } from './routes/import-counts.ts';
import { logsRoutes } from './routes/logs.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { sendStatus } from './routes/otlp-answer.ts';
import { lineTypes, takePooled } from './routes/pooled-bodies.ts';
import { remoteWriteRoutes } from './routes/remote-write.ts';
import { tracesRoutes } from './routes/traces.ts';
import type { SpansScanning } from './traces/spans-scanning.ts';

export interface SignalRouteDeps {
  measurements: Measurements;
  signals: Pick<SignalQueries, 'memory' | 'sources' | 'dependencies'>;
  catalog: { current(): Catalog };
  now(): EpochMs;
  /** The installation's key of the pseudonyms of users. */
  key: Uint8Array;
  /** Reads large bodies of events, on threads of their own. */
  readEvents: EventsReader;
  sumMetrics: MetricsSumming;
  scanSpans: SpansScanning;
  readerFaults: ReaderFaults;
  /** Memory for large bodies of events. */
  bodies: BodyPool;
  config: {
    ingest: { maxBodyBytes: number; maxExpandedBytes: number };
    measurements: { retentionDays: number };
  };
}

/** Bodies that may wait for their turn, in multiples of the largest one. */
const waitingBodies = 4;

/** What comes in: `POST /api/v1/events`, `/v1/metrics`, `/api/v1/write`, `/api/v1/import/counts`; and `GET /api/v1/sources`. */
export function signalRoutes(app: FastifyInstance, deps: SignalRouteDeps): void {
  const { maxBodyBytes, maxExpandedBytes } = deps.config.ingest;
  const intake: Intake = {
    measurements: deps.measurements,
    catalog: () => deps.catalog.current(),
    memory: () => deps.signals.memory(),
    now: deps.now,
    retentionMs: deps.config.measurements.retentionDays * day,
    userKey: deps.key,
    readEvents: deps.readEvents,
    sumMetrics: deps.sumMetrics,
    readerFaults: deps.readerFaults,
    turns: new Turns(waitingBodies * Math.max(maxBodyBytes, maxExpandedBytes)),
  };
  app.register(async (scope) => {
    takeBytes(scope);
    takePooled(scope, deps.bodies, lineTypes);
    eventRoutes(scope, intake, maxExpandedBytes, deps.bodies);
    importRoutes(scope, intake, maxExpandedBytes);
  });
  app.register(async (scope) => {
    takeBytes(scope);
    takePooled(scope, deps.bodies, ['application/x-protobuf']);
    scope.setErrorHandler(sendStatus);
    metricsRoutes(scope, intake, maxExpandedBytes, deps.bodies);
    tracesRoutes(scope, intake, maxExpandedBytes, deps);
    logsRoutes(scope, intake, maxExpandedBytes, deps.bodies);
  });
  app.register(async (scope) => {
    takeBytes(scope);
    remoteWriteRoutes(scope, intake, maxExpandedBytes);
  });
  dependencyRoutes(app, deps);
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/sources',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'How each source is doing',
        description: 'Whether it is alive, up to when its data are complete, and what was accepted and refused.',
        tags: ['ingest'],
        response: { 200: SourcesAnswer },
      },
    },
    async () => ({ sources: await deps.signals.sources(deps.now()) }),
  );
}
