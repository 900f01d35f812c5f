/** The longest unary part of a code; what would need more is written plainly behind so many ones. */
const mostOnes = 16;
export const plainBits = mostOnes + 32;

/** Writes whole numbers of few bits one behind the other, the highest bit first. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #pending = 0;

  /** `capacity`: bytes that fit; whoever writes knows how much that can be. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  clear(): void {
    this.#at = 0;
    this.#pending = 0;
  }

  /** The lowest `width` (0–32) bits of a number. */
  put(value: number, width: number): void {
    if (width > 16) {
      this.put(value >>> 16, width - 16);
      this.put(value & 0xffff, 16);
      return;
    }
    this.#held = (this.#held << width) | value;
    this.#pending += width;
    while (this.#pending >= 8) {
      this.#pending -= 8;
      this.#bytes[this.#at++] = this.#held >>> this.#pending;
    }
  }

  /** Rice, "Some practical universal noiseless coding techniques", JPL 79-22, 1979: value / 2^k in ones and a zero, then the last k bits. */
  rice(value: number, k: number): void {
    const ones = value >>> k;
    if (ones >= mostOnes) {
      this.put(0xffff, mostOnes);
      this.put(value, 32);
      return;
    }
    this.put((1 << (ones + 1)) - 2, ones + 1);
    this.put(value & ((1 << k) - 1), k);
  }

  /** What was written, filled up to whole bytes with zeros; valid until the next `clear`. */
  finish(): Uint8Array {
    if (this.#pending > 0) this.put(0, 8 - this.#pending);
    return this.#bytes.subarray(0, this.#at);
  }
}

const one = new Uint32Array(1);

/** The reverse. Beyond the end it reads zeros; `isSpent` says afterwards whether all was read and no more. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #bit: number;

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.#bytes = bytes;
    this.#bit = from * 8;
    this.#end = to * 8;
  }

  get isSpent(): boolean {
    return this.#bit <= this.#end && this.#end - this.#bit < 8;
  }

  /** `width` 0–32; a number of 0 to 2^32 − 1. */
  bits(width: number): number {
    if (width > 16) return this.bits(width - 16) * 65_536 + this.bits(16);
    if (width === 0) return 0;
    const word = this.#word() >>> (32 - width);
    this.#bit += width;
    return word;
  }

  rice(k: number): number {
    this.rices(one, 1, k);
    return one[0]!;
  }

  /** The next `count` numbers, into `codes`. */
  rices(codes: Uint32Array, count: number, k: number): void {
    const bytes = this.#bytes;
    const mask = (1 << k) - 1;
    for (let nth = 0, bit = this.#bit; nth < count; nth++) {
      const at = bit >>> 3;
      const four = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
      const word = four << (bit & 7);
      const ones = Math.clz32(~word);
      const width = ones + 1 + k;
      // The word holds at least 25 bits.
      if (ones < mostOnes && width <= 25) {
        codes[nth] = (ones << k) | ((word >>> (32 - width)) & mask);
        bit += width;
      } else {
        this.#bit = bit + (ones < mostOnes ? ones + 1 : mostOnes);
        codes[nth] = ones < mostOnes ? (ones << k) | this.bits(k) : this.bits(32);
        bit = this.#bit;
      }
      if (nth === count - 1) this.#bit = bit;
    }
  }

  /** At least the next 25 bits, at the top. */
  #word(): number {
    const bytes = this.#bytes;
    const at = this.#bit >>> 3;
    const four = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    return four << (this.#bit & 7);
  }
}

/** How many bits the first `count` values, read as unsigned, take with this `k`. */
export function riceBits(values: Int32Array, count: number, k: number): number {
  let bits = 0;
  for (let nth = 0; nth < count; nth++) {
    const ones = values[nth]! >>> k;
    bits += ones < mostOnes ? ones + 1 + k : plainBits;
  }
  return bits;
}

/** The `k` (0 to `most`) with which they take the fewest bits, or nearly, and those bits. */
export function bestRice(values: Int32Array, count: number, most = 31): { k: number; bits: number } {
  let sum = 0;
  for (let nth = 0; nth < count; nth++) sum += values[nth]! >>> 0;
  let k = Math.min(most, 31 - Math.clz32(Math.max(1, sum / count)));
  let bits = riceBits(values, count, k);
  for (const step of [-1, 1]) {
    for (let next = k + step; next >= 0 && next <= most; next += step) {
      const others = riceBits(values, count, next);
      if (others >= bits) break;
      [k, bits] = [next, others];
    }
  }
  return { k, bits };
}
