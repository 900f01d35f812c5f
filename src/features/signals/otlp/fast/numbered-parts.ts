import { type KnownBounds, KnownPoint, type KnownResource, type PointFacts } from './known-values.ts';
import { mostNumbered, type SharedSeries } from './numbered-series.ts';

/** What goes by a number, as it is told once. */
export type ToldPart = { point: PointFacts } | { bounds: KnownBounds } | { resource: KnownResource };

/** Those that were not told before, in the order of their numbers, which end with the newest. */
export interface FreshParts {
  newest: number;
  parts: ToldPart[];
}

/** Gives parts of requests numbers from 1 on, on the side that names them; the other side has to hear of every answer, in order. */
export class PartNumbers {
  readonly #numbered = new WeakMap<object, number>();
  #newest = 0;
  #oldest = 0;
  #fresh: ToldPart[] = [];

  /** Begins an answer, for which no more than `mostNumbered` numbers may be asked. */
  begin(): void {
    this.#oldest = this.#newest - mostNumbered;
  }

  of(part: KnownPoint | KnownBounds | KnownResource): number {
    let number = this.#numbered.get(part);
    if (number === undefined || number <= this.#oldest) {
      number = ++this.#newest;
      this.#numbered.set(part, number);
      this.#fresh.push(toldOf(part));
    }
    return number;
  }

  /** What the other side has to be told of with this answer. */
  end(): FreshParts | null {
    const parts = this.#fresh;
    this.#fresh = [];
    return parts.length === 0 ? null : { newest: this.#newest, parts };
  }
}

function toldOf(part: KnownPoint | KnownBounds | KnownResource): ToldPart {
  if (part instanceof KnownPoint) return { point: part.facts };
  // whoever judges points needs no attributes of their resource
  return 'scheme' in part ? { bounds: part } : { resource: { ...part, attributes: [] } };
}

/** What the numbers stand for, on the side that hears them. */
export class NamedParts {
  readonly #shared: SharedSeries;
  /** In a ring: while numbers of one answer are looked up, no more than these can be meant. */
  readonly #known = new Array<KnownPoint | KnownBounds | KnownResource | undefined>(2 * mostNumbered);
  #owner: SharedSeries['owner'];

  constructor(shared: SharedSeries) {
    this.#shared = shared;
    this.#owner = shared.owner;
  }

  hear(fresh: FreshParts | null): void {
    const first = fresh === null ? 0 : fresh.newest - fresh.parts.length + 1;
    if (fresh !== null) this.#shared.makeRoom();
    if (this.#owner !== this.#shared.owner) this.#nameAgain();
    for (const [index, told] of fresh?.parts.entries() ?? [])
      this.#known[(first + index) % this.#known.length] = this.#partOf(told);
  }

  point(number: number): KnownPoint {
    return this.#of(number) as KnownPoint;
  }

  /** Bounds or a resource. */
  beside(number: number): KnownBounds | KnownResource {
    return this.#of(number) as KnownBounds | KnownResource;
  }

  /** Throws Error where an answer before was not heard. */
  #of(number: number): KnownPoint | KnownBounds | KnownResource {
    const part = this.#known[number % this.#known.length];
    if (part === undefined) throw new Error('a part of a request goes by a number that was never told');
    return part;
  }

  #partOf(told: ToldPart): KnownPoint | KnownBounds | KnownResource {
    if ('point' in told) return new KnownPoint(told.point, this.#owner);
    return 'bounds' in told ? told.bounds : told.resource;
  }

  /** One owner knows a series by one object alone. */
  #nameAgain(): void {
    this.#owner = this.#shared.owner;
    for (const [place, part] of this.#known.entries())
      if (part instanceof KnownPoint) this.#known[place] = new KnownPoint(part.facts, this.#owner);
  }
}
