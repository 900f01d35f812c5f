import { boundsLabel, downscaled, finestScale, positiveBin, scaleLabel, zeroLabel } from '../bins.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Buckets, ExponentialPoint, HistogramPoint } from './metrics-data.ts';

/** Observations by stored bin, and the labels that say what the bins are. */
export interface Binned {
  bins: Map<number, bigint>;
  labels: Readonly<Record<string, string>>;
}

const mostBuckets = 4_096;
const bad = (message: string): Refusal => refuse('bad_histogram', message);

/** The bins of a histogram with explicit bounds. One without buckets holds all in one bin. */
export function explicitBins({ count, bounds, buckets }: HistogramPoint): Binned | Refusal {
  if (bounds.length > mostBuckets) return bad(`explicitBounds: expected at most ${mostBuckets}`);
  const rising = bounds.every((bound, i) => Number.isFinite(bound) && (i === 0 || bound > bounds[i - 1]!));
  if (!rising) return bad('explicitBounds: expected finite numbers that rise');
  if (buckets.length === 0 && bounds.length === 0)
    return { bins: nonZero([[0, count]]), labels: { [boundsLabel]: '' } };
  if (buckets.length !== bounds.length + 1) return bad('bucketCounts: expected one more than explicitBounds');
  if (buckets.reduce((sum, n) => sum + n, 0n) !== count) return bad('count: expected the sum of bucketCounts');
  return { bins: nonZero(buckets.map((n, i) => [i, n])), labels: { [boundsLabel]: bounds.join(',') } };
}

/** The bins of an exponential histogram, at its scale or at the finest that is stored. */
export function exponentialBins(point: ExponentialPoint): (Binned & { scale: number }) | Refusal {
  const { scale: sent, zeroThreshold, zeroCount, positive, negative, count } = point;
  if (sent < -10 || sent > 20) return bad('scale: expected −10 to 20');
  if (!(zeroThreshold >= 0 && zeroThreshold < Infinity))
    return bad('zeroThreshold: expected a finite number, 0 or more');
  const scale = Math.min(sent, finestScale);
  const bins = new Map<number, bigint>();
  if (zeroCount > 0n) bins.set(0, zeroCount);
  for (const [sign, buckets] of [
    [1, positive],
    [-1, negative],
  ] as const) {
    const problem = addBuckets(bins, sign, buckets, sent - scale);
    if (problem !== null) return problem;
  }
  if ([...bins.values()].reduce((sum, n) => sum + n, 0n) !== count)
    return bad('count: expected the sum of all buckets');
  const zero = zeroThreshold > 0 ? { [zeroLabel]: String(zeroThreshold) } : {};
  return { bins, scale, labels: { [scaleLabel]: String(scale), ...zero } };
}

function addBuckets(bins: Map<number, bigint>, sign: 1 | -1, buckets: Buckets, steps: number): Refusal | null {
  if (buckets.counts.length > mostBuckets) return bad(`bucketCounts: expected at most ${mostBuckets}`);
  for (const [i, n] of buckets.counts.entries()) {
    if (n === 0n) continue;
    const bin = positiveBin(downscaled(buckets.offset + i, steps));
    if (bin === null) return bad('offset: expected buckets within the range of doubles');
    bins.set(sign * bin, (bins.get(sign * bin) ?? 0n) + n);
  }
  return null;
}

function nonZero(entries: [number, bigint][]): Map<number, bigint> {
  return new Map(entries.filter(([, n]) => n !== 0n));
}
