import { z } from 'zod';
import { SourceStatus } from './contract.ts';
import { entrances } from './intake-tally.ts';
import { fastReaders } from './reader-faults.ts';

const Instant = z.iso.datetime();
const Count = z.number().int().min(0);

/** How often something was refused since the start, and when last. */
export const RefusedCount = z.object({
  /** A code of docs/errors.md (a whole request) or of docs/ingest.md (a row or point of it). */
  code: z.string(),
  count: Count,
  lastAt: Instant,
});
export type RefusedCount = z.infer<typeof RefusedCount>;

/** A job of the clock. `overrun`: its last run took longer than the step of the clock. */
export const JobHealth = z.object({
  name: z.string(),
  at: Instant,
  milliseconds: z.number(),
  error: z.string().nullable(),
  overrun: z.boolean(),
  /** Since the start. */
  runs: Count,
  failures: Count,
});
export type JobHealth = z.infer<typeof JobHealth>;

/** A source with what was refused of it, row by row, since the start. */
export const SourceHealth = SourceStatus.extend({ refusals: z.array(RefusedCount.extend({ entrance: z.string() })) });
export type SourceHealth = z.infer<typeof SourceHealth>;

/** One way in: rows and points taken and refused, and whole requests refused, since the start. */
export const EntranceHealth = z.object({
  entrance: z.enum(entrances),
  accepted: Count,
  duplicate: Count,
  refusedRows: z.array(RefusedCount),
  refusedRequests: z.array(RefusedCount),
});
export type EntranceHealth = z.infer<typeof EntranceHealth>;

export const StoreHealth = z.object({
  name: z.enum(['records', 'measurements']),
  /** `SQLite`, `PostgreSQL`, `DuckDB`. */
  engine: z.string(),
  reachable: z.boolean(),
  /** How long it took to answer; null when it did not. */
  milliseconds: z.number().nullable(),
  /** Why it is not reachable, in a sentence. */
  problem: z.string().nullable(),
  /** Rows that wait to be written, and how many may; null where the store has no queue. */
  queue: z.object({ rows: Count, most: Count }).nullable(),
  /** What its files take on this disk; null for a store that lies elsewhere. */
  bytes: Count.nullable(),
});
export type StoreHealth = z.infer<typeof StoreHealth>;

/** Why the state is what it is. `subject` names the job, source, store, … it is about. */
export const HealthReason = z.object({
  severity: z.enum(['warning', 'failing']),
  code: z.enum([
    'starting',
    'clock_late',
    'job_failed',
    'job_overrun',
    'source_silent',
    'source_full',
    'channel_failing',
    'vendor_unread',
    'store_unreachable',
    'store_refuses',
    'queue_filling',
    'disk_low',
    'disk_full',
    'memory_high',
    'ids_many',
    'reader_failing',
    'reader_ended',
  ]),
  subject: z.string(),
  message: z.string(),
});
export type HealthReason = z.infer<typeof HealthReason>;

/**
 * GET /api/v1/health: how Waga itself is doing. `ok`: nothing to do; `warning`: it works, somebody should look; `failing`: it
 * loses sight of something or refuses data. `reasons` say why, the worst first, and are empty when the state is ok.
 */
export const HealthAnswer = z.object({
  asOf: Instant,
  state: z.enum(['ok', 'warning', 'failing']),
  reasons: z.array(HealthReason),
  version: z.string(),
  environment: z.string(),
  startedAt: Instant,
  uptimeSeconds: Count,
  clock: z.object({
    everySeconds: Count,
    lastTick: Instant.nullable(),
    /** How long the last tick lies back; null before the first. */
    latenessMs: Count.nullable(),
    late: z.boolean(),
  }),
  jobs: z.array(JobHealth),
  sources: z.array(SourceHealth),
  ingest: z.array(EntranceHealth),
  /** The ids of events by which repeats are known, and how many of them were forgotten before their time; left out until the store answers. */
  eventIds: z.object({ remembered: Count, forgottenEarly: Count, lastAt: Instant.nullable() }).optional(),
  /** Readers written for speed: how often each failed and the library read in its place, since the start, and when last. */
  readers: z.array(z.object({ reader: z.enum(fastReaders), faults: Count, lastAt: Instant.nullable() })),
  /** Threads that read large bodies: how many run, bodies that are with them, how many ended by themselves since the start, and when last. */
  reading: z.object({ threads: Count, waitingBodies: Count, ended: Count, lastEnd: Instant.nullable() }),
  /** Memory in which large bodies stand: of those under way, and kept for later ones. */
  bodies: z.object({ lentBytes: Count, keptBytes: Count }),
  stores: z.array(StoreHealth),
  /** Of the file system that holds the data folder. */
  disk: z.object({ totalBytes: Count, freeBytes: Count, lowBelowBytes: Count }),
  memory: z.object({
    rssBytes: Count,
    heapUsedBytes: Count,
    heapLimitBytes: Count,
    /** What the store of measurements may take of it. */
    measurementsLimitBytes: Count,
  }),
  /** Requests that Waga made to others, since the start; left out where it makes none. */
  outgoing: z.array(z.object({ purpose: z.string(), outcome: z.string(), count: Count })).optional(),
});
export type HealthAnswer = z.infer<typeof HealthAnswer>;
