import type { EpochMs } from '../../maths/instants.ts';
import { type Batch, emptyBatch, type SeriesKey } from '../../stores/measurements/measurements.ts';
import { identityOf } from './series-names.ts';

type Count = Batch['counts'][number];
type Bin = Batch['bins'][number];
type Gauge = Batch['gauges'][number];

/** The bins of one series and minute; the index is made once a bin comes that is not above those before. */
interface Binned {
  at: EpochMs;
  rows: Bin[];
  index: Map<number, Bin> | null;
}

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

  /** The event ids this batch holds. */
  ids(): Batch['ids'] {
    return this.#batch.ids;
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

  bin(series: number, minuteAt: EpochMs, bin: number, n: number): void {
    const binned = this.#binned(series, minuteAt);
    const { rows } = binned;
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

  person(row: Batch['people'][number]): void {
    this.#batch.people.push(row);
  }

  id(row: Batch['ids'][number]): void {
    this.#batch.ids.push(row);
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
    for (const rows of this.#rows) {
      if (rows.count !== null && rows.count.n !== 0) counts.push(rows.count);
      if (rows.counts !== null) for (const row of rows.counts.values()) if (row.n !== 0) counts.push(row);
      if (rows.binned !== null) for (const row of rows.binned.rows) if (row.n !== 0) bins.push(row);
      if (rows.bins !== null) {
        for (const { rows: others } of rows.bins.values()) for (const row of others) if (row.n !== 0) bins.push(row);
      }
      if (rows.gauge !== null) gauges.push(rows.gauge);
      if (rows.gauges !== null) gauges.push(...rows.gauges.values());
    }
    return this.#batch;
  }

  #push(key: SeriesKey, identity: string): number {
    this.#identities.push(identity);
    this.#rows.push(new SeriesRows());
    return this.#batch.series.push(key) - 1;
  }

  #binned(series: number, minuteAt: EpochMs): Binned {
    const rows = this.#rows[series]!;
    if (rows.binned === null) rows.binned = { at: minuteAt, rows: [], index: null };
    if (rows.binned.at === minuteAt) return rows.binned;
    rows.bins ??= new Map();
    let known = rows.bins.get(minuteAt);
    if (known === undefined) {
      known = { at: minuteAt, rows: [], index: null };
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
