import type { Worker } from 'node:worker_threads';
import { ProductError } from '../../../errors.ts';
import type { Numbered, Reply, Request } from './messages.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Call {
  numbered: Numbered;
  transfer: ArrayBuffer[];
}

/**
 * Numbered calls to the store's thread; what is called in one turn goes in one message, since each wakes the thread. When the
 * thread ends, every open and later call rejects `store_unavailable`.
 */
export class Calls {
  /** Resolves when the thread says that the file is open. */
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #waiting: Call[] = [];
  #ended: ProductError | null = null;
  #ending: Promise<void> | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.opened = new Promise((resolve, reject) => this.#pending.set(0, { resolve, reject }));
    worker.on('message', (replies: Reply[]) => {
      for (const reply of replies) this.#settle(reply);
    });
    worker.on('error', (cause) => this.#end('The measurements store stopped working.', cause));
    worker.on('exit', () => this.#end('The measurements store is closed.'));
    this.opened.catch(() => worker.terminate());
  }

  call(request: Request, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (this.#ending) return Promise.reject(closed('The measurements store is closed.'));
    return this.#send(request, transfer);
  }

  /** Lets what was called before finish, closes the file and ends the thread. Safe to call twice. */
  end(): Promise<void> {
    this.#ending ??= (async () => {
      if (!this.#ended) await this.#send({ do: 'close' }, []);
      await this.#worker.terminate();
    })();
    return this.#ending;
  }

  #send(request: Request, transfer: ArrayBuffer[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      this.#waiting.push({ numbered: { id, request }, transfer });
      if (this.#waiting.length === 1) queueMicrotask(() => this.#post(this.#waiting.splice(0)));
    });
  }

  #post(calls: readonly Call[]): void {
    try {
      this.#worker.postMessage(
        calls.map(({ numbered }) => numbered),
        calls.flatMap(({ transfer }) => transfer),
      );
    } catch (error) {
      // Something cannot be sent: the others go without it.
      if (calls.length > 1) for (const call of calls) this.#post([call]);
      else this.#refuse(calls[0]!.numbered.id, error);
    }
  }

  #refuse(id: number, error: unknown): void {
    this.#pending.get(id)?.reject(error);
    this.#pending.delete(id);
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (!pending) return;
    if ('error' in reply) {
      const { code, message, details, cause } = reply.error;
      pending.reject(new ProductError(code, message, details, cause === '' ? undefined : new Error(cause)));
    } else {
      pending.resolve(reply.value);
    }
  }

  #end(message: string, cause?: unknown): void {
    this.#ended ??= closed(message, cause);
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}

function closed(message: string, cause?: unknown): ProductError {
  return new ProductError('store_unavailable', message, {}, cause);
}
