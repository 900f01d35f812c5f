import { sameBytes, type Wire } from '../wire.ts';
import type { SeriesOwner } from './known-values.ts';

/**
 * A part of a request that came before (a resource, a metric's head, the attributes of a point), known by its bytes within
 * the part it stands in, with what was worked out of it.
 */
export class Known<T> {
  readonly number: number;
  readonly parent: number;
  /** Tells apart what has equal bytes and means another thing. */
  readonly variant: number;
  /** Where its bytes stand in the arena; -1 for one that is not remembered. */
  readonly at: number;
  readonly length: number;
  readonly value: T;
  /** The child that came first, and the sibling that came next, the last time: most requests look like the one before. */
  first: Known<unknown> | undefined;
  next: Known<unknown> | undefined;
  /** Another one with the same hash. */
  same: Known<unknown> | undefined;

  constructor(number: number, parent: number, variant: number, at: number, length: number, value: T) {
    this.number = number;
    this.parent = parent;
    this.variant = variant;
    this.at = at;
    this.length = length;
    this.value = value;
    this.first = undefined;
    this.next = undefined;
    this.same = undefined;
  }
}

export interface Bounds {
  /** Parts that are remembered. */
  parts: number;
  /** Bytes of them. */
  bytes: number;
}

/** Parts of one hash that are compared at most: who makes hashes collide gains nothing but being forgotten. */
const mostAlike = 8;
const firstBytes = 16_384;

/**
 * Parts by their bytes. A hit is compared byte by byte, so that no collision of hashes can mislead. Bounded: when it is full
 * nothing more is remembered, and once as much was missed as is remembered it begins anew with the next request.
 */
export class KnownParts {
  readonly #bounds: Bounds;
  #table = new Map<number, Known<unknown>>();
  #arena = Buffer.allocUnsafe(firstBytes);
  #view = viewOf(this.#arena);
  #used = 0;
  #missed = 0;
  #count = 1;
  root: Known<null> = new Known(0, -1, 0, 0, 0, null);
  /** The series that remembered points go into; another one after everything was forgotten. */
  owner: SeriesOwner = new Map();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** How many parts are remembered, and how many bytes they take. */
  size(): Bounds {
    return { parts: this.#count - 1, bytes: this.#used };
  }

  /** To be called before a request, never within one: what was found in the request before may be forgotten here. */
  begin(): void {
    if (this.#missed < this.#count) return;
    this.#table = new Map();
    this.#arena = Buffer.allocUnsafe(firstBytes);
    this.#view = viewOf(this.#arena);
    this.#used = 0;
    this.#missed = 0;
    this.#count = 1;
    this.owner = new Map();
    this.root = new Known(0, -1, 0, 0, 0, null);
  }

  /** Whether the bytes from `from` on begin with those of the part. */
  beginsWith(known: Known<unknown>, wire: Wire, from: number, end: number): boolean {
    return from + known.length <= end && sameBytes(wire.view, from, this.#view, known.at, known.length);
  }

  /** The part with these bytes within `parent`, or undefined. */
  find(wire: Wire, parent: Known<unknown>, variant: number, from: number, to: number): Known<unknown> | undefined {
    const length = to - from;
    let known = this.#table.get(hashOf(wire, parent.number, variant, from, to));
    while (known !== undefined) {
      if (known.parent === parent.number && known.variant === variant && known.length === length) {
        if (sameBytes(wire.view, from, this.#view, known.at, length)) return known;
      }
      known = known.same;
    }
    return undefined;
  }

  /** Remembers a part that `find` did not find, while there is room; else it stands for this once. */
  add<T>(wire: Wire, parent: Known<unknown>, variant: number, from: number, to: number, value: T): Known<T> {
    const length = to - from;
    const hash = hashOf(wire, parent.number, variant, from, to);
    const alike = this.#table.get(hash);
    if (!this.hasRoom(parent, length) || lengthOf(alike) >= mostAlike) {
      this.#missed += 1;
      return new Known(-1, parent.number, variant, -1, length, value);
    }
    if (this.#used + length > this.#arena.length) this.#grow(length);
    wire.bytes.copy(this.#arena, this.#used, from, to);
    const known = new Known(this.#count, parent.number, variant, this.#used, length, value);
    this.#count += 1;
    this.#used += length;
    known.same = alike;
    this.#table.set(hash, known);
    return known;
  }

  /** Whether so many bytes within `parent` can be remembered. */
  hasRoom(parent: Known<unknown>, length: number): boolean {
    return parent.at >= 0 && this.#count <= this.#bounds.parts && this.#used + length <= this.#bounds.bytes;
  }

  #grow(length: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#used + length, 2 * this.#arena.length));
    this.#arena.copy(larger, 0, 0, this.#used);
    this.#arena = larger;
    this.#view = viewOf(larger);
  }
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function lengthOf(alike: Known<unknown> | undefined): number {
  let length = 0;
  for (let known = alike; known !== undefined; known = known.same) length += 1;
  return length;
}

/** Any mixing does, since bytes are compared on a hit. */
function hashOf({ view }: Wire, parent: number, variant: number, from: number, to: number): number {
  let hash = Math.imul(parent + 1, 0x9e37_79b1) ^ variant ^ (to - from);
  const words = from + ((to - from) & ~3);
  let at = from;
  for (; at < words; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x85eb_ca6b);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x0100_0193);
  return hash ^ (hash >>> 13);
}
