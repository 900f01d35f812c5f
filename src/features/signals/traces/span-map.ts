import { SpanKey } from './span-key.ts';
import { hashOf } from './span-table.ts';

const wordsPerKey = 6;
/** A place holds the number of a slot plus one, and above that bits of the hash of its key. */
const numberBits = 22;
const numberMask = 2 ** numberBits - 1;
const tagMask = ~numberMask;
/** Who looks further meets ids that were made to collide; those go into a Map, whose hash no sender knows. */
const furthest = 32;
const smallest = 256;

/**
 * Values by span key, in order of arrival, on trial until they are kept: `begin` takes back what was not kept. What is taken out
 * leaves its slot empty until the next beginning finds that most are. Holds up to four million slots.
 */
export class SpanMap<T extends object> {
  #words = new Int32Array(smallest * wordsPerKey);
  /** Of each slot; null is empty. */
  #values: (T | null)[] = [];
  /** Of each slot: the one before it of the same key, plus one. */
  #earlier = new Int32Array(smallest);
  #places = new Int32Array(2 * smallest);
  readonly #colliding = new Map<string, number>();
  #size = 0;
  /** All slots before it are empty and stay so. */
  #first = 0;
  /** What changed on trial, in turn: the slot, and the value that it had; undefined where it is a new one. */
  #changed: number[] = [];
  #before: (T | null | undefined)[] = [];

  get size(): number {
    return this.#size;
  }

  get({ words }: SpanKey): T | undefined {
    const slot = this.#slotOf(words, hashOf(words, 0));
    return slot < 0 ? undefined : (this.#values[slot] ?? undefined);
  }

  /** Puts a value in the place of the one of this key, or behind all others. */
  set(key: SpanKey, value: T): void {
    const { words } = key;
    const hashed = hashOf(words, 0);
    const known = this.#slotOf(words, hashed);
    if (known >= 0 && this.#values[known] !== null) {
      this.#note(known, this.#values[known]!);
      this.#values[known] = value;
      return;
    }
    const slot = this.#values.length;
    if (slot === this.#earlier.length) this.#grow(2 * slot);
    this.#words.set(words, slot * wordsPerKey);
    this.#earlier[slot] = known + 1;
    this.#values.push(value);
    this.#size += 1;
    this.#point(slot, slot, hashed);
    this.#note(slot, undefined);
  }

  delete({ words }: SpanKey): void {
    const slot = this.#slotOf(words, hashOf(words, 0));
    if (slot < 0 || this.#values[slot] === null) return;
    this.#note(slot, this.#values[slot]!);
    this.#values[slot] = null;
    this.#size -= 1;
  }

  /** Takes back what was not kept; from here on everything is on trial. */
  begin(): void {
    for (let i = this.#changed.length - 1; i >= 0; i--) this.#takeBack(this.#changed[i]!, this.#before[i]);
    this.keep();
    const slots = this.#values.length;
    while (this.#first < slots && this.#values[this.#first] === null) this.#first += 1;
    if (slots >= smallest && 2 * this.#size < slots) this.#compact();
  }

  keep(): void {
    if (this.#changed.length === 0) return;
    this.#changed = [];
    this.#before = [];
  }

  /** The words of the keys of the oldest values, as long as these are asked for. */
  oldest(isAsked: (value: T) => boolean): Int32Array {
    const found: number[] = [];
    for (let slot = this.#first; slot < this.#values.length; slot++) {
      const value = this.#values[slot]!;
      if (value === null) continue;
      if (!isAsked(value)) break;
      found.push(slot);
    }
    const words = new Int32Array(found.length * wordsPerKey);
    for (const [nth, slot] of found.entries()) words.set(this.#keyAt(slot), nth * wordsPerKey);
    return words;
  }

  /** All keys as texts, with their values. */
  *[Symbol.iterator](): IterableIterator<[key: string, value: T]> {
    const key = new SpanKey();
    for (const [slot, value] of this.#values.entries()) {
      if (value === null) continue;
      key.words.set(this.#keyAt(slot));
      yield [key.text(), value];
    }
  }

  #note(slot: number, before: T | undefined): void {
    this.#changed.push(slot);
    this.#before.push(before);
  }

  #takeBack(slot: number, before: T | null | undefined): void {
    if (before !== undefined) {
      if (this.#values[slot] === null) this.#size += 1;
      this.#values[slot] = before;
      return;
    }
    // the newest slot of all lets go of its place, so no way to another leads through it
    if (this.#values[slot] !== null) this.#size -= 1;
    const earlier = this.#earlier[slot]! - 1;
    this.#point(slot, earlier, hashOf(this.#words, slot * wordsPerKey));
    this.#values.pop();
  }

  /** The newest slot of a key, or -1. */
  #slotOf(words: Int32Array, hashed: number): number {
    const places = this.#places;
    const own = this.#words;
    const mask = places.length - 1;
    const tag = hashed & tagMask;
    let place = hashed & mask;
    for (let steps = 0; steps < furthest; steps++) {
      const held = places[place]!;
      if (held === 0) return -1;
      if ((held & tagMask) === tag && equal(own, ((held & numberMask) - 1) * wordsPerKey, words)) {
        return (held & numberMask) - 1;
      }
      place = (place + 1) & mask;
    }
    return this.#colliding.size === 0 ? -1 : (this.#colliding.get(words.join()) ?? -1);
  }

  /** Lets the key of a slot lead to another slot of the same key, or to none (-1). */
  #point(slot: number, to: number, hashed: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    const tag = hashed & tagMask;
    const key = this.#keyAt(slot);
    let place = hashed & mask;
    for (let steps = 0; steps < furthest; steps++) {
      const held = places[place]!;
      if (
        held === 0 ||
        ((held & tagMask) === tag && equal(this.#words, ((held & numberMask) - 1) * wordsPerKey, key))
      ) {
        places[place] = to < 0 ? 0 : tag | (to + 1);
        return;
      }
      place = (place + 1) & mask;
    }
    if (to < 0) this.#colliding.delete(key.join());
    else this.#colliding.set(key.join(), to);
  }

  #keyAt(slot: number): Int32Array {
    return this.#words.subarray(slot * wordsPerKey, (slot + 1) * wordsPerKey);
  }

  #grow(slots: number): void {
    const words = new Int32Array(slots * wordsPerKey);
    words.set(this.#words.subarray(0, words.length));
    this.#words = words;
    const earlier = new Int32Array(slots);
    earlier.set(this.#earlier.subarray(0, slots));
    this.#earlier = earlier;
    this.#places = new Int32Array(2 * slots);
    this.#colliding.clear();
    for (let slot = 0; slot < this.#values.length; slot++) this.#point(slot, slot, hashOf(words, slot * wordsPerKey));
  }

  /** Closes the gaps. */
  #compact(): void {
    const kept: T[] = [];
    for (const [slot, value] of this.#values.entries()) {
      if (value === null) continue;
      this.#words.copyWithin(kept.length * wordsPerKey, slot * wordsPerKey, (slot + 1) * wordsPerKey);
      kept.push(value);
    }
    this.#values = kept;
    this.#first = 0;
    this.#earlier.fill(0);
    let slots = smallest;
    while (slots < 2 * kept.length) slots *= 2;
    this.#grow(slots);
  }
}

function equal(a: Int32Array, from: number, b: Int32Array): boolean {
  for (let i = wordsPerKey - 1; i >= 0; i--) if (a[from + i] !== b[i]) return false;
  return true;
}
