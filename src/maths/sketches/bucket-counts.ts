/** Counts by integer bucket index, dense between the lowest and the highest used one. Counts are integers below 2^53. */
export interface BucketCounts {
  /** Index of `counts[0]`. */
  offset: number;
  /** Counts of `length` buckets; what lies behind is spare room. */
  counts: Float64Array;
  /** Used buckets; 0 when nothing was counted. The first and the last of them are not zero unless they were added so. */
  length: number;
}

export function newBucketCounts(): BucketCounts {
  return { offset: 0, counts: new Float64Array(0), length: 0 };
}

/** Index of the highest bucket; −Infinity when empty. */
export function highestBucket(buckets: BucketCounts): number {
  return buckets.length === 0 ? Number.NEGATIVE_INFINITY : buckets.offset + buckets.length - 1;
}

/** Adds `count` to bucket `index`, in place. */
export function addToBucket(buckets: BucketCounts, index: number, count: number): void {
  const at = index - buckets.offset;
  if (buckets.length === 0 || at < 0 || at >= buckets.length) makeRoom(buckets, index);
  buckets.counts[index - buckets.offset]! += count;
}

function makeRoom(buckets: BucketCounts, index: number): void {
  const low = buckets.length === 0 ? index : Math.min(buckets.offset, index);
  const length = (buckets.length === 0 ? index : Math.max(highestBucket(buckets), index)) - low + 1;
  if (length > buckets.counts.length || low < buckets.offset || buckets.length === 0) {
    const grown = new Float64Array(Math.max(length + (length >> 1), 16));
    if (buckets.length > 0) grown.set(buckets.counts.subarray(0, buckets.length), buckets.offset - low);
    buckets.counts = grown;
    buckets.offset = low;
  }
  buckets.length = length;
}

/** Adds all of `from` to `into`, bucket by bucket, in place. */
export function addBuckets(into: BucketCounts, from: BucketCounts): void {
  for (let i = 0; i < from.length; i++) {
    if (from.counts[i]! !== 0) addToBucket(into, from.offset + i, from.counts[i]!);
  }
}

/** A copy whose bucket i holds what `index(i)` maps to it; `index` must not fall while i rises. */
export function remapBuckets(buckets: BucketCounts, index: (i: number) => number): BucketCounts {
  const out = newBucketCounts();
  for (let i = 0; i < buckets.length; i++) {
    if (buckets.counts[i]! !== 0) addToBucket(out, index(buckets.offset + i), buckets.counts[i]!);
  }
  return out;
}

export function totalOf(buckets: BucketCounts): number {
  let sum = 0;
  for (let i = 0; i < buckets.length; i++) sum += buckets.counts[i]!;
  return sum;
}

/** [index, count] of every bucket that is not empty, ascending. */
export function usedBuckets(buckets: BucketCounts): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < buckets.length; i++) {
    if (buckets.counts[i]! !== 0) out.push([buckets.offset + i, buckets.counts[i]!]);
  }
  return out;
}
