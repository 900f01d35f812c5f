import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { machine, type Who } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { BodyPool } from '../../src/features/signals/body-pool.ts';
import type { EventsReader } from '../../src/features/signals/events-reader.ts';
import { traceJobs } from '../../src/features/signals/jobs/end-waits.ts';
import { signalJobs } from '../../src/features/signals/jobs.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { type SignalQueries, signalQueries } from '../../src/features/signals/queries.ts';
import { ReaderFaults } from '../../src/features/signals/reader-faults.ts';
import { signalRoutes } from '../../src/features/signals/routes.ts';
import type { EpochMs } from '../../src/maths/instants.ts';
import { guardRoutes } from '../../src/server/guard.ts';
import { createHttp } from '../../src/server/http.ts';
import { readingThreads } from '../../src/server/reading/threads.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';

/** 2026-11-20T10:00:00Z, where the tests' clock begins. */
export const start = Date.UTC(2026, 10, 20, 10);

export const catalogText = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: Europe/Warsaw
  steps: [started, completed]
  kpi: completed
  value: {from: event, currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  attributes: [method]
  dependsOn: [{component: payment-api}]
---
apiVersion: waga/v1
kind: Process
metadata: {name: cashback}
spec: {timeZone: Europe/Warsaw, steps: [granted], kpi: granted, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Component
metadata: {name: payment-api}
spec: {type: service}
---
apiVersion: waga/v1
kind: Source
metadata: {name: shop-events}
spec: {type: events, processes: [payment], complete: declared}
---
apiVersion: waga/v1
kind: Source
metadata: {name: till}
spec: {type: events, processes: [cashback]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: shop-otlp}
spec: {type: otlp, seriesLimit: 20}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_payment-api_availability}
spec:
  class: technical
  component: payment-api
  type: availability
  source: shop-otlp
  metric: http.requests
  where: {service.name: payment-api}
  bad: {http.response.status_code: ["5*"]}
  objective: {atLeast: "0.99"}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_payment-api_latency}
spec:
  class: technical
  component: payment-api
  type: latency
  source: shop-otlp
  metric: http.server.request.duration
  where: {service.name: payment-api}
  goodUnder: 300ms
  objective: {atLeast: "0.99"}
`;

export function testCatalog(text = catalogText): Catalog {
  const { documents, findings } = readFiles([{ path: 'catalog.yaml', text }], [...catalogKinds, ...signalKinds]);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
  return { version: 1, appliedAt: start, documents };
}

export interface TestApp {
  app: FastifyInstance;
  signals: SignalQueries;
  measurements: Measurements;
  jobs: ReturnType<typeof signalJobs>;
  /** What fast readers failed at, and what was told of it. */
  readerFaults: ReaderFaults;
  toldFaults: unknown[];
  bodies: BodyPool;
  clock: { now: EpochMs };
  /** Stops and opens the same data again. */
  restart(): Promise<TestApp>;
  close(): Promise<void>;
}

/** The routes of the feature on the real HTTP layer and the real store, with a clock that the test sets. */
export async function openApp(
  options: {
    folder?: string;
    clock?: { now: EpochMs };
    wrap?: (store: Measurements) => Measurements;
    catalog?: string;
    maxBodyBytes?: number;
    wrapReader?: (read: EventsReader) => EventsReader;
    /** Who sends; the machine unless told otherwise. */
    sender?: () => Who;
  } = {},
): Promise<TestApp> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'waga-signals-'));
  const clock = options.clock ?? { now: start };
  const now = (): EpochMs => clock.now;
  const catalog = testCatalog(options.catalog);
  const store = await openMeasurements({ directory: folder, memoryLimitMb: 256, threads: 1, now });
  const measurements = options.wrap?.(store) ?? store;
  const signals = signalQueries({ measurements, catalog: () => catalog, now });
  const config = {
    ingest: { maxBodyBytes: options.maxBodyBytes ?? 1_048_576, maxExpandedBytes: 2_097_152 },
    measurements: { retentionDays: 400, peopleRetentionDays: 14, hoursRetentionDays: 3_660 },
  };
  const app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: config.ingest.maxBodyBytes });
  const toldFaults: unknown[] = [];
  const readerFaults = new ReaderFaults(now, (_reader, error) => toldFaults.push(error));
  const reading = readingThreads(1, { onFault: (error) => readerFaults.note('events', error) });
  const bodies = new BodyPool();
  guardRoutes(app, async () => options.sender?.() ?? machine);
  signalRoutes(app, {
    measurements,
    signals,
    catalog: { current: () => catalog },
    now,
    key: Buffer.alloc(32, 7),
    sumMetrics: reading.sum,
    scanSpans: reading.scan,
    readEvents: options.wrapReader?.(reading.read) ?? reading.read,
    ...{ readerFaults, bodies },
    config,
  });
  await app.ready();
  const stop = async (): Promise<void> => {
    await app.close();
    await reading.close();
    await store.close();
  };
  return {
    app,
    signals,
    measurements,
    jobs: [
      ...signalJobs({ measurements, signals, config }),
      ...traceJobs({ measurements, signals, catalog: () => catalog }),
    ],
    clock,
    ...{ readerFaults, toldFaults, bodies },
    async restart() {
      await stop();
      return openApp({ ...options, folder, clock });
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const iso = (at: EpochMs): string => new Date(at).toISOString();
