import type { EpochMs } from '../../maths/instants.ts';
import type { BinColumns } from '../../stores/measurements/measurements.ts';

interface Bin {
  bin: number;
  n: number;
}

/** The bins of one series and minute; the index is made once a bin comes that is not above those before. */
interface Binned {
  at: EpochMs;
  /** Where the sums of bins 0 and above begin, and how many there are, where such came as columns; `rows` has other bins alone then. */
  from: number;
  size: number;
  rows: Bin[];
  index: Map<number, Bin> | null;
}

/** Bins by series and minute: nearly always one minute of a series, and other minutes beside it. */
export class BatchBins {
  readonly #first: (Binned | undefined)[] = [];
  readonly #others = new Map<number, Map<EpochMs, Binned>>();
  /** Sums of bins that came as columns, series after series. */
  #sums = new Float64Array(0);
  #used = 0;

  /** Bins from 0 on: so many of them, with their numbers from `from` on. */
  addColumn(series: number, minuteAt: EpochMs, numbers: ArrayLike<number>, from: number, size: number): void {
    const binned = this.#of(series, minuteAt);
    if (binned.size < size) {
      if (binned.rows.length > 0) {
        for (let bin = 0; bin < size; bin++)
          if (numbers[from + bin] !== 0) this.#add(binned, bin, numbers[from + bin]!);
        return;
      }
      this.#widen(binned, size);
    }
    addUp(this.#sums, binned.from, numbers, from, size);
  }

  add(series: number, minuteAt: EpochMs, bin: number, n: number): void {
    this.#add(this.#of(series, minuteAt), bin, n);
  }

  /** What is not 0, by series, and in rising order of the bins of a minute. */
  columns(): BinColumns {
    let most = this.#used;
    for (const { rows } of this.#all()) most += rows.length;
    const columns = {
      ...{ series: new Int32Array(most), at: new Float64Array(most) },
      ...{ bin: new Int32Array(most), n: new Float64Array(most) },
    };
    let size = 0;
    for (const [series, first] of this.#first.entries()) {
      if (first === undefined) continue;
      size = this.#put(columns, size, series, first);
      if (this.#others.size === 0) continue;
      for (const other of this.#others.get(series)?.values() ?? []) size = this.#put(columns, size, series, other);
    }
    const { series, at, bin, n } = columns;
    if (size === most) return columns;
    return { series: series.slice(0, size), at: at.slice(0, size), bin: bin.slice(0, size), n: n.slice(0, size) };
  }

  *#all(): Generator<Binned> {
    for (const binned of this.#first) if (binned !== undefined) yield binned;
    for (const minutes of this.#others.values()) yield* minutes.values();
  }

  #of(series: number, minuteAt: EpochMs): Binned {
    const first = this.#first[series];
    if (first !== undefined && first.at === minuteAt) return first;
    const made = { at: minuteAt, from: 0, size: 0, rows: [], index: null };
    if (first === undefined) {
      while (this.#first.length < series) this.#first.push(undefined);
      this.#first[series] = made;
      return made;
    }
    let minutes = this.#others.get(series);
    if (minutes === undefined) {
      minutes = new Map();
      this.#others.set(series, minutes);
    }
    const known = minutes.get(minuteAt);
    if (known === undefined) minutes.set(minuteAt, made);
    return known ?? made;
  }

  /** Gives it a place for so many sums; what it had moves there. */
  #widen(binned: Binned, size: number): void {
    const { from, size: before } = binned;
    if (this.#used + size > this.#sums.length) {
      const sums = new Float64Array(Math.max(this.#used + size, 2 * this.#sums.length, 1_024));
      sums.set(this.#sums.subarray(0, this.#used));
      this.#sums = sums;
    }
    this.#sums.copyWithin(this.#used, from, from + before);
    binned.from = this.#used;
    binned.size = size;
    this.#used += size;
  }

  #add(binned: Binned, bin: number, n: number): void {
    const { rows, from, size } = binned;
    if (bin >= 0 && bin < size) {
      this.#sums[from + bin]! += n;
      return;
    }
    if (binned.index === null && (rows.length === 0 || bin > rows[rows.length - 1]!.bin)) rows.push({ bin, n });
    else addAmong(binned, { bin, n });
  }

  /** Writes the bins that hold something from a row on, and gives the row after them. */
  #put(columns: BinColumns, begin: number, series: number, { at, from, size, rows, index }: Binned): number {
    let row = begin;
    const put = (bin: number, n: number): void => {
      if (n === 0) return;
      columns.series[row] = series;
      columns.at[row] = at;
      columns.bin[row] = bin;
      columns.n[row++] = n;
    };
    const isRising = index === null && (rows.length === 0 || rows[0]!.bin >= size);
    const others = isRising ? rows : rows.toSorted((a, b) => a.bin - b.bin);
    let next = 0;
    while (next < others.length && others[next]!.bin < 0) put(others[next]!.bin, others[next++]!.n);
    for (let bin = 0; bin < size; bin++) put(bin, this.#sums[from + bin]!);
    while (next < others.length) put(others[next]!.bin, others[next++]!.n);
    return row;
  }
}

function addUp(sums: Float64Array, begin: number, numbers: ArrayLike<number>, from: number, size: number): void {
  // places that come out of columns of doubles would be turned into whole numbers at every step
  const first = from | 0;
  const all = size | 0;
  for (let bin = 0; bin < all; bin++) sums[begin + bin]! += numbers[first + bin]!;
}

function addAmong(binned: Binned, row: Bin): void {
  binned.index ??= new Map(binned.rows.map((one) => [one.bin, one]));
  const known = binned.index.get(row.bin);
  if (known !== undefined) known.n += row.n;
  else {
    binned.index.set(row.bin, row);
    binned.rows.push(row);
  }
}
