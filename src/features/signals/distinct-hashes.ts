const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
/** Where the lower and the higher half of a 64-bit number stand among 32-bit ones. */
export const lowHalf = littleEndian ? 0 : 1;
export const highHalf = 1 - lowHalf;

/** 64-bit numbers as halves of 32 bits, in the same memory: reading them as bigints would make an object of each. */
export function halvesOf({ buffer, byteOffset, length }: BigUint64Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, 2 * length);
}

const firstRoom = 16;

/** 64-bit hashes in the order in which they came. */
export class HashList {
  size = 0;
  halves = new Uint32Array(2 * firstRoom);

  add(high: number, low: number): void {
    const at = 2 * this.size++;
    this.halves[at + lowHalf] = low;
    this.halves[at + highHalf] = high;
    if (2 * this.size === this.halves.length) this.#grow();
  }

  /** All of them, in the memory in which they stand: not to be changed, nor kept while others are added. */
  values(): BigUint64Array<ArrayBuffer> {
    return new BigUint64Array(this.halves.buffer, 0, this.size);
  }

  #grow(): void {
    const halves = new Uint32Array(2 * this.halves.length);
    halves.set(this.halves);
    this.halves = halves;
  }
}

/**
 * Different 64-bit hashes (uniform), in the order in which they came: 8 bytes each, and a table of places with open addressing, at most
 * half full, to find them again.
 */
export class DistinctHashes {
  readonly #list = new HashList();
  /** The number of a hash plus one; 0 where the place is free. */
  #places = new Int32Array(2 * firstRoom);
  #mask = 2 * firstRoom - 1;

  has(high: number, low: number): boolean {
    return this.#places[this.#place(high, low)] !== 0;
  }

  /** False where it was there before. */
  add(high: number, low: number): boolean {
    const place = this.#place(high, low);
    if (this.#places[place] !== 0) return false;
    this.#list.add(high, low);
    this.#places[place] = this.size;
    if (2 * this.size > this.#mask) this.#grow();
    return true;
  }

  get size(): number {
    return this.#list.size;
  }

  /** As of a list. */
  values(): BigUint64Array<ArrayBuffer> {
    return this.#list.values();
  }

  /** Where the hash stands, or the free place where it would. */
  #place(high: number, low: number): number {
    const [{ halves }, places, mask] = [this.#list, this.#places, this.#mask];
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const number = places[place]!;
      if (number === 0) return place;
      const at = 2 * (number - 1);
      if (halves[at + lowHalf] === low && halves[at + highHalf] === high) return place;
    }
  }

  #grow(): void {
    const { halves } = this.#list;
    this.#mask = 2 * this.#mask + 1;
    this.#places = new Int32Array(this.#mask + 1);
    for (let number = 0; number < this.size; number++) {
      const place = this.#place(halves[2 * number + highHalf]!, halves[2 * number + lowHalf]!);
      this.#places[place] = number + 1;
    }
  }
}
