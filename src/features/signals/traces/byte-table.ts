import { sameBytes } from '../otlp/wire.ts';

interface Entry<T> {
  view: DataView;
  value: T;
  next: Entry<T> | null;
}

/** Longer chains are those of bytes that were made to collide. */
const longestChain = 8;

/**
 * What was worked out for ranges of bytes that come again and again. Bounded: at most `most` ranges of at most `longest` bytes;
 * when it is full it is emptied and fills anew.
 */
export class ByteTable<T> {
  readonly #byHash = new Map<number, Entry<T>>();
  readonly #most: number;
  readonly #longest: number;
  #size = 0;

  constructor(most: number, longest: number) {
    this.#most = most;
    this.#longest = longest;
  }

  /** What was put in for the same bytes. */
  find(view: DataView, from: number, length: number): T | undefined {
    let entry = this.#byHash.get(hashOf(view, from, length)) ?? null;
    while (entry !== null) {
      if (entry.view.byteLength === length && sameBytes(entry.view, 0, view, from, length)) return entry.value;
      entry = entry.next;
    }
    return undefined;
  }

  /** Puts in what belongs to bytes that are not known yet; the bytes are copied. */
  add(view: DataView, from: number, length: number, value: T): void {
    if (length > this.#longest) return;
    if (this.#size >= this.#most) {
      this.#byHash.clear();
      this.#size = 0;
    }
    const copy = new Uint8Array(length);
    copy.set(new Uint8Array(view.buffer, view.byteOffset + from, length));
    const hash = hashOf(view, from, length);
    const first = this.#byHash.get(hash) ?? null;
    const next = first !== null && lengthOf(first) >= longestChain ? null : first;
    this.#byHash.set(hash, { view: new DataView(copy.buffer), value, next });
    this.#size += 1;
  }
}

function lengthOf<T>(first: Entry<T>): number {
  let length = 0;
  for (let entry: Entry<T> | null = first; entry !== null; entry = entry.next) length += 1;
  return length;
}

function hashOf(view: DataView, from: number, length: number): number {
  return mixRange(length, view, from, length) & 0x3fffffff;
}

/** Mixes some of the bytes of a range into a hash: its length, its ends and its middle. */
export function mixRange(hash: number, view: DataView, from: number, length: number): number {
  let mixed = Math.imul(hash ^ length, 0x9e3779b1);
  if (length >= 4) {
    mixed = Math.imul(mixed ^ view.getInt32(from, true), 0x85ebca6b);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed ^ view.getInt32(from + length - 4, true), 0xc2b2ae35);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed ^ view.getInt32(from + ((length - 4) >> 1), true), 0x9e3779b1);
  } else for (let i = 0; i < length; i++) mixed = Math.imul(mixed ^ view.getUint8(from + i), 0x85ebca6b);
  return mixed ^ (mixed >>> 16);
}
