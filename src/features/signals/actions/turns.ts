import { ProductError } from '../../../errors.ts';

/**
 * Lets requests that touch the same memory run one after the other, and bounds what waits. A request holds all of its keys
 * from the moment it queues, so two requests can never wait for each other.
 */
export class Turns {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #mostWaitingBytes: number;
  #waitingBytes = 0;

  constructor(mostWaitingBytes: number) {
    this.#mostWaitingBytes = mostWaitingBytes;
  }

  /** Counts the bytes as waiting while `work` goes on. Throws ProductError `overloaded` when too much waits already. */
  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#waitingBytes > 0 && this.#waitingBytes + bytes > this.#mostWaitingBytes) {
      throw new ProductError(
        'overloaded',
        'More data are waiting to be stored than the server holds; send again later.',
      );
    }
    this.#waitingBytes += bytes;
    try {
      return await work();
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  /** Runs `work` after every earlier one that shares a key, and holds its bytes meanwhile. */
  take<T>(keys: readonly string[], bytes: number, work: () => Promise<T>): Promise<T> {
    return this.hold(bytes, () => this.#inTurn(keys, work));
  }

  async #inTurn<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const earlier = keys.map((key) => this.#tails.get(key));
    const { promise: done, resolve } = Promise.withResolvers<void>();
    for (const key of keys) this.#tails.set(key, done);
    try {
      await Promise.all(earlier);
      return await work();
    } finally {
      for (const key of keys) if (this.#tails.get(key) === done) this.#tails.delete(key);
      resolve();
    }
  }
}
