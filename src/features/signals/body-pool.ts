/** Bodies of this size stand in memory that is used again; smaller ones are not worth it, larger ones are rare. */
const pooled = { least: 32_768, most: 16_777_216 };
/** So much is kept for later bodies. */
const mostKept = 67_108_864;
/** So much is lent at once; what comes beyond is collected as it arrives, so that nobody holds memory by a promise of much. */
const mostLent = 268_435_456;

/**
 * Memory for bodies, used again and again, and shared, so that a thread reads it where it lies. A server that takes a thousand
 * bodies a second would else ask for new memory with each, and spend more time on giving it back than on reading it (measured: two
 * fifths of all processor time).
 */
export class BodyPool {
  readonly #free = new Map<number, SharedArrayBuffer[]>();
  readonly #lent = new Set<ArrayBufferLike>();
  #kept = 0;
  #lentBytes = 0;

  /** Memory for so many bytes or more; null where it is not worth it, or there is none to be had. */
  take(bytes: number): SharedArrayBuffer | null {
    if (!(bytes >= pooled.least && bytes <= pooled.most)) return null;
    const size = 2 ** Math.ceil(Math.log2(bytes));
    if (this.#lentBytes + size > mostLent) return null;
    const found = this.#free.get(size)?.pop();
    const memory = found ?? madeAnew(size);
    if (memory === null) return null;
    if (found !== undefined) this.#kept -= size;
    this.#lent.add(memory);
    this.#lentBytes += size;
    return memory;
  }

  /** Takes the memory of a body back, if it is lent. Nobody may look at the body any more. */
  giveBack({ buffer }: Uint8Array): void {
    if (!(buffer instanceof SharedArrayBuffer) || !this.#isReturned(buffer)) return;
    if (this.#kept + buffer.byteLength > mostKept) return;
    const free = this.#free.get(buffer.byteLength) ?? [];
    this.#free.set(buffer.byteLength, free);
    free.push(buffer);
    this.#kept += buffer.byteLength;
  }

  /** Counts the memory of a body as lent no more, without using it again: somebody may still look at it. */
  letGo({ buffer }: Uint8Array): void {
    this.#isReturned(buffer);
  }

  /** What is lent and what is kept for later, in bytes. */
  state(): { lentBytes: number; keptBytes: number } {
    return { lentBytes: this.#lentBytes, keptBytes: this.#kept };
  }

  #isReturned(buffer: ArrayBufferLike): boolean {
    const wasLent = this.#lent.delete(buffer);
    if (wasLent) this.#lentBytes -= buffer.byteLength;
    return wasLent;
  }
}

function madeAnew(size: number): SharedArrayBuffer | null {
  try {
    return new SharedArrayBuffer(size);
  } catch {
    return null;
  }
}
