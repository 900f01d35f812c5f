import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';

export interface SumColumns {
  series: Int32Array<ArrayBuffer>;
  at: Float64Array<ArrayBuffer>;
  bin: Int32Array<ArrayBuffer>;
  n: Float64Array<ArrayBuffer>;
}

/** More is made room for as it comes: 3 MB. */
const mostExpected = 131_072;

/** Sums per series, bucket and bin, filled in order of series and time; bins of a time in any order. */
export class OrderedSums {
  readonly #step: number;
  #columns: SumColumns = columnsOf(64);
  #length = 0;
  #bucket = Number.NaN;
  #end = Number.NaN;

  constructor(step: number) {
    this.#step = step;
  }

  /** Makes room for about so many at once. */
  expect(rows: number): void {
    this.#columns = columnsOf(Math.min(mostExpected, rows));
  }

  /** Throws RangeError when a sum is no longer exact. */
  readonly add = (id: number, instant: EpochMs, bin: number, n: number): void => {
    if (!(instant >= this.#bucket && instant < this.#end)) {
      // Instants are starts of minutes; the remainder of one takes longer than the rest of this.
      this.#bucket = this.#step === minute ? instant : bucketStart(instant, this.#step);
      this.#end = this.#bucket + this.#step;
    }
    const { series, at, bin: bins, n: sums } = this.#columns;
    const bucket = this.#bucket;
    let place = this.#length;
    while (place > 0 && at[place - 1] === bucket && series[place - 1] === id && bins[place - 1]! > bin) place -= 1;
    const before = place - 1;
    if (place > 0 && at[before] === bucket && series[before] === id && bins[before] === bin) {
      const sum = sums[before]! + n;
      if (!Number.isSafeInteger(sum)) throw new RangeError('a sum is beyond 2^53');
      sums[before] = sum;
    } else this.#put(place, id, bucket, bin, n);
  };

  #put(place: number, id: number, bucket: EpochMs, bin: number, n: number): void {
    if (this.#length === this.#columns.n.length) this.#grow();
    const { series, at, bin: bins, n: sums } = this.#columns;
    for (const column of place < this.#length ? [series, at, bins, sums] : []) {
      column.copyWithin(place + 1, place, this.#length);
    }
    series[place] = id;
    at[place] = bucket;
    bins[place] = bin;
    sums[place] = n;
    this.#length += 1;
  }

  #grow(): void {
    const { series, at, bin, n } = this.#columns;
    this.#columns = columnsOf(Math.max(64, 2 * n.length));
    this.#columns.series.set(series);
    this.#columns.at.set(at);
    this.#columns.bin.set(bin);
    this.#columns.n.set(n);
  }

  columns(): SumColumns {
    const { series, at, bin, n } = this.#columns;
    const end = this.#length;
    if (end === n.length) return this.#columns;
    return { series: series.slice(0, end), at: at.slice(0, end), bin: bin.slice(0, end), n: n.slice(0, end) };
  }
}

/** Two of them as one, in the same order. Throws RangeError when a sum is beyond 2^53. */
export function joinSums(one: SumColumns, other: SumColumns): SumColumns {
  if (other.n.length === 0) return one;
  if (one.n.length === 0) return other;
  const joined = columnsOf(one.n.length + other.n.length);
  let [first, second, length] = [0, 0, 0];
  while (first < one.n.length || second < other.n.length) {
    const order = orderOf(one, first, other, second);
    const [from, row] = order <= 0 ? [one, first] : [other, second];
    joined.series[length] = from.series[row]!;
    joined.at[length] = from.at[row]!;
    joined.bin[length] = from.bin[row]!;
    const sum = order === 0 ? one.n[first]! + other.n[second]! : from.n[row]!;
    if (!Number.isSafeInteger(sum)) throw new RangeError('a sum is beyond 2^53');
    joined.n[length++] = sum;
    if (order <= 0) first += 1;
    if (order >= 0) second += 1;
  }
  const { series, at, bin, n } = joined;
  return {
    series: series.slice(0, length),
    at: at.slice(0, length),
    bin: bin.slice(0, length),
    n: n.slice(0, length),
  };
}

function orderOf(one: SumColumns, first: number, other: SumColumns, second: number): number {
  if (second >= other.n.length) return -1;
  if (first >= one.n.length) return 1;
  return (
    one.series[first]! - other.series[second]! ||
    one.at[first]! - other.at[second]! ||
    one.bin[first]! - other.bin[second]!
  );
}

function columnsOf(length: number): SumColumns {
  return {
    series: new Int32Array(length),
    at: new Float64Array(length),
    bin: new Int32Array(length),
    n: new Float64Array(length),
  };
}
