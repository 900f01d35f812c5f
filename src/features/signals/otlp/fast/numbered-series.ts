import { KnownSeries, type SeriesOwner } from './known-values.ts';

/** Of so many series, the newest, both sides keep in mind what their numbers stand for. */
export const mostNumbered = 65_536;
/** So many are known at once, whoever named them. */
const mostShared = 4 * mostNumbered;

type Named = Pick<KnownSeries, 'key' | 'identity'>;

/** Numbers of series, and those that were not told before, in the order of their numbers, which end with the newest. */
export interface NumberedSeries {
  numbers: Int32Array;
  fresh: { newest: number; series: Named[] } | null;
}

/** Gives series numbers, on the side that names them and alone knows them; the other side has to hear of every answer, in order. */
export class SeriesNumbers {
  #newest = 0;

  /** The numbers of the first `count` of these, at most `mostNumbered`. */
  of(series: readonly KnownSeries[], count: number): NumberedSeries {
    const numbers = new Int32Array(count);
    const fresh: Named[] = [];
    const oldest = this.#newest - mostNumbered;
    for (let row = 0; row < count; row++) {
      const one = series[row]!;
      if (one.number === 0 || one.number <= oldest) {
        one.number = ++this.#newest;
        fresh.push({ key: one.key, identity: one.identity });
      }
      numbers[row] = one.number;
    }
    return { numbers, fresh: fresh.length === 0 ? null : { newest: this.#newest, series: fresh } };
  }
}

/** Series by identity, the very same object for the same series, whoever named it; begun anew when there are too many. */
export class SharedSeries {
  owner: SeriesOwner = new Map();

  /** Makes room for more, where there are too many. */
  makeRoom(): void {
    if (this.owner.size >= mostShared) this.owner = new Map();
  }

  named({ key, identity }: Named): KnownSeries {
    let series = this.owner.get(identity);
    if (series === undefined) {
      this.makeRoom();
      series = new KnownSeries(key, identity);
      this.owner.set(identity, series);
    }
    return series;
  }
}

/** What the numbers stand for, on the side that hears them. */
export class NamedSeries {
  readonly #shared: SharedSeries;
  #owner: SeriesOwner;
  /** In a ring: while numbers of one answer are looked up, no more than these can be meant. */
  readonly #known = new Array<KnownSeries | undefined>(2 * mostNumbered);

  constructor(shared: SharedSeries) {
    this.#shared = shared;
    this.#owner = shared.owner;
  }

  /** The series of an answer, and where they are known. Throws Error where an answer before it was not heard. */
  of({ numbers, fresh }: NumberedSeries): { series: KnownSeries[]; owner: SeriesOwner } {
    const first = fresh === null ? 0 : fresh.newest - fresh.series.length + 1;
    const known = this.#known;
    for (const [index, one] of fresh?.series.entries() ?? [])
      known[(first + index) % known.length] = this.#shared.named(one);
    while (this.#owner !== this.#shared.owner) this.#nameAgain();
    const series = new Array<KnownSeries>(numbers.length);
    for (let row = 0; row < numbers.length; row++) {
      const one = known[numbers[row]! % known.length];
      if (one === undefined) throw new Error('a series goes by a number that was never told');
      series[row] = one;
    }
    return { series, owner: this.#owner };
  }

  /** One owner knows a series by one object alone. */
  #nameAgain(): void {
    this.#owner = this.#shared.owner;
    for (const [place, one] of this.#known.entries())
      if (one !== undefined) this.#known[place] = this.#shared.named(one);
  }
}
