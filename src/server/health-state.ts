import type { HealthAnswer, HealthReason } from '../features/signals/health-contract.ts';
import { idMemoryMs, mostIds } from '../features/signals/recent-ids.ts';

type Facts = Omit<HealthAnswer, 'state' | 'reasons'>;
type Severity = HealthReason['severity'];

/** A source or queue this full is worth a word before it refuses. */
const nearlyFull = 0.9;
/** A refusal by a store within this time is taken for the present state. */
const recentMs = 60_000;
/** A fault of a reader within this time is worth a word. */
const readerMs = 900_000;
/** Below this part of the mark at which free space is called low, writes are about to fail. */
const emptyPart = 16;

/** A channel or proof of life that does not come through, or a page or calendar that cannot be read, with why. */
export interface FailingChannel {
  name: string;
  since: string;
  reason: string;
}

/** The state of the whole with its reasons in plain words, the worst first. `dataFolder` says why it cannot be written, or null. */
export function stateOf(
  facts: Facts,
  dataFolder: string | null,
  channels: readonly FailingChannel[] = [],
  readings: readonly FailingChannel[] = [],
): Pick<HealthAnswer, 'state' | 'reasons'> {
  const reasons = [
    ...clockReasons(facts),
    ...storeReasons(facts, dataFolder),
    ...diskReasons(facts),
    ...memoryReasons(facts),
    ...sourceReasons(facts),
    ...idReasons(facts),
    ...readerReasons(facts),
    ...channelReasons(channels),
    ...readingReasons(readings),
  ];
  const failing = reasons.filter(({ severity }) => severity === 'failing');
  const warnings = reasons.filter(({ severity }) => severity === 'warning');
  return {
    state: failing.length > 0 ? 'failing' : warnings.length > 0 ? 'warning' : 'ok',
    reasons: [...failing, ...warnings],
  };
}

function reason(severity: Severity, code: HealthReason['code'], subject: string, message: string): HealthReason {
  return { severity, code, subject, message };
}

function* clockReasons({ clock, jobs }: Facts): Generator<HealthReason> {
  if (clock.lastTick === null) yield reason('warning', 'starting', 'clock', 'The first evaluation is still under way.');
  if (clock.late) {
    const seconds = Math.round((clock.latenessMs ?? 0) / 1_000);
    const message = `The last evaluation was ${seconds} s ago; one is due every ${clock.everySeconds} s.`;
    yield reason('failing', 'clock_late', 'clock', message);
  }
  for (const { name, error, overrun, milliseconds } of jobs) {
    if (error !== null) yield reason('failing', 'job_failed', name, `The job failed the last time: ${error}`);
    const took = `The job took ${Math.round(milliseconds)} ms, longer than the ${clock.everySeconds} s between two ticks.`;
    if (overrun) yield reason('warning', 'job_overrun', name, took);
  }
}

function* storeReasons({ stores, ingest, asOf }: Facts, dataFolder: string | null): Generator<HealthReason> {
  for (const { name, reachable, problem, queue } of stores) {
    if (!reachable) {
      const message = `The store of ${name} does not answer: ${problem ?? 'no reason given'}`;
      yield reason('failing', 'store_unreachable', name, message);
    }
    if (queue !== null && queue.rows > nearlyFull * queue.most) {
      const message = `${queue.rows} of at most ${queue.most} rows wait to be written.`;
      yield reason('warning', 'queue_filling', name, message);
    }
  }
  if (dataFolder !== null) {
    yield reason('failing', 'store_refuses', 'data folder', `The data folder cannot be written: ${dataFolder}`);
    return;
  }
  const refused = ingest.flatMap((way) => way.refusedRequests).filter(({ code }) => code === 'store_unavailable');
  if (refused.some(({ lastAt }) => Date.parse(asOf) - Date.parse(lastAt) < recentMs)) {
    const message = 'Data were refused within the last minute because a store could not write them.';
    yield reason('failing', 'store_refuses', 'ingest', message);
  }
}

function* diskReasons({ disk }: Facts): Generator<HealthReason> {
  if (disk.freeBytes >= disk.lowBelowBytes) return;
  const empty = disk.freeBytes * emptyPart < disk.lowBelowBytes;
  const message = `${Math.floor(disk.freeBytes / 1_048_576)} MiB are free where the data folder lies.`;
  yield empty
    ? reason('failing', 'disk_full', 'disk', `${message} Data are refused when nothing is left.`)
    : reason('warning', 'disk_low', 'disk', message);
}

function* memoryReasons({ memory }: Facts): Generator<HealthReason> {
  if (memory.heapUsedBytes <= nearlyFull * memory.heapLimitBytes) return;
  const share = Math.round((100 * memory.heapUsedBytes) / memory.heapLimitBytes);
  yield reason('warning', 'memory_high', 'memory', `${share}% of the memory that the process may take is in use.`);
}

function* sourceReasons({ sources }: Facts): Generator<HealthReason> {
  for (const { name, type, state, series, seriesLimit, lastArrival } of sources) {
    // History is loaded once; nobody waits for more of it.
    if (state === 'silent' && type !== 'import') {
      yield reason('warning', 'source_silent', name, `Nothing came from this source since ${lastArrival}.`);
    }
    if (series >= nearlyFull * seriesLimit) {
      const message = `${series} of at most ${seriesLimit} series; new ones beyond are refused (series_limit).`;
      yield reason('warning', 'source_full', name, message);
    }
  }
}

function* idReasons({ eventIds, asOf }: Facts): Generator<HealthReason> {
  const lastAt = eventIds?.lastAt ?? null;
  if (lastAt === null || Date.parse(asOf) - Date.parse(lastAt) > idMemoryMs) return;
  const message = `More events bear an id than are remembered (${mostIds} at once): a repeat is known for less than 15 minutes.`;
  yield reason('warning', 'ids_many', 'ingest', message);
}

function* readerReasons({ readers, reading, asOf }: Facts): Generator<HealthReason> {
  const isRecent = (at: string | null): at is string => at !== null && Date.parse(asOf) - Date.parse(at) <= readerMs;
  if (isRecent(reading.lastEnd)) {
    const many = reading.ended === 1 ? 'One thread that reads events' : `${reading.ended} threads that read events`;
    const message = `${many} ended before time since the start, last at ${reading.lastEnd}; what was being read is to be sent again.`;
    yield reason('warning', 'reader_ended', 'events', message);
  }
  for (const { reader, faults, lastAt } of readers) {
    if (!isRecent(lastAt)) continue;
    const message = `The fast reader failed at ${faults} bodies since the start; the library read them in its place.`;
    yield reason('warning', 'reader_failing', reader, message);
  }
}

function* channelReasons(channels: readonly FailingChannel[]): Generator<HealthReason> {
  for (const { name, since, reason: why } of channels) {
    yield reason('warning', 'channel_failing', name, `Nobody could be told over this channel since ${since}: ${why}`);
  }
}

function* readingReasons(readings: readonly FailingChannel[]): Generator<HealthReason> {
  for (const { name, since, reason: why } of readings) {
    yield reason(
      'warning',
      'vendor_unread',
      name,
      `What the vendor tells of itself cannot be read since ${since}: ${why}`,
    );
  }
}
