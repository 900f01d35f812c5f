import { addToBucket, type BucketCounts, newBucketCounts, usedBuckets } from './bucket-counts.ts';

/** Bytes written one after another: unsigned integers below 2^53 in groups of seven bits (LEB128), floats as eight bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#push(rest);
  }

  /** Signed integers as zigzag: 0, −1, 1, −2 … are 0, 1, 2, 3 …. */
  signed(value: number): void {
    this.unsigned(value >= 0 ? 2 * value : -2 * value - 1);
  }

  float(value: number): void {
    for (const byte of new Uint8Array(new Float64Array([value]).buffer)) this.#push(byte);
  }

  buckets(buckets: BucketCounts): void {
    const used = usedBuckets(buckets);
    this.unsigned(used.length);
    let last = 0;
    for (const [index, count] of used) {
      this.signed(index - last);
      this.unsigned(count);
      last = index;
    }
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Reads what ByteWriter wrote. Beyond the end and on nonsense it gives NaN and `failed` stays true. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  failed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  unsigned(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 0x80) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : this.#fail();
    }
    return this.#fail();
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  float(): number {
    const bytes = this.#bytes.slice(this.#at, this.#at + 8);
    this.#at += 8;
    return bytes.length === 8 ? new Float64Array(bytes.buffer)[0]! : this.#fail();
  }

  /** Buckets with indices within ±`limit`, ascending, none twice. */
  buckets(limit: number): BucketCounts {
    const out = newBucketCounts();
    const used = this.unsigned();
    let index = 0;
    for (let i = 0; i < used && !this.failed; i++) {
      const step = this.signed();
      const count = this.unsigned();
      index += step;
      if (this.failed || Math.abs(index) > limit || count === 0 || (i > 0 && step <= 0)) this.#fail();
      else addToBucket(out, index, count);
    }
    return out;
  }

  /** Whether everything was read and nothing was wrong. */
  get complete(): boolean {
    return !this.failed && this.#at === this.#bytes.length;
  }

  #fail(): number {
    this.failed = true;
    return Number.NaN;
  }
}
