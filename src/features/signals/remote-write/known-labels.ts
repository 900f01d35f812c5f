import type { Label } from './write-request.ts';

/** So many bytes of labels are remembered in each of the two halves; a series of 150 bytes takes about 1 kB as objects. */
const mostBytes = 8 * 1_048_576;

/**
 * The labels of series that came before, by their bytes: a scrape sends the same ones every time, so they are read once, and
 * what is known of them may be remembered by the list itself. Bounded: what was not sent for long is forgotten.
 */
export class KnownLabels {
  #young = new Map<string, readonly Label[]>();
  #old = new Map<string, readonly Label[]>();
  #bytes = 0;

  /** `bytes`: as one text, a character for each. */
  get(bytes: string): readonly Label[] | undefined {
    const young = this.#young.get(bytes);
    if (young !== undefined) return young;
    const old = this.#old.get(bytes);
    if (old !== undefined) this.set(bytes, old);
    return old;
  }

  set(bytes: string, labels: readonly Label[]): void {
    if (this.#bytes + bytes.length > mostBytes) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bytes = 0;
    }
    this.#young.set(bytes, labels);
    this.#bytes += bytes.length;
  }
}
