import { minute } from '../../../maths/instants.ts';
import type { RowShape } from './row-shape.ts';
import type { EventGroup, ScannedEvents } from './scanned-events.ts';

/** The rows that are read and those that are left to the library may each sum up to so much: together they are exact in any order. */
export const mostSummed = 2 ** 52;

/** So many groups are remembered; beyond, they are made anew. */
const mostGroups = 8_192;

/** The groups of one body and the sums of its rows without an id. The arrays are kept from body to body, and grow by doubling. */
export class GroupSums {
  count = 0;
  shape = new Int32Array(64);
  minuteNumber = new Int32Array(64);
  n = new Float64Array(64);
  minor = new Float64Array(64);
  anonymous = new Float64Array(64);
  dropped = new Float64Array(64);
  firstAt = new Float64Array(64);
  lastAt = new Float64Array(64);
  /** Open addressing: a group's number, or -1; at least twice as many places as groups. */
  #places = new Int32Array(256).fill(-1);
  /** The groups that were given, by shape and minute, and how many. */
  readonly #known = new Map<RowShape, Map<number, EventGroup>>();
  #size = 0;

  clear(): void {
    this.count = 0;
    this.#places.fill(-1);
  }

  /** The number of the group of this shape in this minute (whole minutes since 1970). */
  find(shape: number, minuteNumber: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    const mixed = Math.imul(shape ^ Math.imul(minuteNumber, 0x9e3779b1), 0x85ebca6b);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const group = places[place]!;
      if (group < 0) return this.#added(place, shape, minuteNumber);
      if (this.shape[group] === shape && this.minuteNumber[group] === minuteNumber) return group;
      place = (place + 1) & mask;
    }
  }

  #added(place: number, shape: number, minuteNumber: number): number {
    const group = this.count++;
    if (group === this.shape.length) this.#grow();
    this.#places[place] = group;
    this.shape[group] = shape;
    this.minuteNumber[group] = minuteNumber;
    this.n[group] = 0;
    this.minor[group] = 0;
    this.anonymous[group] = 0;
    this.dropped[group] = 0;
    this.firstAt[group] = Number.POSITIVE_INFINITY;
    this.lastAt[group] = Number.NEGATIVE_INFINITY;
    if (this.count * 2 > this.#places.length) this.#spread();
    return group;
  }

  #grow(): void {
    this.shape = twice(this.shape, Int32Array);
    this.minuteNumber = twice(this.minuteNumber, Int32Array);
    this.n = twice(this.n, Float64Array);
    this.minor = twice(this.minor, Float64Array);
    this.anonymous = twice(this.anonymous, Float64Array);
    this.dropped = twice(this.dropped, Float64Array);
    this.firstAt = twice(this.firstAt, Float64Array);
    this.lastAt = twice(this.lastAt, Float64Array);
  }

  #spread(): void {
    const { count } = this;
    this.#places = new Int32Array(this.#places.length * 2).fill(-1);
    const mask = this.#places.length - 1;
    for (let group = 0; group < count; group++) {
      const mixed = Math.imul(this.shape[group]! ^ Math.imul(this.minuteNumber[group]!, 0x9e3779b1), 0x85ebca6b);
      let place = (mixed ^ (mixed >>> 15)) & mask;
      while (this.#places[place]! >= 0) place = (place + 1) & mask;
      this.#places[place] = group;
    }
  }

  /** The groups of the body; the very same object for the same group, body after body. */
  groups(shapes: readonly RowShape[]): EventGroup[] {
    if (this.#size > mostGroups) this.#forget();
    return Array.from({ length: this.count }, (_, group) => {
      const shape = shapes[this.shape[group]!]!;
      const minuteNumber = this.minuteNumber[group]!;
      let minutes = this.#known.get(shape);
      if (minutes === undefined) {
        minutes = new Map();
        this.#known.set(shape, minutes);
      }
      return minutes.get(minuteNumber) ?? this.#made(shape, minuteNumber, minutes);
    });
  }

  #made(shape: RowShape, minuteNumber: number, minutes: Map<number, EventGroup>): EventGroup {
    const { process, step, outcome, environment, currency, attributes } = shape;
    const minuteAt = minuteNumber * minute;
    const made = { process, step, outcome, environment, currency, attributes, minuteAt };
    minutes.set(minuteNumber, made);
    this.#size += 1;
    return made;
  }

  #forget(): void {
    this.#known.clear();
    this.#size = 0;
  }

  sums(): ScannedEvents['sums'] {
    const { count } = this;
    return {
      count: this.n.slice(0, count),
      minor: this.minor.slice(0, count),
      anonymous: this.anonymous.slice(0, count),
      dropped: this.dropped.slice(0, count),
      firstAt: this.firstAt.slice(0, count),
      lastAt: this.lastAt.slice(0, count),
    };
  }
}

type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same numbers with as much room again. */
export function twice<Array extends Numbers>(numbers: Array, of: new (length: number) => Array): Array {
  const larger = new of(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
