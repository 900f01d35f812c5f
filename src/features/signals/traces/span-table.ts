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

  has({ words }: SpanKey): boolean {
    return this.hasHashed(words, 0, hashOf(words, 0));
  }

  /** Adds a key that it does not have. */
  add({ words }: SpanKey): void {
    this.addHashed(words, 0, hashOf(words, 0));
  }

  /** The same of a key whose words stand from `from` on, and that has this hash. */
  addHashed(words: Int32Array, from: number, hashed: number): void {
    const at = this.#size * wordsPerKey;
    if (at + wordsPerKey > this.#words.length) this.#grow();
    const own = this.#words;
    for (let i = 0; i < wordsPerKey; i++) own[at + i] = words[from + i]!;
    this.#size += 1;
    this.#place(this.#size - 1, hashed);
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

  /** Whether it has a key whose words stand from `from` on, and that has this hash. */
  hasHashed(words: Int32Array, from: number, hashed: number): boolean {
    const places = this.#places;
    const own = this.#words;
    const mask = places.length - 1;
    const tag = hashed & tagMask;
    let place = hashed & mask;
    for (let steps = 0; steps < furthest; steps++) {
      const held = places[place]!;
      if (held === 0) return false;
      if ((held & tagMask) === tag && equal(own, ((held & numberMask) - 1) * wordsPerKey, words, from)) return true;
      place = (place + 1) & mask;
    }
    return this.#colliding.size > 0 && this.#colliding.has(textOf(words, from));
  }

  /** What the place holds where a key of this hash is looked for first. */
  placeOf(hashed: number): number {
    return this.#places[hashed & (this.#places.length - 1)]!;
  }

  #place(number: number, hashed: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let place = hashed & mask;
    for (let steps = 0; steps < furthest; steps++) {
      if (places[place] === 0) {
        places[place] = (hashed & tagMask) | (number + 1);
        return;
      }
      place = (place + 1) & mask;
    }
    this.#colliding.add(textOf(this.#words, number * wordsPerKey));
  }

  #displace(number: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let place = hashOf(this.#words, number * wordsPerKey) & mask;
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
    for (let i = 0; i < this.#size; i++) this.#place(i, hashOf(words, i * wordsPerKey));
  }
}

/** The hash of a key whose words stand from `from` on. Ids are random already; they are mixed so that counted ones spread as well. */
export function hashOf(words: Int32Array, from: number): number {
  let mixed = Math.imul(words[from]! ^ words[from + 2]!, 0x9e3779b1) ^ words[from + 1]! ^ words[from + 3]!;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) ^ words[from + 4]!;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ words[from + 5]!;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function equal(a: Int32Array, aFrom: number, b: Int32Array, bFrom: number): boolean {
  for (let i = wordsPerKey - 1; i >= 0; i--) if (a[aFrom + i] !== b[bFrom + i]) return false;
  return true;
}

const textOf = (words: Int32Array, from: number): string => words.subarray(from, from + wordsPerKey).join();
