import type { SeenByBoth } from './messages.ts';

/** So much memory is known by number at most; as much as is kept for later bodies (BodyPool). */
const mostBytes = 67_108_864;

/** Numbers for memory that a thread sees too, so that each piece is named to it once. What was not used for longest is forgotten on both sides. */
export class SharedMemory {
  readonly #numbers = new Map<SharedArrayBuffer, number>();
  readonly #onGone: (number: number) => void;
  #newest = 0;
  #bytes = 0;

  /** `onGone`: the memory of that number is not meant any more; told after whatever was asked about it. */
  constructor(onGone: (number: number) => void) {
    this.#onGone = onGone;
  }

  seen(memory: SharedArrayBuffer): SeenByBoth {
    const known = this.#numbers.get(memory);
    if (known !== undefined) {
      this.#numbers.delete(memory);
      this.#numbers.set(memory, known);
      return { number: known };
    }
    this.#makeRoomFor(memory.byteLength);
    this.#newest += 1;
    this.#numbers.set(memory, this.#newest);
    this.#bytes += memory.byteLength;
    return { number: this.#newest, memory };
  }

  #makeRoomFor(bytes: number): void {
    for (const [memory, number] of this.#numbers) {
      if (this.#bytes + bytes <= mostBytes) return;
      this.#numbers.delete(memory);
      this.#bytes -= memory.byteLength;
      this.#onGone(number);
    }
  }
}
