import { mkdirSync } from 'node:fs';
import { openMeasurements } from '../stores/measurements/duckdb/open.ts';
import { holdDirectory } from '../stores/owner-lock.ts';
import type { Config } from './config.ts';
import type { Served, StartOptions } from './serving.ts';

export interface Running extends Served {
  /** Stops taking requests, finishes those under way and the tick, closes the stores. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Holds the data folder and starts everything. The measurements are opened on a thread of their own while this one reads the rest of
 * the program, which takes as long. Throws ProductError `store_owned` when another process owns the data folder,
 * `store_unavailable` when a store cannot be opened, `bad_config` when the port is taken.
 */
export async function startServer(config: Config, options: StartOptions = {}): Promise<Running> {
  const closers: (() => Promise<void> | void)[] = [];
  const closing = (close: () => Promise<void> | void): void => void closers.push(close);
  async function closeAll(): Promise<void> {
    for (const close of closers.reverse()) await close();
  }

  try {
    mkdirSync(config.data, { recursive: true, mode: 0o700 });
    const lock = holdDirectory(config.data, { who: 'waga serve' });
    closing(() => lock.release());
    const measurements = openMeasurements({ directory: config.data, ...config.measurements });
    // one that cannot be opened is told of where it is waited for
    const opened = measurements.catch(() => null);
    closing(async () => (await opened)?.close());
    const { serve } = await import('./serving.ts');
    const running = await serve(config, options, { lock, measurements, closing });
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopping ??= closeAll();
      return stopping;
    };
    return { ...running, stop };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
