import type { EpochMs } from '../maths/instants.ts';

export interface Job {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Ends what a run left under way; called when the clock stops. */
  stop?(): Promise<void>;
}

/** How a job did the last time, and how often it ran and failed since the start; shown by /readyz and the health page. */
export interface JobReport {
  name: string;
  at: EpochMs;
  milliseconds: number;
  error: string | null;
  /** The last run alone took longer than the step of the clock. */
  overrun: boolean;
  runs: number;
  failures: number;
  /** Of all runs. */
  totalMilliseconds: number;
}

export interface ClockOptions {
  everySeconds: number;
  /** In flow order; each run gets the same `now`. */
  jobs: readonly Job[];
  now(): EpochMs;
  onTick(now: EpochMs): void;
  onError(job: string, error: unknown): void;
}

export interface Clock {
  start(): void;
  /** Runs every job once with the given `now`, after any tick under way. */
  tick(now: EpochMs): Promise<void>;
  /** Runs the work between two ticks: after the one under way, before the next. */
  between<T>(work: () => Promise<T>): Promise<T>;
  reports(): JobReport[];
  lastTick(): EpochMs | null;
  stop(): Promise<void>;
}

/**
 * Runs the jobs in flow order with one `now`, every `everySeconds` on the whole multiple. A tick that takes longer than its
 * turn delays the next one, ticks never overlap; a job that fails is reported and does not stop the later ones.
 */
export function createClock(options: ClockOptions): Clock {
  const reports = new Map<string, JobReport>();
  let last: EpochMs | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function runAll(now: EpochMs): Promise<void> {
    for (const job of options.jobs) {
      const begun = performance.now();
      let error: string | null = null;
      try {
        await job.run(now);
      } catch (cause) {
        error = cause instanceof Error ? cause.message : String(cause);
        options.onError(job.name, cause);
      }
      const milliseconds = performance.now() - begun;
      const before = reports.get(job.name);
      reports.set(job.name, {
        name: job.name,
        at: now,
        milliseconds,
        error,
        overrun: milliseconds > options.everySeconds * 1_000,
        runs: (before?.runs ?? 0) + 1,
        failures: (before?.failures ?? 0) + (error === null ? 0 : 1),
        totalMilliseconds: (before?.totalMilliseconds ?? 0) + milliseconds,
      });
    }
    last = now;
    options.onTick(now);
  }

  function tick(now: EpochMs): Promise<void> {
    running = running.then(() => runAll(now));
    return running;
  }

  function plan(): void {
    if (stopped) return;
    const step = options.everySeconds * 1_000;
    const wait = step - (options.now() % step);
    timer = setTimeout(() => {
      tick(options.now()).finally(plan);
    }, wait);
  }

  return {
    start: plan,
    tick,
    between(work) {
      const result = running.then(work);
      running = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    reports: () => [...reports.values()],
    lastTick: () => last,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      for (const job of options.jobs) await job.stop?.();
    },
  };
}
