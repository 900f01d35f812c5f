import { ProductError } from '../../../errors.ts';
import type { Engine } from './engine.ts';
import { type Copied, Snapshot } from './snapshot.ts';

/** Writers wait no longer than this for whoever asked for the copy. */
const mostHeldMs = 10_000;

/** A state that is fixed for a copy while the line of writes stands still. */
export class Held {
  readonly #pinned = Promise.withResolvers<void>();
  readonly #go = Promise.withResolvers<void>();
  #snapshot: Snapshot | null = null;
  #late = false;
  #interrupted = false;

  /** Resolves when the state is fixed. */
  get pinned(): Promise<void> {
    return this.#pinned.promise;
  }

  /** Runs as a turn in the line of writes: fixes the state and ends when the writes may go on. */
  async during(engine: Engine, file: string): Promise<void> {
    this.#snapshot = await Snapshot.pin(engine, file);
    this.#pinned.resolve();
    const timer = setTimeout(() => {
      this.#late = true;
      this.#go.resolve();
    }, mostHeldMs);
    await this.#go.promise;
    clearTimeout(timer);
  }

  /** Lets the writes go on and copies. Throws ProductError `store_unavailable` when they went on before. */
  async copy(): Promise<Copied> {
    this.#go.resolve();
    const snapshot = this.#snapshot!;
    if (this.#late || this.#interrupted) {
      await snapshot.abandon();
      throw new ProductError('store_unavailable', 'The copy was not begun in time; try again.');
    }
    return snapshot.copy();
  }

  async abandon(): Promise<void> {
    this.#go.resolve();
    await this.#snapshot?.abandon();
  }

  /** For a store that is closed meanwhile. */
  interrupt(): void {
    this.#interrupted = true;
    this.#go.resolve();
    this.#snapshot?.interrupt();
  }
}
