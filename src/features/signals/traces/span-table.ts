import type { SpanKey } from './span-key.ts';

const wordsPerKey = 6;
/** A place holds the number of its key plus one, and above that bits of its hash, so that other keys are told from it at once. */
const numberBits = 22;
const numberMask = 2 ** numberBits - 1;
const tagMask = ~numberMask;
/** Who looks further meets ids that were made to collide; those go into a Set, whose hash no sender knows. */
const furthest = 32;
const smallest = 256;

/**
 * A set of span keys that grows, and forgets the newest first: 24 bytes each in one array, in order of arrival, found by an open table of at most half
 * its places (about 50 bytes a span in all, and none of them an object). Holds up to four million.
 */
export class SpanTable {
  #words: Int32Array;
  /** 0 is free. Twice as many places as there is room for keys. */
  #places: Int32Array;
  #size = 0;
  readonly #colliding = new Set<string>();

  constructor() {
    this.#words = new Int32Array(smallest * wordsPerKey);
    this.#places = new Int32Array(2 * smallest);
  }

  get size(): number {
    return this.#size;
  }

  has(key: SpanKey): boolean {
    return this.hasHashed(key, hashOf(key));
  }

  /** Adds a key that it does not have. */
  add({ words }: SpanKey): void {
    if ((this.#size + 1) * wordsPerKey > this.#words.length) this.#grow();
    const at = this.#size * wordsPerKey;
    for (let i = 0; i < wordsPerKey; i++) this.#words[at + i] = words[i]!;
    this.#size += 1;
    this.#place(this.#size - 1);
  }

  /** Forgets all but the first so many that were added. */
  truncate(size: number): void {
    if (size === 0 && this.#size > 0) {
      this.#places.fill(0);
      this.#colliding.clear();
      this.#size = 0;
    }
    // what was placed last lets go of its place first, so no way to another leads through it
    for (let number = this.#size - 1; number >= size; number--) this.#displace(number);
    this.#size = Math.min(size, this.#size);
  }

  /** Whether it has a key that has this hash. */
  hasHashed({ words }: SpanKey, hashed: number): boolean {
    const places = this.#places;
    const own = this.#words;
    const mask = places.length - 1;
    const tag = hashed & tagMask;
    let place = hashed & mask;
    for (let steps = 0; steps < furthest; steps++) {
      const held = places[place]!;
      if (held === 0) return false;
      if ((held & tagMask) === tag && equal(own, ((held & numberMask) - 1) * wordsPerKey, words)) return true;
      place = (place + 1) & mask;
    }
    return this.#colliding.has(textOf(words, 0));
  }

  #place(number: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    const from = number * wordsPerKey;
    const hashed = hash(this.#words, from);
    let place = hashed & mask;
    for (let steps = 0; steps < furthest; steps++) {
      if (places[place] === 0) {
        places[place] = (hashed & tagMask) | (number + 1);
        return;
      }
      place = (place + 1) & mask;
    }
    this.#colliding.add(textOf(this.#words, from));
  }

  #displace(number: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let place = hash(this.#words, number * wordsPerKey) & mask;
    for (let steps = 0; steps < furthest; steps++) {
      if ((places[place]! & numberMask) === number + 1) {
        places[place] = 0;
        return;
      }
      place = (place + 1) & mask;
    }
    this.#colliding.delete(textOf(this.#words, number * wordsPerKey));
  }

  #grow(): void {
    const words = new Int32Array(2 * this.#words.length);
    words.set(this.#words);
    this.#words = words;
    this.#places = new Int32Array(2 * this.#places.length);
    this.#colliding.clear();
    for (let i = 0; i < this.#size; i++) this.#place(i);
  }
}

/** The same for every table. */
export const hashOf = ({ words }: SpanKey): number => hash(words, 0);

/** Ids are random already; the words are mixed so that counted ones spread as well. */
function hash(words: Int32Array, from: number): number {
  let mixed = Math.imul(words[from]! ^ words[from + 2]!, 0x9e3779b1) ^ words[from + 1]! ^ words[from + 3]!;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) ^ words[from + 4]!;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ words[from + 5]!;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function equal(a: Int32Array, from: number, b: Int32Array): boolean {
  for (let i = wordsPerKey - 1; i >= 0; i--) if (a[from + i] !== b[i]) return false;
  return true;
}

const textOf = (words: Int32Array, from: number): string => words.subarray(from, from + wordsPerKey).join();
