import { Worker } from 'node:worker_threads';
import { type ErrorCode, ProductError } from '../../../errors.ts';
import type { Task, Tasks } from '../tasks.ts';

/** A numbered task, and its answer. */
export interface Asked {
  id: number;
  task: Task;
}
export type Replied =
  | { id: number; value: unknown }
  | { id: number; error: string; expected?: { code: ErrorCode; details: Record<string, unknown> } };

/** Beyond this much memory the thread ends, and the server goes on. */
const mostMegabytes = 1_024;
/** A thread that nobody asked for so long ends. */
const idleMs = 600_000;
/** How many tasks may wait at once: who comes later is told to ask again. */
const mostWaiting = 8;

/** Thrown to whoever waits when their work was ended because something newer came. */
export class Abandoned extends Error {}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A thread that works out what takes long. It is started by the first task, and again by the first one after an end or a rest. */
export class Thread {
  readonly #limitMs: number;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #nextId = 1;
  #timer: NodeJS.Timeout | undefined;

  /** `limitMs`: a task that takes longer, with those before it, ends the thread. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /**
   * Throws ProductError `busy` when too much waits already, `overloaded` when it takes too long, Abandoned when it was ended,
   * and what was thrown in the thread: Error where that was not expected.
   */
  ask<Do extends keyof Tasks>(task: { do: Do } & Tasks[Do]['takes']): Promise<Tasks[Do]['gives']> {
    if (this.#pending.size >= mostWaiting) {
      const busy = new ProductError('busy', 'Too many questions wait to be worked out; ask again in a few seconds.');
      return Promise.reject(busy);
    }
    this.#worker ??= this.#start();
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, task: task as Task } satisfies Asked);
    if (this.#pending.size === 1) this.#watch();
    return answer as Promise<Tasks[Do]['gives']>;
  }

  /** Ends what is under way and the thread; the next task starts another. */
  async end(reason: Error = new Abandoned('ended')): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    clearTimeout(this.#timer);
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(reason);
    if (worker === null) return;
    // One that is cut off in the middle may bring the whole process down (V8 compiles beside it): at rest it ends by itself.
    if (waiting.length > 0) await worker.terminate();
    else await ended(worker);
  }

  #start(): Worker {
    const worker = new Worker(workerFile(), { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } });
    worker.on('message', (reply: Replied) => this.#settle(reply));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the thread ended')));
    return worker;
  }

  #lost(worker: Worker, error: unknown): void {
    if (this.#worker === worker) void this.end(error instanceof Error ? error : new Error(String(error)));
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#pending.size === 0) {
      // the memory is of more use elsewhere until somebody asks again
      this.#timer = setTimeout(() => void this.end(), idleMs).unref();
      return;
    }
    const seconds = this.#limitMs / 1_000;
    const late = new ProductError(
      'overloaded',
      `This graph takes longer than ${seconds} s to work out; it was given up.`,
    );
    this.#timer = setTimeout(() => void this.end(late), this.#limitMs);
  }

  #settle(reply: Replied): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    this.#watch();
    if ('error' in reply) pending?.reject(errorOf(reply));
    else pending?.resolve(reply.value);
  }
}

/** Asks a thread at rest to end, and waits until it has. */
function ended(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return Promise.resolve();
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.postMessage(null satisfies Asked | null);
  });
}

function errorOf({ error, expected }: Extract<Replied, { error: string }>): Error {
  return expected === undefined ? new Error(error) : new ProductError(expected.code, error, expected.details);
}

/** The worker beside this one, as source or as built. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}
