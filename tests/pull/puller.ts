/** The pull with the real store, the real guarded client and a clock that the test sets. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pullJob } from '../../src/features/signals/jobs/pull-sources.ts';
import { type SignalQueries, signalQueries } from '../../src/features/signals/queries.ts';
import { openOutgoing } from '../../src/server/outgoing/client.ts';
import { type Opening, readOpening } from '../../src/server/outgoing/opening.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { testCatalog } from '../signals/app.ts';

export interface Puller {
  signals: SignalQueries;
  measurements: Measurements;
  /** A tick of the clock, and all that it starts. */
  tick(now: number): Promise<void>;
  setCatalog(text: string): void;
  restart(): Promise<Puller>;
  close(): Promise<void>;
}

export interface PullerOptions {
  catalog: string;
  allow?: string[];
  secrets?: Record<string, { origin: string; reveal(): string }>;
  folder?: string;
  timeoutMs?: number;
  maxBytes?: number;
}

export async function openPuller(options: PullerOptions): Promise<Puller> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'waga-pull-'));
  let catalog = testCatalog(options.catalog);
  let now = 0;
  const clock = (): number => now;
  const measurements = await openMeasurements({ directory: folder, memoryLimitMb: 256, threads: 1, now: clock });
  const signals = signalQueries({ measurements, catalog: () => catalog, now: clock });
  const outgoing = openOutgoing({
    allow: (options.allow ?? ['127.0.0.1']).map((text) => readOpening(text) as Opening),
    timeoutMs: options.timeoutMs ?? 10_000,
    maxBytes: options.maxBytes ?? 16_777_216,
    userAgent: 'waga/test',
  });
  const job = pullJob({
    measurements,
    signals,
    catalog: () => catalog,
    now: clock,
    outgoing,
    config: { measurements: { retentionDays: 400 }, secrets: options.secrets ?? {} },
    log: { warn: () => undefined },
  });
  const stop = async (): Promise<void> => {
    await job.stop();
    await outgoing.close();
    await measurements.close();
  };
  return {
    signals,
    measurements,
    async tick(at) {
      now = at;
      await job.run(at);
      await job.settled();
    },
    setCatalog(text) {
      catalog = testCatalog(text);
    },
    async restart() {
      await stop();
      return openPuller({ ...options, folder });
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
