import type { SeriesKey } from '../../stores/measurements/measurements.ts';
import { type Refusal, refuse } from './refusal.ts';
import { identityOf } from './series-names.ts';

export interface AdmittedSeries {
  key: SeriesKey;
  identity: string;
}

/** Holds one request to the series limit of its source: known series go on, new ones are admitted while there is room. */
export class SeriesLimit {
  readonly #source: { name: string; seriesLimit: number };
  readonly #known: ReadonlySet<string>;
  readonly #added = new Set<string>();

  /** `known`: identities of the source's series so far; not changed here. */
  constructor(source: { name: string; seriesLimit: number }, known: ReadonlySet<string>) {
    this.#source = source;
    this.#known = known;
  }

  /** All of the keys or, when one of them would go beyond the limit, null and nothing is taken. */
  admit(keys: readonly SeriesKey[]): AdmittedSeries[] | null {
    const admitted = keys.map((key) => ({ key, identity: identityOf(key) }));
    return this.admitted(admitted) ? admitted : null;
  }

  /** The same for keys whose identities are known already: false and nothing is taken where they would go beyond the limit. */
  admitted(series: readonly AdmittedSeries[]): boolean {
    let fresh = 0;
    for (const { identity } of series) if (!this.#known.has(identity) && !this.#added.has(identity)) fresh += 1;
    if (fresh === 0) return true;
    if (this.#known.size + this.#added.size + fresh > this.#source.seriesLimit) return false;
    for (const { identity } of series) if (!this.#known.has(identity)) this.#added.add(identity);
    return true;
  }

  /** The series so far. They only ever grow: what was among them once needs not be asked again. */
  get known(): ReadonlySet<string> {
    return this.#known;
  }

  /** The same of one series whose identity the caller has: whether it may be written. */
  admits(identity: string): boolean {
    if (this.#known.has(identity) || this.#added.has(identity)) return true;
    if (this.#known.size + this.#added.size >= this.#source.seriesLimit) return false;
    this.#added.add(identity);
    return true;
  }

  /** Whether all of these may be written; nothing is taken. */
  hasRoomFor(identities: readonly string[]): boolean {
    const room = this.#source.seriesLimit - this.#known.size - this.#added.size;
    const fresh = new Set<string>();
    for (const identity of identities) {
      if (!this.#known.has(identity) && !this.#added.has(identity)) fresh.add(identity);
    }
    return fresh.size === 0 || fresh.size <= room;
  }

  refusal(): Refusal {
    const { name, seriesLimit } = this.#source;
    return refuse(
      'series_limit',
      `the source ${name} has reached its limit of ${seriesLimit} series; known series go on`,
    );
  }
}
