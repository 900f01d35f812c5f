import type { Stream } from '../cumulative.ts';
import { exactOf, millisecondsOf } from '../wire.ts';

/**
 * Streams of cumulative series whose numbers stay below 2^53, as halves and doubles instead of big integers and maps. Read as
 * `Stream` they say the same.
 */
abstract class Compact {
  readonly low: number;
  readonly high: number;

  constructor(low: number, high: number) {
    this.low = low;
    this.high = high;
  }

  get time(): bigint {
    return exactOf(this.low, this.high);
  }
  get scale(): number {
    return 0;
  }
}

/** Of a sum. */
export class SumStream extends Compact implements Stream {
  readonly value: number;

  constructor(low: number, high: number, value: number) {
    super(low, high);
    this.value = value;
  }

  get values(): ReadonlyMap<number, bigint> {
    return new Map([[0, BigInt(this.value)]]);
  }
  get scheme(): string {
    return '';
  }
}

/** Of a histogram with explicit bounds: the observations of each bucket. */
export class BucketStream extends Compact implements Stream {
  readonly counts: readonly number[];
  readonly scheme: string;

  constructor(low: number, high: number, counts: readonly number[], scheme: string) {
    super(low, high);
    this.counts = counts;
    this.scheme = scheme;
  }

  get values(): ReadonlyMap<number, bigint> {
    const values = new Map<number, bigint>();
    this.counts.forEach((n, bin) => {
      if (n !== 0) values.set(bin, BigInt(n));
    });
    return values;
  }
}

/** The value of a sum's stream as the nearest double, exact below 2^53. */
export function sumOf(stream: Stream): number {
  return stream instanceof SumStream ? stream.value : Number(stream.values.get(0) ?? 0n);
}

/** Observations of so many buckets, each as the nearest double; undefined where the stream has others. */
export function bucketsOf(stream: Stream, size: number): readonly number[] | undefined {
  if (stream instanceof BucketStream) return stream.counts.length === size ? stream.counts : undefined;
  const counts = new Array<number>(size).fill(0);
  for (const [bin, n] of stream.values) {
    if (bin < 0 || bin >= size) return undefined;
    counts[bin] = Number(n);
  }
  return counts;
}

/** Whether a stream's newest point is as new as this time or newer. */
export function asNew(stream: Stream, low: number, high: number): boolean {
  if (stream instanceof Compact) return stream.high > high || (stream.high === high && stream.low >= low);
  return stream.time >= exactOf(low, high);
}

/** Milliseconds of a stream's newest point. */
export function newestOf(stream: Stream): number {
  return stream instanceof Compact ? millisecondsOf(stream.low, stream.high) : Number(stream.time / 1_000_000n);
}
