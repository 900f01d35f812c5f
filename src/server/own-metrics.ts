import type { HealthAnswer, RefusedCount } from '../features/signals/health-contract.ts';
import type { Tally } from '../features/signals/intake-tally.ts';
import type { JobReport } from './clock.ts';
import type { Family } from './metrics.ts';

const seconds = (milliseconds: number): number => milliseconds / 1_000;
const flag = (is: boolean): number => (is ? 1 : 0);
const instant = (text: string): number => seconds(Date.parse(text));

/** What Waga says of itself: jobs, clock, ingest, stores, disk, memory, as the health page does. */
export function ownFamilies(health: HealthAnswer, jobs: readonly JobReport[], tallies: readonly Tally[]): Family[] {
  return [
    ...stateFamilies(health),
    ...jobFamilies(jobs),
    ...ingestFamilies(health, tallies),
    ...readingFamilies(health),
    ...sourceFamilies(health),
    ...storeFamilies(health),
    ...outgoingFamilies(health),
  ];
}

function stateFamilies({ state, version, environment, clock, startedAt, disk }: HealthAnswer): Family[] {
  const states = ['ok', 'warning', 'failing'] as const;
  return [
    gauge('waga_build_info', 'Always 1; the version and the environment that counts.', [
      { labels: { version, environment }, value: 1 },
    ]),
    gauge('waga_start_time_seconds', 'When the server began, since the epoch.', [{ value: instant(startedAt) }]),
    gauge(
      'waga_health_state',
      '1 for the state that /api/v1/health tells, 0 for the others.',
      states.map((each) => ({ labels: { state: each }, value: flag(each === state) })),
    ),
    gauge(
      'waga_clock_lateness_seconds',
      'How long the last evaluation lies back.',
      optional(clock.latenessMs, seconds),
    ),
    gauge('waga_disk_free_bytes', 'Free space where the data folder lies.', [{ value: disk.freeBytes }]),
    gauge('waga_disk_size_bytes', 'Size of the file system of the data folder.', [{ value: disk.totalBytes }]),
  ];
}

function jobFamilies(jobs: readonly JobReport[]): Family[] {
  const per = (value: (job: JobReport) => number) =>
    jobs.map((job) => ({ labels: { job: job.name }, value: value(job) }));
  return [
    counter(
      'waga_job_runs_total',
      'Runs of each job of the clock.',
      per(({ runs }) => runs),
    ),
    counter(
      'waga_job_failures_total',
      'Runs that failed.',
      per(({ failures }) => failures),
    ),
    counter(
      'waga_job_seconds_total',
      'Time spent in each job.',
      per((job) => seconds(job.totalMilliseconds)),
    ),
    gauge(
      'waga_job_last_duration_seconds',
      'How long the last run took.',
      per((job) => seconds(job.milliseconds)),
    ),
    gauge(
      'waga_job_failed',
      '1 where the last run failed.',
      per(({ error }) => flag(error !== null)),
    ),
  ];
}

function readingFamilies({ readers, reading, bodies }: HealthAnswer): Family[] {
  return [
    counter(
      'waga_ingest_fast_reader_faults_total',
      'Bodies at which a fast reader failed; the library read them in its place.',
      readers.map(({ reader, faults }) => ({ labels: { reader }, value: faults })),
    ),
    counter('waga_ingest_reading_threads_ended_total', 'Threads that read events and ended by themselves.', [
      { value: reading.ended },
    ]),
    gauge('waga_ingest_reading_threads', 'Threads that read events.', [{ value: reading.threads }]),
    gauge('waga_ingest_reading_bodies', 'Bodies that are with a thread that reads.', [
      { value: reading.waitingBodies },
    ]),
    gauge('waga_ingest_body_memory_bytes', 'Memory of large bodies: under way, and kept for later ones.', [
      { labels: { state: 'lent' }, value: bodies.lentBytes },
      { labels: { state: 'kept' }, value: bodies.keptBytes },
    ]),
  ];
}

function ingestFamilies({ ingest, eventIds }: HealthAnswer, tallies: readonly Tally[]): Family[] {
  const per = (value: (tally: Tally) => number) =>
    tallies.map((tally) => ({ labels: { entrance: tally.entrance, source: tally.source }, value: value(tally) }));
  const refused = tallies.flatMap(({ entrance, source, refused: codes }) =>
    [...codes].map(([code, { count }]) => ({ labels: { entrance, source, code }, value: count })),
  );
  const requests = ingest.flatMap(({ entrance, refusedRequests }) =>
    refusedRequests.map(({ code, count }: RefusedCount) => ({ labels: { entrance, code }, value: count })),
  );
  return [
    counter(
      'waga_ingest_rows_accepted_total',
      'Rows and points taken.',
      per(({ accepted }) => accepted),
    ),
    counter(
      'waga_ingest_rows_duplicate_total',
      'Rows that came again and counted once.',
      per(({ duplicate }) => duplicate),
    ),
    counter('waga_ingest_rows_refused_total', 'Rows and points refused, by code of docs/ingest.md.', refused),
    gauge(
      'waga_ingest_ids',
      'Ids of events that are remembered, to know repeats by.',
      optional(eventIds?.remembered ?? null, Number),
    ),
    counter(
      'waga_ingest_ids_forgotten_early_total',
      'Ids forgotten before their 15 minutes were over.',
      optional(eventIds?.forgottenEarly ?? null, Number),
    ),
    counter('waga_ingest_requests_refused_total', 'Whole requests refused, by code of docs/errors.md.', requests),
  ];
}

function sourceFamilies({ sources }: HealthAnswer): Family[] {
  const alive = sources.map(({ name, state }) => ({ labels: { source: name }, value: flag(state === 'alive') }));
  const last = sources.flatMap(({ name, lastArrival }) =>
    lastArrival === null ? [] : [{ labels: { source: name }, value: instant(lastArrival) }],
  );
  return [
    gauge('waga_source_alive', '1 where something came within the time the source is given.', alive),
    gauge('waga_source_last_arrival_time_seconds', 'When something last came, since the epoch.', last),
    gauge(
      'waga_source_series',
      'Series of the source.',
      sources.map(({ name, series }) => ({ labels: { source: name }, value: series })),
    ),
    gauge(
      'waga_source_series_limit',
      'Series beyond this number are refused.',
      sources.map(({ name, seriesLimit }) => ({ labels: { source: name }, value: seriesLimit })),
    ),
  ];
}

function storeFamilies({ stores, memory }: HealthAnswer): Family[] {
  const queues = stores.flatMap(({ name, queue }) =>
    queue === null ? [] : [{ labels: { store: name }, value: queue.rows }],
  );
  const bytes = stores.flatMap(({ name, bytes: size }) =>
    size === null ? [] : [{ labels: { store: name }, value: size }],
  );
  const up = stores.map(({ name, engine, reachable }) => ({ labels: { store: name, engine }, value: flag(reachable) }));
  return [
    gauge('waga_store_up', '1 where the store answers.', up),
    gauge('waga_store_queued_rows', 'Rows that wait to be written.', queues),
    gauge('waga_store_size_bytes', 'What the files of the store take.', bytes),
    gauge('waga_memory_heap_limit_bytes', 'Heap that the process may take.', [{ value: memory.heapLimitBytes }]),
  ];
}

function outgoingFamilies({ outgoing = [] }: HealthAnswer): Family[] {
  const samples = outgoing.map(({ purpose, outcome, count }) => ({ labels: { purpose, outcome }, value: count }));
  return [counter('waga_outgoing_requests_total', 'Requests made to others, by purpose and outcome.', samples)];
}

const gauge = (name: string, help: string, samples: Family['samples']): Family => ({
  name,
  help,
  type: 'gauge',
  samples,
});
const counter = (name: string, help: string, samples: Family['samples']): Family => ({
  name,
  help,
  type: 'counter',
  samples,
});
const optional = (value: number | null, read: (value: number) => number): Family['samples'] =>
  value === null ? [] : [{ value: read(value) }];
