import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
import type { CameIds } from '../../stores/measurements/measurements.ts';
import { halvesOf, highHalf, lowHalf } from './distinct-hashes.ts';

/** How long an id is compared. */
export const idMemoryMs = 15 * minute;
const generationMs = 5 * minute;
/** Of so many ids at once nothing is forgotten before its time: 15 to 23 bytes each, 190 MB together at most. */
export const mostIds = 8_388_608;
/** A table that holds this share of the most is full: the next begins, within the same five minutes too. */
const fullShare = 0.5;

/**
 * The ids (64 bits, uniform) of the last 15 minutes, in hash tables of 5 minutes or less each, 12 bytes an entry, so that forgetting is
 * dropping a table. Beyond `most` ids the oldest table goes before its time.
 */
export class RecentIds {
  readonly #most: number;
  readonly #full: number;
  /** Newest first. */
  #generations: Generation[] = [];
  #size = 0;
  #early: { ids: number; at: EpochMs } | null = null;

  constructor(most = mostIds) {
    this.#most = most;
    this.#full = Math.ceil(fullShare * most);
  }

  get size(): number {
    return this.#size;
  }

  /** How many ids had to be forgotten before their 15 minutes were over, and when last; null: none. */
  get forgottenEarly(): { ids: number; at: EpochMs } | null {
    return this.#early;
  }

  /** Whether the id with these halves came in the 15 minutes before `now`. */
  has(high: number, low: number, now: EpochMs): boolean {
    const after = now - idMemoryMs;
    for (const generation of this.#generations) if (generation.at(high, low) > after) return true;
    return false;
  }

  /** Remembers the id unless it came in the 15 minutes before `now`; whether it did not. What is not stored then is to be given back. */
  take(high: number, low: number, now: EpochMs): boolean {
    const newest = this.#generations[0];
    // whoever set the clock back gets the long way
    const isOf = newest !== undefined && now >= newest.start && now < newest.start + generationMs;
    if (!isOf || newest.size >= this.#full) {
      if (this.has(high, low, now)) return false;
      this.add(BigUint64Array.of((BigInt(high) << 32n) | BigInt(low)), Float64Array.of(now));
      return true;
    }
    const after = now - idMemoryMs;
    for (let nth = 1; nth < this.#generations.length; nth++) {
      if (this.#generations[nth]!.at(high, low) > after) return false;
    }
    if (!newest.take(high, low, now - newest.start)) return false;
    this.#size += 1;
    if (this.#size > this.#most && this.#generations.length > 1) this.#forgetOldest(now);
    return true;
  }

  /** Forgets ids that were taken at this instant and were not stored. */
  giveBack({ hash, at }: CameIds): void {
    const halves = halvesOf(hash);
    for (const generation of this.#generations) {
      if (generation.start !== bucketStart(at, generationMs)) continue;
      for (let row = 0; row < hash.length; row++) {
        if (generation.giveBack(halves[2 * row + highHalf]!, halves[2 * row + lowHalf]!)) this.#size -= 1;
      }
    }
  }

  /** Remembers ids, each as of when it came. */
  add(ids: BigUint64Array, at: Float64Array): void {
    const halves = halvesOf(ids);
    let row = 0;
    while (row < ids.length) row = this.#addRun(halves, at, row);
  }

  /** Those from the row on that belong to the same table; where the next begin. */
  #addRun(halves: Uint32Array, at: Float64Array, from: number): number {
    const start = bucketStart(at[from]!, generationMs);
    const end = start + generationMs;
    const generation = this.#generationOf(start);
    const last = Math.min(at.length, from + Math.max(1, this.#full - generation.size));
    let next = from;
    while (next < last && at[next]! >= start && at[next]! < end) next += 1;
    generation.makeRoom(next - from);
    for (let row = from; row < next; row++) {
      const offset = at[row]! - start;
      const high = halves[2 * row + highHalf]!;
      const low = halves[2 * row + lowHalf]!;
      if (!generation.take(high, low, offset)) generation.renew(high, low, offset);
      else {
        this.#size += 1;
        if (this.#size > this.#most && this.#generations.length > 1) {
          this.#forgetOldest(at[row]!);
          return row + 1;
        }
      }
    }
    return next;
  }

  /** Drops the tables of which every id is older than 15 minutes. */
  forget(now: EpochMs): void {
    this.#generations = this.#generations.filter(({ start }) => start + generationMs > now - idMemoryMs);
    this.#size = this.#generations.reduce((sum, { size }) => sum + size, 0);
  }

  #generationOf(start: EpochMs): Generation {
    const known = this.#generations.find((one) => one.start === start);
    if (known !== undefined && known.size < this.#full) return known;
    const made = new Generation(start);
    // of those with one start, the newest comes first
    this.#generations = [made, ...this.#generations].sort((a, b) => b.start - a.start);
    return made;
  }

  #forgetOldest(at: EpochMs): void {
    while (this.#generations.length > 1 && this.#size > this.#most) {
      const { size } = this.#generations.pop()!;
      this.#size -= size;
      this.#early = { ids: (this.#early?.ids ?? 0) + size, at };
    }
  }
}

/** One table of a hundred megabytes would be copied at a stroke when it is full; these grow a little at a time. */
const parts = 256;
/** Fewer than these grow the table as they come. */
const manyIds = 65_536;

class Generation {
  readonly start: EpochMs;
  size = 0;
  readonly #parts: Part[] = Array.from({ length: parts }, () => new Part());

  constructor(start: EpochMs) {
    this.start = start;
  }

  /** Before many come at once, so that they are not copied over and over while they come. */
  makeRoom(ids: number): void {
    if (ids < manyIds) return;
    for (const part of this.#parts) part.makeRoom((this.size + ids) / parts);
  }

  /** When the id came, or −Infinity. */
  at(high: number, low: number): EpochMs {
    const time = this.#parts[high >>> 24]!.time(high, low);
    return time === 0 || time === givenBack ? -Infinity : this.start + time - 1;
  }

  /** False, and nothing is changed, where it is there. */
  take(high: number, low: number, offset: number): boolean {
    const isNew = this.#parts[high >>> 24]!.take(high, low, offset + 1);
    if (isNew) this.size += 1;
    return isNew;
  }

  /** Of one that is there: the later time holds. */
  renew(high: number, low: number, offset: number): void {
    this.#parts[high >>> 24]!.renew(high, low, offset + 1);
  }

  /** Whether it was there. */
  giveBack(high: number, low: number): boolean {
    const wasThere = this.#parts[high >>> 24]!.giveBack(high, low);
    if (wasThere) this.size -= 1;
    return wasThere;
  }
}

const firstSlots = 16;
/** Fuller than this, one looks too long; how much a part grows then. A copy keeps the order, so it is read and written from end to end. */
const mostFull = 0.8;
const growth = 1.5;

/** The time of an entry that stands for nothing any more: taking it out would hide those behind it. */
const givenBack = 0xffff_ffff;

/** Open addressing with linear probing, in the order of `low`; an entry is three words: high, low, and the time in the generation plus one (0: free). */
class Part {
  /** Entries, those that were given back too. */
  #size = 0;
  #words = new Uint32Array(3 * firstSlots);
  #slots = firstSlots;

  time(high: number, low: number): number {
    return this.#words[this.#slot(high, low) + 2]!;
  }

  take(high: number, low: number, time: number): boolean {
    const slot = this.#slot(high, low);
    const before = this.#words[slot + 2]!;
    if (before !== 0 && before !== givenBack) return false;
    this.#words[slot] = high;
    this.#words[slot + 1] = low;
    this.#words[slot + 2] = time;
    if (before === givenBack) return true;
    this.#size += 1;
    if (this.#size > mostFull * this.#slots) this.#resize(Math.ceil(growth * this.#slots));
    return true;
  }

  renew(high: number, low: number, time: number): void {
    const slot = this.#slot(high, low);
    this.#words[slot + 2] = Math.max(this.#words[slot + 2]!, time);
  }

  giveBack(high: number, low: number): boolean {
    const slot = this.#slot(high, low);
    const time = this.#words[slot + 2]!;
    if (time === 0 || time === givenBack) return false;
    this.#words[slot + 2] = givenBack;
    return true;
  }

  /** Where the id stands, or the free place where it would. */
  #slot(high: number, low: number): number {
    const words = this.#words;
    const end = 3 * this.#slots;
    for (let slot = 3 * Math.floor(low * (this.#slots / 0x1_0000_0000)); ; slot += 3) {
      if (slot === end) slot = 0;
      if (words[slot + 2] === 0 || (words[slot + 1] === low && words[slot] === high)) return slot;
    }
  }

  makeRoom(entries: number): void {
    // some more than the mean of all parts
    const slots = Math.ceil((1.1 * entries) / mostFull);
    if (slots > this.#slots) this.#resize(slots);
  }

  #resize(slots: number): void {
    const old = this.#words;
    this.#slots = slots;
    this.#words = new Uint32Array(3 * this.#slots);
    this.#size = 0;
    for (let from = 0; from < old.length; from += 3) {
      if (old[from + 2] === 0 || old[from + 2] === givenBack) continue;
      this.#size += 1;
      const slot = this.#slot(old[from]!, old[from + 1]!);
      this.#words[slot] = old[from]!;
      this.#words[slot + 1] = old[from + 1]!;
      this.#words[slot + 2] = old[from + 2]!;
    }
  }
}
