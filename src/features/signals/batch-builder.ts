import type { EpochMs } from '../../maths/instants.ts';
import {
  type Batch,
  type BinColumns,
  type CameIds,
  type CountColumns,
  emptyBatch,
  type SeriesKey,
} from '../../stores/measurements/measurements.ts';
import { BatchBins } from './batch-bins.ts';
import { BatchCounts } from './batch-counts.ts';
import { BatchPeople } from './batch-people.ts';
import { HashList } from './distinct-hashes.ts';
import { identityOf } from './series-names.ts';

type Gauge = Batch['gauges'][number];

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
  readonly #counts = new BatchCounts();
  readonly #bins = new BatchBins();
  /** By series and minute; the first minute of a series first. */
  readonly #gauges = new Map<number, Map<EpochMs, Gauge>>();
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
    this.#counts.add(series, minuteAt, n);
  }

  /** Bins from 0 on: so many of them, with their numbers from `from` on. */
  bins(series: number, minuteAt: EpochMs, numbers: ArrayLike<number>, from: number, size: number): void {
    this.#bins.addColumn(series, minuteAt, numbers, from, size);
  }

  bin(series: number, minuteAt: EpochMs, bin: number, n: number): void {
    this.#bins.add(series, minuteAt, bin, n);
  }

  gauge(series: number, minuteAt: EpochMs, value: number, at: EpochMs): void {
    let minutes = this.#gauges.get(series);
    if (minutes === undefined) {
      minutes = new Map();
      this.#gauges.set(series, minutes);
    }
    const known = minutes.get(minuteAt);
    if (known === undefined) {
      minutes.set(minuteAt, { series, at: minuteAt, n: 1, min: value, max: value, last: value, lastAt: at });
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

  /** The batch as it stands, counts and bins as columns; the builder is not used after this. */
  columns(): Batch & { counted: CountColumns; binned: BinColumns } {
    const bySeries = [...this.#gauges].sort(([a], [b]) => a - b);
    return {
      ...this.#batch,
      counted: this.#counts.columns(),
      binned: this.#bins.columns(),
      gauges: bySeries.flatMap(([, minutes]) => [...minutes.values()]),
      passed: this.people.columns(),
      ids: this.ids(),
    };
  }

  /** The same row by row. */
  build(): Batch {
    const { counted, binned, ...batch } = this.columns();
    const at = ({ series, at, n }: CountColumns, row: number) => ({ series: series[row]!, at: at[row]!, n: n[row]! });
    return {
      ...batch,
      counts: Array.from(counted.series, (_, row) => at(counted, row)),
      bins: Array.from(binned.series, (_, row) => ({ ...at(binned, row), bin: binned.bin[row]! })),
    };
  }

  #push(key: SeriesKey, identity: string): number {
    this.#identities.push(identity);
    return this.#batch.series.push(key) - 1;
  }
}
