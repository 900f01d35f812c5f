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
    const fresh = admitted.filter(({ identity }) => !this.#known.has(identity) && !this.#added.has(identity));
    if (fresh.length > 0 && this.#known.size + this.#added.size + fresh.length > this.#source.seriesLimit) return null;
    for (const { identity } of fresh) this.#added.add(identity);
    return admitted;
  }

  refusal(): Refusal {
    const { name, seriesLimit } = this.#source;
    return refuse(
      'series_limit',
      `the source ${name} has reached its limit of ${seriesLimit} series; known series go on`,
    );
  }
}
