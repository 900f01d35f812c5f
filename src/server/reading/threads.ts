import { availableParallelism } from 'node:os';
import type { EventsReader, ReadEvents } from '../../features/signals/events-reader.ts';
import { EventScanner } from '../../features/signals/ndjson/event-scanner.ts';
import type { ScanRules } from '../../features/signals/ndjson/scanned-events.ts';
import { SharedSeries } from '../../features/signals/otlp/fast/numbered-series.ts';
import type { MetricsSumming } from '../../features/signals/otlp/metrics-summing.ts';
import type { SpansScanning } from '../../features/signals/traces/spans-scanning.ts';
import type { EpochMs } from '../../maths/instants.ts';
import { ReadingThread, stopping, type ThreadLife } from './reading-thread.ts';
import { Rests } from './rests.ts';

/** Smaller bodies are read at once where they are: handing over takes as long as reading so much. */
const smallBytes = 32_768;
/** The main thread needs a processor too, and more threads than these read faster than one writer stores. */
const mostThreads = 4;

/** Spans are read in the same way, whoever sends them. */
const noRules = {};

/** How the threads are doing. */
export interface ReadingState {
  running: number;
  /** Bodies that are with a thread. */
  waiting: number;
  /** Threads that ended by themselves since the start, and when the last one did. */
  ended: number;
  lastEnd: EpochMs | null;
}

/** Threads that read bodies of events; they are started when the first large body comes. */
export interface ReadingThreads {
  read: EventsReader;
  sum: MetricsSumming;
  scan: SpansScanning;
  state(): ReadingState;
  close(): Promise<void>;
}

/** An end of a thread: why, how many bodies it had, and for how long none takes its place. */
export interface ThreadEnd {
  error: Error;
  bodies: number;
  restMs: number;
}

export interface ReadingOptions extends Partial<Pick<ThreadLife, 'module' | 'mostMemoryMb' | 'stuckMs' | 'onFault'>> {
  now?: () => EpochMs;
  onEnd?(end: ThreadEnd): void;
}

/**
 * `threads`: how many at most; 0 reads everything on the calling thread. What a thread that ends by itself had is refused with
 * ProductError `interrupted`; another takes its place, after a rest when several end, and while there is none, or where the reader
 * throws, large bodies are left to the library. After `close` bodies are refused with `stopping`.
 */
export function readingThreads(
  threads = Math.min(mostThreads, Math.max(1, availableParallelism() - 1)),
  { now = Date.now, onEnd, onFault = () => undefined, ...others }: ReadingOptions = {},
): ReadingThreads {
  const started: ReadingThread[] = [];
  const own = new WeakMap<ScanRules, EventScanner>();
  const rests = new Rests();
  let ended = 0;
  let lastEnd: EpochMs | null = null;
  let isClosed = false;

  const life: ThreadLife = {
    module: new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url),
    // bodies lie outside of it; 64 MB of rows that are left to the library need less than half
    mostMemoryMb: 512,
    stuckMs: 60_000,
    ...others,
    series: new SharedSeries(),
    onFault,
    onEnd(thread, error, bodies) {
      started.splice(started.indexOf(thread), 1);
      ended += 1;
      lastEnd = now();
      onEnd?.({ error, bodies, restMs: rests.note(lastEnd) });
    },
  };

  function here(bytes: Uint8Array, rules: ScanRules): ReadEvents {
    try {
      let scanner = own.get(rules);
      if (scanner === undefined) {
        scanner = new EventScanner(rules);
        own.set(rules, scanner);
      }
      return { scanned: scanner.scan(bytes), bytes };
    } catch (error) {
      // one that threw in the middle of a body is not trusted with another
      own.delete(rules);
      onFault(error as Error, 'events');
      return { scanned: null, bytes };
    }
  }

  function idlest(): ReadingThread | undefined {
    const idle = started.find(({ waiting }) => waiting === 0);
    if (idle !== undefined) return idle;
    if (started.length < threads && rests.isOver(now())) {
      const thread = new ReadingThread(life);
      started.push(thread);
      return thread;
    }
    return started.toSorted((one, other) => one.waiting - other.waiting)[0];
  }

  return {
    async read(bytes, rules) {
      if (isClosed) throw stopping();
      if (bytes.length < smallBytes || threads === 0) return here(bytes, rules);
      const answer = await idlest()?.read('events', bytes, rules);
      return answer === undefined ? { scanned: null, bytes } : { scanned: answer.read, bytes: answer.bytes };
    },
    async sum(bytes, rules) {
      if (isClosed) throw stopping();
      return threads === 0 ? null : ((await idlest()?.read('metrics', bytes, rules))?.read ?? null);
    },
    async scan(bytes) {
      if (isClosed) throw stopping();
      return threads === 0 ? null : ((await idlest()?.read('traces', bytes, noRules))?.read ?? null);
    },
    state() {
      const waiting = started.reduce((sum, thread) => sum + thread.waiting, 0);
      return { running: started.length, waiting, ended, lastEnd };
    },
    async close() {
      isClosed = true;
      await Promise.all(started.map((thread) => thread.close()));
    },
  };
}
