import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';

/** How long an id is compared. */
export const idMemoryMs = 15 * minute;
const generationMs = 5 * minute;
/** Of so many ids at once nothing is forgotten before its time: 24 bytes each at most, 200 MB together. */
export const mostIds = 8_388_608;

/**
 * The ids (64 bits, uniform) of the last 15 minutes, in hash tables of 5 minutes each, 12 bytes an entry, so that forgetting is
 * dropping a table. Beyond `most` ids the oldest table goes before its time.
 */
export class RecentIds {
  readonly #most: number;
  /** Newest first. */
  #generations: Generation[] = [];
  #early: { ids: number; at: EpochMs } | null = null;

  constructor(most = mostIds) {
    this.#most = most;
  }

  get size(): number {
    return this.#generations.reduce((sum, { size }) => sum + size, 0);
  }

  /** How many ids had to be forgotten before their 15 minutes were over, and when last; null: none. */
  get forgottenEarly(): { ids: number; at: EpochMs } | null {
    return this.#early;
  }

  /** Whether the id came in the 15 minutes before `now`. */
  has(id: bigint, now: EpochMs): boolean {
    const high = Number(id >> 32n);
    const low = Number(id & 0xffff_ffffn);
    return this.#generations.some((generation) => generation.at(high, low) > now - idMemoryMs);
  }

  add(id: bigint, at: EpochMs): void {
    const start = bucketStart(at, generationMs);
    let generation = this.#generations.find((one) => one.start === start);
    if (generation === undefined) {
      generation = new Generation(start);
      this.#generations = [...this.#generations, generation].sort((a, b) => b.start - a.start);
    }
    generation.add(Number(id >> 32n), Number(id & 0xffff_ffffn), at - start);
    while (this.#generations.length > 1 && this.size > this.#most) {
      this.#early = { ids: (this.#early?.ids ?? 0) + this.#generations.pop()!.size, at };
    }
  }

  /** Drops the tables of which every id is older than 15 minutes. */
  forget(now: EpochMs): void {
    this.#generations = this.#generations.filter(({ start }) => start + generationMs > now - idMemoryMs);
  }
}

const firstSlots = 1_024;

/** Open addressing with linear probing; an entry is three words: high, low, and the time in the generation plus one (0: free). */
class Generation {
  readonly start: EpochMs;
  size = 0;
  #words = new Uint32Array(3 * firstSlots);
  #mask = firstSlots - 1;

  constructor(start: EpochMs) {
    this.start = start;
  }

  /** When the id came, or −Infinity. */
  at(high: number, low: number): EpochMs {
    const time = this.#words[this.#slot(high, low) + 2]!;
    return time === 0 ? -Infinity : this.start + time - 1;
  }

  add(high: number, low: number, offset: number): void {
    const slot = this.#slot(high, low);
    const before = this.#words[slot + 2]!;
    this.#words[slot] = high;
    this.#words[slot + 1] = low;
    this.#words[slot + 2] = Math.max(before, offset + 1);
    if (before !== 0) return;
    this.size += 1;
    if (this.size > 0.7 * (this.#mask + 1)) this.#grow();
  }

  /** Where the id stands, or the free place where it would. */
  #slot(high: number, low: number): number {
    const words = this.#words;
    for (let at = low & this.#mask; ; at = (at + 1) & this.#mask) {
      const slot = 3 * at;
      if (words[slot + 2] === 0 || (words[slot + 1] === low && words[slot] === high)) return slot;
    }
  }

  #grow(): void {
    const old = this.#words;
    this.#words = new Uint32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let from = 0; from < old.length; from += 3) {
      if (old[from + 2] === 0) continue;
      const slot = this.#slot(old[from]!, old[from + 1]!);
      this.#words.set(old.subarray(from, from + 3), slot);
    }
  }
}
