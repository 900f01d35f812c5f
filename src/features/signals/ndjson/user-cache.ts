import type { KeyedHashes } from './keyed-hashes.ts';

const slots = 8_192;
const slotBytes = 48;

/**
 * The pseudonyms of users seen lately. Each user has one place, told by a hash of its bytes, and whoever comes later takes it;
 * the bytes are compared, so that two users are never taken for each other. Half a megabyte, whatever comes.
 */
export class UserCache {
  high = 0;
  low = 0;
  readonly #names = new Uint8Array(slots * slotBytes);
  readonly #lengths = new Uint8Array(slots);
  readonly #high = new Uint32Array(slots);
  readonly #low = new Uint32Array(slots);
  readonly #hashes: KeyedHashes;

  constructor(hashes: KeyedHashes) {
    this.#hashes = hashes;
  }

  /** The pseudonym of the user at `from` to `to` (1 to 512 bytes) into `high` and `low`. */
  find(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > slotBytes) {
      this.#hashes.user(bytes, from, to);
      this.high = this.#hashes.high;
      this.low = this.#hashes.low;
      return;
    }
    let mixed = length;
    for (let at = from; at < to; at++) mixed = Math.imul(mixed ^ bytes[at]!, 0x01000193);
    const slot = (mixed ^ (mixed >>> 15)) & (slots - 1);
    const names = this.#names;
    const first = slot * slotBytes;
    let same = this.#lengths[slot] === length;
    for (let at = 0; same && at < length; at++) same = names[first + at] === bytes[from + at];
    if (!same) {
      this.#hashes.user(bytes, from, to);
      for (let at = 0; at < length; at++) names[first + at] = bytes[from + at]!;
      this.#lengths[slot] = length;
      this.#high[slot] = this.#hashes.high;
      this.#low[slot] = this.#hashes.low;
    }
    this.high = this.#high[slot]!;
    this.low = this.#low[slot]!;
  }
}
