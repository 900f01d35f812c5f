import { statfs } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { sql } from 'kysely';
import { ProductError } from '../errors.ts';
import type { EntranceHealth, HealthAnswer, RefusedCount, StoreHealth } from '../features/signals/health-contract.ts';
import { entrances } from '../features/signals/intake-tally.ts';
import type { Clock } from './clock.ts';
import { bytesOf, writeProblem } from './data-folder.ts';
import { type FailingChannel, stateOf } from './health-state.ts';
import type { Parts } from './parts.ts';
import type { RefusedRequest } from './refused-requests.ts';
import { version } from './version.ts';

export interface HealthDeps
  extends Pick<
    Parts,
    'config' | 'environment' | 'now' | 'records' | 'measurements' | 'signals' | 'readerFaults' | 'reading' | 'bodies'
  > {
  clock: () => Clock;
  refusedRequests: () => RefusedRequest[];
  outgoing?: () => NonNullable<HealthAnswer['outgoing']>;
  /** Channels that do not come through. */
  failingChannels?: () => Promise<FailingChannel[]>;
  /** Status pages and calendars of vendors that cannot be read. */
  failingReadings?: () => Promise<FailingChannel[]>;
}

const mebibyte = 1_048_576;
/** A tick is late after this many steps of the clock, and never before a minute. */
const lateSteps = 6;
/** How long a store is waited for before it counts as not answering. */
const patienceMs = 5_000;
/** Whether the data folder can be written is tried no more often than this. */
const probeEveryMs = 10_000;

/** Since when the process has run, and how late its clock is. */
export function clockHealth(clock: Clock, everySeconds: number, now: number): HealthAnswer['clock'] {
  const last = clock.lastTick();
  const latenessMs = last === null ? null : Math.max(0, Math.round(now - last));
  const late = latenessMs !== null && latenessMs > Math.max(60, lateSteps * everySeconds) * 1_000;
  return { everySeconds, lastTick: last === null ? null : new Date(last).toISOString(), latenessMs, late };
}

/** Asks everything there is about how Waga is doing. Rejects only for what nobody foresaw: a store that fails is an answer. */
export function healthQueries(deps: HealthDeps) {
  const startedAt = deps.now();
  const writable = probeOf(deps.config.data);

  return async function health(): Promise<HealthAnswer> {
    const { config, environment, now } = deps;
    const at = now();
    const [stores, disk, ingest, problem, channels, readings] = await Promise.all([
      storesOf(deps),
      statfs(config.data),
      ingestOf(deps),
      writable(at),
      // while the store does not answer its own state says why
      deps.failingChannels?.().catch(() => []),
      deps.failingReadings?.().catch(() => []),
    ]);
    const facts = {
      asOf: new Date(at).toISOString(),
      version,
      environment,
      startedAt: new Date(startedAt).toISOString(),
      uptimeSeconds: Math.max(0, Math.floor((at - startedAt) / 1_000)),
      clock: clockHealth(deps.clock(), config.clock.everySeconds, at),
      jobs: jobsOf(deps.clock()),
      ...ingest,
      ...readersOf(deps),
      stores,
      disk: {
        totalBytes: disk.blocks * disk.bsize,
        freeBytes: disk.bavail * disk.bsize,
        lowBelowBytes: config.disk.lowMb * mebibyte,
      },
      memory: memoryOf(config.measurements.memoryLimitMb),
      ...(deps.outgoing === undefined ? {} : { outgoing: deps.outgoing() }),
    };
    return { ...facts, ...stateOf(facts, problem, channels, readings) };
  };
}
export type HealthQueries = ReturnType<typeof healthQueries>;

function jobsOf(clock: Clock): HealthAnswer['jobs'] {
  return clock.reports().map(({ at, totalMilliseconds: _, ...job }) => ({ ...job, at: new Date(at).toISOString() }));
}

function readersOf({
  readerFaults,
  reading,
  bodies,
}: HealthDeps): Pick<HealthAnswer, 'readers' | 'reading' | 'bodies'> {
  const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  const { running, waiting, ended, lastEnd } = reading();
  return {
    readers: readerFaults
      .all()
      .map(({ reader, count, lastAt }) => ({ reader, faults: count, lastAt: instant(lastAt) })),
    reading: { threads: running, waitingBodies: waiting, ended, lastEnd: instant(lastEnd) },
    bodies: bodies.state(),
  };
}

function memoryOf(measurementsLimitMb: number): HealthAnswer['memory'] {
  return {
    rssBytes: process.memoryUsage.rss(),
    heapUsedBytes: process.memoryUsage().heapUsed,
    heapLimitBytes: getHeapStatistics().heap_size_limit,
    measurementsLimitBytes: measurementsLimitMb * mebibyte,
  };
}

async function ingestOf({
  signals,
  now,
  refusedRequests,
}: HealthDeps): Promise<Pick<HealthAnswer, 'sources' | 'ingest' | 'eventIds'>> {
  // While the store does not answer nothing is known of the sources; the state of the store says why.
  const memory = await signals.memory().catch(() => null);
  const tallies = memory?.tally.all() ?? [];
  const refusals = (of: (typeof tallies)[number]): RefusedCount[] =>
    [...of.refused].map(([code, { count, lastAt }]) => ({ code, count, lastAt: new Date(lastAt).toISOString() }));
  const sources = memory === null ? [] : await signals.sources(now());
  const early = memory?.ids.forgottenEarly ?? null;
  return {
    ...(memory !== null && {
      eventIds: {
        remembered: memory.ids.size,
        forgottenEarly: early?.ids ?? 0,
        lastAt: early === null ? null : new Date(early.at).toISOString(),
      },
    }),
    sources: sources.map((source) => ({
      ...source,
      refusals: tallies
        .filter((tally) => tally.source === source.name)
        .flatMap((tally) => refusals(tally).map((refusal) => ({ ...refusal, entrance: tally.entrance }))),
    })),
    ingest: entrances.map((entrance): EntranceHealth => {
      const own = tallies.filter((tally) => tally.entrance === entrance);
      const requests = refusedRequests().filter((one) => one.entrance === entrance);
      return {
        entrance,
        accepted: own.reduce((sum, tally) => sum + tally.accepted, 0),
        duplicate: own.reduce((sum, tally) => sum + tally.duplicate, 0),
        refusedRows: joined(own.flatMap(refusals)),
        refusedRequests: requests.map(({ code, count, lastAt }) => ({
          code,
          count,
          lastAt: new Date(lastAt).toISOString(),
        })),
      };
    }),
  };
}

/** One line per code: the sum, and the latest of the times. */
function joined(counts: readonly RefusedCount[]): RefusedCount[] {
  const byCode = new Map<string, RefusedCount>();
  for (const { code, count, lastAt } of counts) {
    const before = byCode.get(code);
    const latest = before !== undefined && before.lastAt > lastAt ? before.lastAt : lastAt;
    byCode.set(code, { code, count: (before?.count ?? 0) + count, lastAt: latest });
  }
  return [...byCode.values()];
}

async function storesOf({ config, records, measurements, now }: HealthDeps): Promise<StoreHealth[]> {
  const { engine, queuedRows, mostQueuedRows } = measurements.status();
  const [ofRecords, ofMeasurements] = await Promise.all([
    answered(() => sql`select 1`.execute(records)),
    answered(() => measurements.ask({ ask: 'ids', from: now() })),
  ]);
  const embedded = config.records.url === undefined;
  return [
    {
      name: 'records',
      engine: embedded ? 'SQLite' : 'PostgreSQL',
      ...ofRecords,
      queue: null,
      bytes: embedded ? await bytesOf(config.data, 'records.db') : null,
    },
    {
      name: 'measurements',
      engine,
      ...ofMeasurements,
      queue: { rows: queuedRows, most: mostQueuedRows },
      bytes: await bytesOf(config.data, 'measurements.duckdb'),
    },
  ];
}

async function answered(
  ask: () => Promise<unknown>,
): Promise<Pick<StoreHealth, 'reachable' | 'milliseconds' | 'problem'>> {
  const begun = performance.now();
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new ProductError('store_unavailable', 'no answer in time')), patienceMs);
  try {
    await Promise.race([ask(), tooLong]);
    return { reachable: true, milliseconds: performance.now() - begun, problem: null };
  } catch (error) {
    // The engine's own text may hold an address or a value; it is in the log.
    const problem = error instanceof ProductError ? error.message : 'it cannot be reached';
    return { reachable: false, milliseconds: null, problem };
  } finally {
    clearTimeout(timer);
  }
}

/** Tries now and then to write into the folder: null when it can be, else the name of what the system says. */
function probeOf(folder: string): (now: number) => Promise<string | null> {
  let last: { at: number; problem: string | null } | null = null;
  return async function problem(now) {
    if (last !== null && Math.abs(now - last.at) < probeEveryMs) return last.problem;
    last = { at: now, problem: await writeProblem(folder) };
    return last.problem;
  };
}
