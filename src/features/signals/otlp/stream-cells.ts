import { BucketArena } from './bucket-arena.ts';
import type { Stream } from './cumulative.ts';
import { exactOf } from './wire.ts';

/** What a cell holds: nothing, a sum below 2^53, buckets whose counts stay below it, or anything else as it is. */
export const cellOf = { none: 0, sum: 1, buckets: 2, other: 3 } as const;

const fewest = 64;
const mostLow = 0xffff_ffffn;
const inexact = 2n ** 53n;
const bucketScheme = '{"waga.bounds":';

/**
 * The newest points of cumulative streams in columns, by the number of a cell: halves of the time, the value of a sum, the counts of a
 * histogram's buckets; an object only for what is neither.
 */
export class StreamCells {
  kinds = new Uint8Array(fewest);
  lows = new Uint32Array(fewest);
  highs = new Uint32Array(fewest);
  /** Of a sum its value; of a histogram where its counts begin. */
  values = new Float64Array(fewest);
  sizes = new Int32Array(fewest);
  readonly schemes: string[] = [];
  readonly #others: (Stream | null)[] = [];
  readonly #arena = new BucketArena();

  /** The counts of all buckets, each histogram's from its value on. */
  get counts(): Float64Array {
    return this.#arena.numbers;
  }

  /** Makes room for cells below this number. */
  reserve(count: number): void {
    if (count <= this.kinds.length) return;
    const length = Math.max(count, 2 * this.kinds.length);
    const grown = <T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    this.kinds = grown(new Uint8Array(length), this.kinds);
    this.lows = grown(new Uint32Array(length), this.lows);
    this.highs = grown(new Uint32Array(length), this.highs);
    this.values = grown(new Float64Array(length), this.values);
    this.sizes = grown(new Int32Array(length), this.sizes);
  }

  /** Whether the point of a cell is as new as this time or newer. */
  asNew(cell: number, low: number, high: number): boolean {
    const known = this.highs[cell]!;
    return known > high || (known === high && this.lows[cell]! >= low);
  }

  putSum(cell: number, low: number, high: number, value: number): void {
    if (this.kinds[cell] !== cellOf.sum) this.empty(cell);
    this.kinds[cell] = cellOf.sum;
    this.lows[cell] = low;
    this.highs[cell] = high;
    this.values[cell] = value;
  }

  /** Puts `size` counts from `from` on in `numbers`. */
  putBuckets(
    cell: number,
    low: number,
    high: number,
    numbers: ArrayLike<number>,
    from: number,
    size: number,
    scheme: string,
  ): void {
    if (this.kinds[cell] !== cellOf.buckets || this.sizes[cell] !== size) {
      this.empty(cell);
      this.values[cell] = this.#arena.take(size);
      this.sizes[cell] = size;
      this.kinds[cell] = cellOf.buckets;
    }
    this.lows[cell] = low;
    this.highs[cell] = high;
    this.schemes[cell] = scheme;
    const { counts } = this;
    const at = this.values[cell]!;
    for (let i = 0; i < size; i++) counts[at + i] = numbers[from + i]!;
  }

  put(cell: number, stream: Stream): void {
    const { time, values, scheme, scale } = stream;
    const [low, high] = [Number(time & mostLow), Number(time >> 32n)];
    const sum = values.get(0);
    const isSum = scheme === '' && scale === 0 && values.size === 1 && sum !== undefined && sum >= 0n && sum < inexact;
    const counts = scale === 0 && scheme.startsWith(bucketScheme) ? countsOf(scheme, values) : null;
    if (isSum) this.putSum(cell, low, high, Number(sum));
    else if (counts !== null) this.putBuckets(cell, low, high, counts, 0, counts.length, scheme);
    else {
      this.empty(cell);
      this.kinds[cell] = cellOf.other;
      this.lows[cell] = low;
      this.highs[cell] = high;
      this.#others[cell] = stream;
    }
  }

  /** The stream of a cell that is not empty. */
  read(cell: number): Stream {
    const kind = this.kinds[cell];
    if (kind === cellOf.other) return this.#others[cell]!;
    const time = exactOf(this.lows[cell]!, this.highs[cell]!);
    const value = this.values[cell]!;
    if (kind === cellOf.sum) return { time, values: new Map([[0, BigInt(value)]]), scheme: '', scale: 0 };
    const values = new Map<number, bigint>();
    for (let bin = 0; bin < this.sizes[cell]!; bin++) {
      const n = this.counts[value + bin]!;
      if (n !== 0) values.set(bin, BigInt(n));
    }
    return { time, values, scheme: this.schemes[cell]!, scale: 0 };
  }

  empty(cell: number): void {
    if (this.kinds[cell] === cellOf.buckets) this.#arena.giveBack(this.values[cell]!, this.sizes[cell]!);
    if (this.kinds[cell] === cellOf.other) this.#others[cell] = null;
    this.kinds[cell] = cellOf.none;
  }
}

/** The counts of every bucket of these bounds; null where columns would not say the same. */
function countsOf(scheme: string, values: ReadonlyMap<number, bigint>): number[] | null {
  const bounds = scheme.slice(bucketScheme.length + 1, -2);
  const counts = new Array<number>(bounds === '' ? 1 : bounds.split(',').length + 1).fill(0);
  let last = -1;
  for (const [bin, n] of values) {
    if (bin <= last || bin >= counts.length || n <= 0n || n >= inexact) return null;
    counts[bin] = Number(n);
    last = bin;
  }
  return counts;
}
