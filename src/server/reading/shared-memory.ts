import type { SeenByBoth } from './messages.ts';

/** Numbers for memory that a thread sees too, so that each piece is named to it once. */
export class SharedMemory {
  readonly #numbers = new WeakMap<SharedArrayBuffer, number>();
  readonly #gone: FinalizationRegistry<number>;
  #newest = 0;

  /** `onGone`: nobody on this side has the memory of that number any more. */
  constructor(onGone: (number: number) => void) {
    this.#gone = new FinalizationRegistry(onGone);
  }

  seen(memory: SharedArrayBuffer): SeenByBoth {
    const known = this.#numbers.get(memory);
    if (known !== undefined) return { number: known };
    const number = ++this.#newest;
    this.#numbers.set(memory, number);
    this.#gone.register(memory, number);
    return { number, memory };
  }
}
