import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import { ownedBy, readOwner } from '../../owner-lock.ts';
import type {
  Answer,
  Appended,
  Batch,
  Measurements,
  MeasurementsStatus,
  Question,
  SeriesKey,
} from '../measurements.ts';
import { buffersOf, pack } from '../packed.ts';
import { Calls } from './calls.ts';
import type { Checked } from './check.ts';
import type { Stored } from './messages.ts';
import type { Copied } from './snapshot.ts';

export interface MeasurementsOptions {
  /** The data directory; the file is `measurements.duckdb` in it. Hold it first (owner-lock.ts). */
  directory: string;
  memoryLimitMb?: number;
  threads?: number;
  /** Above this many rows in the queue `append` refuses. */
  maxQueuedRows?: number;
  now?: () => EpochMs;
}

/** The engine's own file lock keeps other processes out, but not a second opening in this one. */
const openFiles = new Set<string>();

/**
 * Opens the embedded store of measurements. Throws ProductError `store_owned` when somebody else has it open and
 * `store_unavailable` when the disk refuses.
 */
export async function openMeasurements(options: MeasurementsOptions): Promise<Measurements> {
  const { directory, memoryLimitMb = 256, threads = 2, maxQueuedRows = 2_000_000, now = Date.now } = options;
  const file = resolve(join(directory, 'measurements.duckdb'));
  const owned = () => ownedBy(readOwner(join(directory, 'owner.json')), directory);
  if (openFiles.has(file)) throw owned();
  openFiles.add(file);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const calls = new Calls(new Worker(workerFile(), { workerData: { file, options: { memoryLimitMb, threads } } }));
    await calls.opened;
    return new EmbeddedMeasurements(calls, { maxQueuedRows, now, closed: () => openFiles.delete(file) });
  } catch (error) {
    openFiles.delete(file);
    if (error instanceof ProductError) throw error.code === 'store_owned' ? owned() : error;
    throw new ProductError('store_unavailable', 'The measurements store cannot be opened.', { directory }, error);
  }
}

/** The worker beside this file, as source or as built. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}

class EmbeddedMeasurements implements Measurements {
  readonly #calls: Calls;
  readonly #limits: { maxQueuedRows: number; now: () => EpochMs; closed: () => void };
  #queuedRows = 0;
  /** The numbers of series that are on disk, which never change; keys that come again and again are the same objects. */
  readonly #seriesIds = new WeakMap<SeriesKey, number>();

  constructor(calls: Calls, limits: { maxQueuedRows: number; now: () => EpochMs; closed: () => void }) {
    this.#calls = calls;
    this.#limits = limits;
  }

  async append(batch: Batch): Promise<Appended> {
    const packed = pack(batch, (key) => this.#seriesIds.get(key));
    const { told } = packed.series;
    // A batch that is larger than the queue may still go alone.
    if (this.#queuedRows > 0 && this.#queuedRows + packed.rows > this.#limits.maxQueuedRows) {
      throw new ProductError('overloaded', 'Too many rows wait to be stored; send again a little later.', {
        queuedRows: this.#queuedRows,
      });
    }
    this.#queuedRows += packed.rows;
    try {
      const stored = (await this.#calls.call({ do: 'append', batch: packed }, buffersOf(packed))) as Stored;
      if (stored.known) return stored;
      for (const [nth, { index }] of told.entries()) {
        const id = stored.told[nth]!;
        if (id > 0) this.#seriesIds.set(batch.series[index]!, id);
      }
      return { known: false };
    } finally {
      this.#queuedRows -= packed.rows;
    }
  }

  async ask<Q extends Question>(question: Q): Promise<Answer<Q>> {
    return (await this.#calls.call({ do: 'ask', question })) as Answer<Q>;
  }

  async retain(from: EpochMs, peopleFrom: EpochMs = from, hoursFrom: EpochMs = 0): Promise<string[]> {
    const keep = { from, peopleFrom, hoursFrom, now: this.#limits.now() };
    return (await this.#calls.call({ do: 'retain', keep })) as string[];
  }

  async backup(file: string, begun: () => Promise<void>): Promise<Copied> {
    await this.#calls.call({ do: 'hold', file });
    try {
      await begun();
    } catch (error) {
      await this.#calls.call({ do: 'let-go' });
      throw error;
    }
    return (await this.#calls.call({ do: 'copy' })) as Copied;
  }

  async settle(before: EpochMs, mostDays = Number.MAX_SAFE_INTEGER): Promise<string[]> {
    return (await this.#calls.call({ do: 'settle', before, mostDays })) as string[];
  }

  async forget(user: bigint): Promise<{ rows: number; days: number }> {
    return (await this.#calls.call({ do: 'forget', user })) as { rows: number; days: number };
  }

  async check(): Promise<Checked> {
    return (await this.#calls.call({ do: 'check' })) as Checked;
  }

  status(): MeasurementsStatus {
    return { engine: 'DuckDB', queuedRows: this.#queuedRows, mostQueuedRows: this.#limits.maxQueuedRows };
  }

  async close(): Promise<void> {
    await this.#calls.end();
    this.#limits.closed();
  }
}
