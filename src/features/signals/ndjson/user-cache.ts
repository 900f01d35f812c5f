import { KeyedHashes } from './keyed-hashes.ts';

const firstSlots = 1_024;
const mostSlots = 131_072;
/** A line of the processor's cache: up to 55 bytes of the user, their number, and the two halves of the pseudonym. */
const slotBytes = 64;
const lengthAt = 55;
const slotWords = slotBytes / 4;
const highAt = 14;
const lowAt = 15;

/** Caches of so many keys are kept; a server has one key, and for a while two when it is changed. */
const mostKeys = 2;
const caches = new Map<string, UserCache>();

/** The cache of a key of pseudonyms, which all scanners of a thread share. */
export function userCacheOf(key: Uint8Array): UserCache {
  const name = key.join();
  let cache = caches.get(name);
  if (cache === undefined) {
    if (caches.size === mostKeys) caches.delete(caches.keys().next().value!);
    cache = new UserCache(new KeyedHashes(key));
    caches.set(name, cache);
  }
  return cache;
}

/**
 * The pseudonyms of users seen lately, since making one takes ten times as long as reading the rest of a row. Each user has one place,
 * told by a hash of its bytes, and whoever comes later takes it; the bytes are compared, so that two users are never taken for each
 * other. 8 MB at most, and less where there are few users.
 */
export class UserCache {
  high = 0;
  low = 0;
  #names = new Uint8Array(firstSlots * slotBytes);
  #words = new Uint32Array(this.#names.buffer);
  #mask = firstSlots - 1;
  /** How many had to make room for others. */
  #replaced = 0;
  readonly #hashes: KeyedHashes;

  constructor(hashes: KeyedHashes) {
    this.#hashes = hashes;
  }

  /** The pseudonym of the user at `from` to `to` (1 to 512 bytes) into `high` and `low`. */
  find(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > lengthAt) {
      this.#hash(bytes, from, to);
      return;
    }
    let mixed = length;
    for (let at = from; at < to; at++) mixed = Math.imul(mixed ^ bytes[at]!, 0x01000193);
    const slot = (mixed ^ (mixed >>> 15)) & this.#mask;
    const names = this.#names;
    const first = slot * slotBytes;
    let same = names[first + lengthAt] === length;
    for (let at = 0; same && at < length; at++) same = names[first + at] === bytes[from + at];
    if (same) {
      this.high = this.#words[slot * slotWords + highAt]!;
      this.low = this.#words[slot * slotWords + lowAt]!;
      return;
    }
    this.#hash(bytes, from, to);
    if (names[first + lengthAt] !== 0) this.#replaced += 1;
    for (let at = 0; at < length; at++) names[first + at] = bytes[from + at]!;
    names[first + lengthAt] = length;
    this.#words[slot * slotWords + highAt] = this.high;
    this.#words[slot * slotWords + lowAt] = this.low;
    if (2 * this.#replaced > this.#mask && this.#mask + 1 < mostSlots) this.#grow();
  }

  #hash(bytes: Uint8Array, from: number, to: number): void {
    this.#hashes.user(bytes, from, to);
    this.high = this.#hashes.high;
    this.low = this.#hashes.low;
  }

  /** Begins anew with four times the room. */
  #grow(): void {
    const slots = Math.min(mostSlots, 4 * (this.#mask + 1));
    this.#names = new Uint8Array(slots * slotBytes);
    this.#words = new Uint32Array(this.#names.buffer);
    this.#mask = slots - 1;
    this.#replaced = 0;
  }
}
