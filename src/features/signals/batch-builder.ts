import type { EpochMs } from '../../maths/instants.ts';
import { type Batch, emptyBatch, type SeriesKey } from '../../stores/measurements/measurements.ts';
import { identityOf } from './series-names.ts';

type Gauge = Batch['gauges'][number];

/** Collects what a request adds, summed per series and minute, and hands it over as one batch. */
export class BatchBuilder {
  readonly #batch: Batch = emptyBatch();
  readonly #indexes = new Map<string, number>();
  readonly #counts: Map<EpochMs, number>[] = [];
  readonly #bins: Map<EpochMs, Map<number, number>>[] = [];
  readonly #gauges: Map<EpochMs, Gauge>[] = [];

  /** The number of the series within this batch. `identity` may be given where the caller has it already. */
  series(key: SeriesKey, identity = identityOf(key)): number {
    const known = this.#indexes.get(identity);
    if (known !== undefined) return known;
    const index = this.#batch.series.push(key) - 1;
    this.#indexes.set(identity, index);
    this.#counts.push(new Map());
    this.#bins.push(new Map());
    this.#gauges.push(new Map());
    return index;
  }

  /** The identities of every series this batch uses. */
  identities(): string[] {
    return [...this.#indexes.keys()];
  }

  /** The event ids this batch holds. */
  ids(): Batch['ids'] {
    return this.#batch.ids;
  }

  count(series: number, minuteAt: EpochMs, n: number): void {
    const minutes = this.#counts[series]!;
    minutes.set(minuteAt, (minutes.get(minuteAt) ?? 0) + n);
  }

  bin(series: number, minuteAt: EpochMs, bin: number, n: number): void {
    const minutes = this.#bins[series]!;
    let bins = minutes.get(minuteAt);
    if (bins === undefined) {
      bins = new Map();
      minutes.set(minuteAt, bins);
    }
    bins.set(bin, (bins.get(bin) ?? 0) + n);
  }

  gauge(series: number, minuteAt: EpochMs, value: number, at: EpochMs): void {
    const minutes = this.#gauges[series]!;
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
  build(key?: Batch['key']): Batch {
    this.#counts.forEach((minutes, series) => {
      for (const [at, n] of minutes) if (n !== 0) this.#batch.counts.push({ series, at, n });
    });
    this.#bins.forEach((minutes, series) => {
      for (const [at, bins] of minutes) {
        for (const [bin, n] of bins) if (n !== 0) this.#batch.bins.push({ series, at, bin, n });
      }
    });
    for (const minutes of this.#gauges) this.#batch.gauges.push(...minutes.values());
    return key === undefined ? this.#batch : { ...this.#batch, key };
  }
}
