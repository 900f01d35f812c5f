import {
  addBuckets,
  addToBucket,
  type BucketCounts,
  highestBucket,
  newBucketCounts,
  remapBuckets,
  totalOf,
} from './bucket-counts.ts';
import { ByteReader, ByteWriter } from './byte-stream.ts';

/**
 * A distribution whose every quantile is off by at most the share `accuracy` of itself, and whose merge is exact: two
 * sketches added bucket by bucket are the sketch of all values together. Source: Masson, Rim and Lee, DDSketch, VLDB 2019:
 * γ = (1+α)/(1−α), a value x > 0 lies in bucket ⌈log_γ x⌉, which is read back as 2γ^i/(γ+1).
 * Zeros have a counter of their own; values below zero lie in buckets of their absolute value.
 */
export interface DdSketch {
  /** α, relative error; 0.01 by default. */
  readonly accuracy: number;
  zeros: number;
  positive: BucketCounts;
  negative: BucketCounts;
}

/** So many buckets are kept on each side (at 1 %: a factor of 10^17); smaller values are then all read as the lowest kept. */
export const mostBuckets = 2_048;

export function newDdSketch(accuracy = 0.01): DdSketch {
  if (!(accuracy > 0 && accuracy < 1))
    throw new RangeError(`an accuracy between 0 and 1 was expected, found ${accuracy}`);
  return { accuracy, zeros: 0, positive: newBucketCounts(), negative: newBucketCounts() };
}

function gammaOf(accuracy: number): number {
  return (1 + accuracy) / (1 - accuracy);
}

/** The bucket of a value > 0. */
export function bucketIndex(accuracy: number, value: number): number {
  return Math.ceil(Math.log(value) / Math.log(gammaOf(accuracy))) + 0;
}

/** What values in a bucket are read as. */
export function bucketValue(accuracy: number, index: number): number {
  const gamma = gammaOf(accuracy);
  return (2 * gamma ** index) / (gamma + 1);
}

/** Counts a value `count` times, in place. Infinite values and NaN are a RangeError. */
export function addToDdSketch(sketch: DdSketch, value: number, count = 1): void {
  if (!Number.isFinite(value)) throw new RangeError(`a finite value was expected, found ${value}`);
  if (count === 0) return;
  if (value === 0) {
    sketch.zeros += count;
    return;
  }
  const side = value > 0 ? 'positive' : 'negative';
  addToBucket(sketch[side], bucketIndex(sketch.accuracy, Math.abs(value)), count);
  if (sketch[side].length > mostBuckets) sketch[side] = collapsed(sketch[side]);
}

/** Adds `from` to `into`, in place. Both must have the same accuracy (RangeError). */
export function mergeIntoDdSketch(into: DdSketch, from: DdSketch): void {
  if (into.accuracy !== from.accuracy)
    throw new RangeError(`sketches of accuracy ${into.accuracy} and ${from.accuracy} cannot be added`);
  into.zeros += from.zeros;
  for (const side of ['positive', 'negative'] as const) {
    addBuckets(into[side], from[side]);
    if (into[side].length > mostBuckets) into[side] = collapsed(into[side]);
  }
}

/** The lowest buckets drawn together. Depends on the highest one alone, so it may come before or after a merge. */
function collapsed(buckets: BucketCounts): BucketCounts {
  const lowest = highestBucket(buckets) - mostBuckets + 1;
  return remapBuckets(buckets, (i) => Math.max(i, lowest));
}

export function countOfDdSketch(sketch: DdSketch): number {
  return sketch.zeros + totalOf(sketch.positive) + totalOf(sketch.negative);
}

/**
 * The value of rank ⌊p·(n−1)⌋ (0 the lowest) within the relative error; NaN when empty. `p` between 0 and 1.
 */
export function quantileOfDdSketch(sketch: DdSketch, p: number): number {
  const total = countOfDdSketch(sketch);
  if (total === 0) return Number.NaN;
  let before = Math.floor(p * (total - 1));
  const { negative, positive, accuracy } = sketch;
  for (let i = negative.length - 1; i >= 0; i--) {
    before -= negative.counts[i]!;
    if (before < 0) return -bucketValue(accuracy, negative.offset + i);
  }
  before -= sketch.zeros;
  if (before < 0) return 0;
  for (let i = 0; i < positive.length; i++) {
    before -= positive.counts[i]!;
    if (before < 0) return bucketValue(accuracy, positive.offset + i);
  }
  return bucketValue(accuracy, highestBucket(positive));
}

const format = 1;

/** Bytes of a sketch: format, accuracy, zeros, then both sides as (step to the next index, count) in variable length. */
export function bytesOfDdSketch(sketch: DdSketch): Uint8Array {
  const out = new ByteWriter();
  out.unsigned(format);
  out.float(sketch.accuracy);
  out.unsigned(sketch.zeros);
  out.buckets(sketch.positive);
  out.buckets(sketch.negative);
  return out.done();
}

/** The sketch that `bytesOfDdSketch` wrote; null when the bytes are none. */
export function ddSketchOfBytes(bytes: Uint8Array): DdSketch | null {
  const read = new ByteReader(bytes);
  if (read.unsigned() !== format) return null;
  const accuracy = read.float();
  if (!(accuracy > 0 && accuracy < 1)) return null;
  const widest = Math.ceil(750 / Math.log(gammaOf(accuracy)));
  const zeros = read.unsigned();
  const positive = read.buckets(widest);
  const negative = read.buckets(widest);
  return read.complete && positive.length <= mostBuckets && negative.length <= mostBuckets
    ? { accuracy, zeros, positive, negative }
    : null;
}
