import type { EpochMs } from '../../maths/instants.ts';
import { type Batch, type CameIds, emptyBatch, type SeriesKey } from '../../stores/measurements/measurements.ts';
import { BatchPeople } from './batch-people.ts';
import { HashList } from './distinct-hashes.ts';
import { identityOf } from './series-names.ts';

type Count = Batch['counts'][number];
type Bin = Batch['bins'][number];
type Gauge = Batch['gauges'][number];

/** The bins of one series and minute; the index is made once a bin comes that is not above those before. */
interface Binned {
  at: EpochMs;
  /** Sums of bins 0 and above, where such came as columns; `rows` has other bins alone then. */
  sums: Float64Array;
  rows: Bin[];
  index: Map<number, Bin> | null;
}

const noSums = new Float64Array(0);

/** What a series has so far: nearly always one minute, and other minutes beside it. */
class SeriesRows {
  count: Count | null = null;
  counts: Map<EpochMs, Count> | null = null;
  binned: Binned | null = null;
  bins: Map<EpochMs, Binned> | null = null;
  gauge: Gauge | null = null;
  gauges: Map<EpochMs, Gauge> | null = null;
}

/** Collects what a request adds, summed per series and minute, and hands it over as one batch. */
export class BatchBuilder {
  static #made = 0;
  /** Tells batches apart, for who remembers where in a batch something stands. */
  readonly number: number;
  readonly #batch: Batch = emptyBatch();
  readonly #identities: string[] = [];
  /** By identity; made once somebody else than the first owner adds a series. */
  #indexes: Map<string, number> | null = null;
  #owner: object | null = null;
  readonly #rows: SeriesRows[] = [];
  /** Who passed which steps. */
  readonly people = new BatchPeople();
  readonly #ids = new HashList();
  #idsAt: EpochMs = 0;

  constructor() {
    BatchBuilder.#made += 1;
    this.number = BatchBuilder.#made;
  }

  /** The number of the series within this batch. `identity` may be given where the caller has it already. */
  series(key: SeriesKey, identity = identityOf(key)): number {
    this.#indexes ??= new Map(this.#identities.map((known, index) => [known, index]));
    const known = this.#indexes.get(identity);
    if (known !== undefined) return known;
    const index = this.#push(key, identity);
    this.#indexes.set(identity, index);
    return index;
  }

  /**
   * The same for a series that this owner has not added to this batch yet: as long as one owner alone adds series, nothing is
   * looked up.
   */
  newSeries(key: SeriesKey, identity: string, owner: object): number {
    this.#owner ??= owner;
    return this.#indexes === null && this.#owner === owner ? this.#push(key, identity) : this.series(key, identity);
  }

  /** The identities of every series this batch uses. */
  identities(): string[] {
    return [...this.#identities];
  }

  /** The event ids this batch holds; others may not be added while they are looked at. */
  ids(): CameIds[] {
    return this.#ids.size === 0 ? [] : [{ hash: this.#ids.values(), at: this.#idsAt }];
  }

  count(series: number, minuteAt: EpochMs, n: number): void {
    const rows = this.#rows[series]!;
    if (rows.count === null) rows.count = { series, at: minuteAt, n };
    else if (rows.count.at === minuteAt) rows.count.n += n;
    else {
      rows.counts ??= new Map();
      const known = rows.counts.get(minuteAt);
      if (known === undefined) rows.counts.set(minuteAt, { series, at: minuteAt, n });
      else known.n += n;
    }
  }

  /** Bins from 0 on: so many of them, with their numbers from `from` on. */
  bins(series: number, minuteAt: EpochMs, numbers: ArrayLike<number>, from: number, size: number): void {
    const binned = this.#binned(series, minuteAt);
    if (binned.sums.length < size) {
      if (binned.rows.length > 0) {
        for (let i = 0; i < size; i++) {
          const n = numbers[from + i]!;
          if (n !== 0) this.bin(series, minuteAt, i, n);
        }
        return;
      }
      const sums = new Float64Array(size);
      sums.set(binned.sums);
      binned.sums = sums;
    }
    const { sums } = binned;
    for (let i = 0; i < size; i++) sums[i]! += numbers[from + i]!;
  }

  bin(series: number, minuteAt: EpochMs, bin: number, n: number): void {
    const binned = this.#binned(series, minuteAt);
    const { rows, sums } = binned;
    if (bin >= 0 && bin < sums.length) {
      sums[bin]! += n;
      return;
    }
    const row = { series, at: minuteAt, bin, n };
    if (binned.index === null && (rows.length === 0 || bin > rows[rows.length - 1]!.bin)) rows.push(row);
    else this.#binAmong(binned, row);
  }

  gauge(series: number, minuteAt: EpochMs, value: number, at: EpochMs): void {
    const rows = this.#rows[series]!;
    const known = rows.gauge?.at === minuteAt ? rows.gauge : rows.gauges?.get(minuteAt);
    if (known === undefined) {
      const row = { series, at: minuteAt, n: 1, min: value, max: value, last: value, lastAt: at };
      if (rows.gauge === null) rows.gauge = row;
      else {
        rows.gauges ??= new Map();
        rows.gauges.set(minuteAt, row);
      }
      return;
    }
    known.n += 1;
    known.min = Math.min(known.min, value);
    known.max = Math.max(known.max, value);
    if (at >= known.lastAt) {
      known.last = value;
      known.lastAt = at;
    }
  }

  /** An event id that came at `at`, as all those of a batch do. */
  id(high: number, low: number, at: EpochMs): void {
    this.#ids.add(high, low);
    this.#idsAt = at;
  }

  alive(row: Batch['alive'][number]): void {
    if (row.to > row.from) this.#batch.alive.push(row);
  }

  state(key: string, value: string): void {
    this.#batch.states.push({ key, value });
  }

  /** The batch as it stands; the builder is not used after this. */
  build(): Batch {
    const { counts, bins, gauges } = this.#batch;
    for (let series = 0; series < this.#rows.length; series++) {
      const rows = this.#rows[series]!;
      if (rows.count !== null && rows.count.n !== 0) counts.push(rows.count);
      if (rows.counts !== null) for (const row of rows.counts.values()) if (row.n !== 0) counts.push(row);
      if (rows.binned !== null) pushBins(bins, series, rows.binned);
      if (rows.bins !== null) for (const binned of rows.bins.values()) pushBins(bins, series, binned);
      if (rows.gauge !== null) gauges.push(rows.gauge);
      if (rows.gauges !== null) gauges.push(...rows.gauges.values());
    }
    return { ...this.#batch, passed: this.people.columns(), ids: this.ids() };
  }

  #push(key: SeriesKey, identity: string): number {
    this.#identities.push(identity);
    this.#rows.push(new SeriesRows());
    return this.#batch.series.push(key) - 1;
  }

  #binned(series: number, minuteAt: EpochMs): Binned {
    const rows = this.#rows[series]!;
    if (rows.binned === null) rows.binned = { at: minuteAt, sums: noSums, rows: [], index: null };
    if (rows.binned.at === minuteAt) return rows.binned;
    rows.bins ??= new Map();
    let known = rows.bins.get(minuteAt);
    if (known === undefined) {
      known = { at: minuteAt, sums: noSums, rows: [], index: null };
      rows.bins.set(minuteAt, known);
    }
    return known;
  }

  #binAmong(binned: Binned, row: Bin): void {
    binned.index ??= new Map(binned.rows.map((one) => [one.bin, one]));
    const known = binned.index.get(row.bin);
    if (known !== undefined) known.n += row.n;
    else {
      binned.index.set(row.bin, row);
      binned.rows.push(row);
    }
  }
}

/** Adds the bins of a series and minute that hold something, in rising order. */
function pushBins(all: Bin[], series: number, { at, sums, rows, index }: Binned): void {
  const isRising = index === null && (rows.length === 0 || rows[0]!.bin >= sums.length);
  const others = isRising ? rows : [...rows].sort((a, b) => a.bin - b.bin);
  let next = 0;
  while (next < others.length && others[next]!.bin < 0) pushBin(all, others[next++]!);
  for (let bin = 0; bin < sums.length; bin++) if (sums[bin] !== 0) all.push({ series, at, bin, n: sums[bin]! });
  while (next < others.length) pushBin(all, others[next++]!);
}

function pushBin(all: Bin[], row: Bin): void {
  if (row.n !== 0) all.push(row);
}
