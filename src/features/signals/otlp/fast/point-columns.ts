import type { Refusal } from '../../refusal.ts';
import type { PointValues } from '../point-value.ts';
import type { KnownBounds, KnownPoint, KnownResource } from './known-values.ts';

/** What a row says. Those up to `refused` are points of the resource that began last; `beside` holds what is named here. */
export const rowOf = {
  /** A level: its value. */
  gauge: 0,
  /** A delta sum: a whole number, exact as far as such are taken. */
  sum: 1,
  /** A cumulative sum below 2^53. */
  cumulativeSum: 2,
  /** A delta histogram: observations by bucket; its bounds. */
  buckets: 3,
  cumulativeBuckets: 4,
  /** A delta exponential histogram: bins, then the observations of each; the labels of its bins. */
  bins: 5,
  /** A cumulative point in exact numbers. */
  cumulative: 6,
  /** A point whose value is wrong; why. */
  wrong: 7,
  /** So many points of a metric of which none is kept; why. */
  refused: 8,
  /** From here on the points are those of this resource. */
  resource: 9,
} as const;
export type Row = (typeof rowOf)[keyof typeof rowOf];

export type Labels = Readonly<Record<string, string>>;
export type Beside = KnownBounds | Labels | PointValues | Refusal | KnownResource | null;

/** Numbers of 32 bits of each row: both halves of time and start, flags, and where its numbers stand and how many. */
export const wide = 7;
const fewest = 256;
const mostModest = { rows: 16_384, numbers: 131_072 };

/** What was read of a request, row by row in the order in which it is judged: columns, not an object a point. */
export class PointColumns {
  size = 0;
  kinds: Uint8Array;
  words: Uint32Array;
  values: Float64Array;
  /** Of rows from `size` on they hold what an earlier request left. */
  readonly points: (KnownPoint | null)[] = [];
  readonly beside: Beside[] = [];
  /** Observations of histograms, one after the other. */
  numbers: Float64Array = new Float64Array(0);
  used = 0;

  /** Whether another thread read them; they are not used for another request then. */
  isTold = false;

  constructor() {
    this.kinds = new Uint8Array(fewest);
    this.words = new Uint32Array(fewest * wide);
    this.values = new Float64Array(fewest);
  }

  /** Begins anew, for another request. */
  clear(): void {
    this.size = 0;
    this.used = 0;
  }

  /** Whether they hold no more memory than a usual request needs. */
  get isModest(): boolean {
    return !this.isTold && this.kinds.length <= mostModest.rows && this.numbers.length <= mostModest.numbers;
  }

  point(
    kind: Row,
    known: KnownPoint,
    beside: Beside,
    value: number,
    timeLow: number,
    timeHigh: number,
    startLow: number,
    startHigh: number,
    flags: number,
  ): void {
    const at = this.size * wide;
    this.#row(kind, known, beside, value);
    const { words } = this;
    words[at] = timeLow;
    words[at + 1] = timeHigh;
    words[at + 2] = startLow;
    words[at + 3] = startHigh;
    words[at + 4] = flags;
  }

  /** Says of the point that was added last where its numbers stand. */
  numbered(from: number, size: number): void {
    const at = (this.size - 1) * wide;
    this.words[at + 5] = from;
    this.words[at + 6] = size;
  }

  refused(why: Refusal, count: number): void {
    if (count > 0) this.#row(rowOf.refused, null, why, count);
  }

  resource(resource: KnownResource): void {
    this.#row(rowOf.resource, null, resource, 0);
  }

  /** Makes room for so many more numbers. */
  reserve(count: number): void {
    if (this.used + count <= this.numbers.length) return;
    const larger = new Float64Array(Math.max(256, 2 * this.numbers.length, this.used + count));
    larger.set(this.numbers);
    this.numbers = larger;
  }

  word(row: number, which: number): number {
    return this.words[row * wide + which]!;
  }

  #row(kind: Row, known: KnownPoint | null, beside: Beside, value: number): void {
    if (this.size === this.kinds.length) this.#grow();
    this.kinds[this.size] = kind;
    this.values[this.size] = value;
    this.points[this.size] = known;
    this.beside[this.size] = beside;
    this.size += 1;
  }

  #grow(): void {
    const [kinds, words, values] = [this.kinds, this.words, this.values];
    this.kinds = new Uint8Array(2 * kinds.length);
    this.words = new Uint32Array(2 * words.length);
    this.values = new Float64Array(2 * values.length);
    this.kinds.set(kinds);
    this.words.set(words);
    this.values.set(values);
  }
}
