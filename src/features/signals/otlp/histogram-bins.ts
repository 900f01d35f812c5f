import { boundsLabel, downscaled, finestScale, positiveBin, scaleLabel, zeroLabel } from '../bins.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Buckets, ExponentialPoint, HistogramPoint } from './metrics-data.ts';

/** Observations by stored bin, and the labels that say what the bins are. */
export interface Binned {
  bins: Map<number, bigint>;
  labels: Readonly<Record<string, string>>;
}

export const mostBuckets = 4_096;
const bad = (message: string): Refusal => refuse('bad_histogram', message);

/** What can be wrong with a histogram. */
export const histogramProblem = {
  manyBounds: bad(`explicitBounds: expected at most ${mostBuckets}`),
  notRising: bad('explicitBounds: expected finite numbers that rise'),
  notOneMore: bad('bucketCounts: expected one more than explicitBounds'),
  otherCount: bad('count: expected the sum of bucketCounts'),
  scale: bad('scale: expected −10 to 20'),
  zeroThreshold: bad('zeroThreshold: expected a finite number, 0 or more'),
  otherExponentialCount: bad('count: expected the sum of all buckets'),
  manyBuckets: bad(`bucketCounts: expected at most ${mostBuckets}`),
  offset: bad('offset: expected buckets within the range of doubles'),
};

/** Null where these may be the bounds of a histogram. */
export function boundsProblem(bounds: readonly number[]): Refusal | null {
  if (bounds.length > mostBuckets) return histogramProblem.manyBounds;
  const rising = bounds.every((bound, i) => Number.isFinite(bound) && (i === 0 || bound > bounds[i - 1]!));
  return rising ? null : histogramProblem.notRising;
}

/** The labels that say what the bins of an exponential histogram are. */
export function exponentialLabels(scale: number, zeroThreshold: number): Record<string, string> {
  const zero = zeroThreshold > 0 ? { [zeroLabel]: String(zeroThreshold) } : {};
  return { [scaleLabel]: String(scale), ...zero };
}

/** What the bins of an exponential histogram mean, apart from the scale. */
export const exponentialScheme = (zeroThreshold: number): string => `exponential ${zeroThreshold}`;

/** Null where a histogram may have this scale and threshold. */
export function exponentialProblem(scale: number, zeroThreshold: number): Refusal | null {
  if (scale < -10 || scale > 20) return histogramProblem.scale;
  return zeroThreshold >= 0 && zeroThreshold < Infinity ? null : histogramProblem.zeroThreshold;
}

/** The bins of a histogram with explicit bounds. One without buckets holds all in one bin. */
export function explicitBins({ count, bounds, buckets }: HistogramPoint): Binned | Refusal {
  const problem = boundsProblem(bounds);
  if (problem !== null) return problem;
  if (buckets.length === 0 && bounds.length === 0)
    return { bins: nonZero([[0, count]]), labels: { [boundsLabel]: '' } };
  if (buckets.length !== bounds.length + 1) return histogramProblem.notOneMore;
  if (buckets.reduce((sum, n) => sum + n, 0n) !== count) return histogramProblem.otherCount;
  return { bins: nonZero(buckets.map((n, i) => [i, n])), labels: { [boundsLabel]: bounds.join(',') } };
}

/** The bins of an exponential histogram, at its scale or at the finest that is stored. */
export function exponentialBins(point: ExponentialPoint): (Binned & { scale: number }) | Refusal {
  const { scale: sent, zeroThreshold, zeroCount, positive, negative, count } = point;
  const problem = exponentialProblem(sent, zeroThreshold);
  if (problem !== null) return problem;
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
  if ([...bins.values()].reduce((sum, n) => sum + n, 0n) !== count) return histogramProblem.otherExponentialCount;
  return { bins, scale, labels: exponentialLabels(scale, zeroThreshold) };
}

function addBuckets(bins: Map<number, bigint>, sign: 1 | -1, buckets: Buckets, steps: number): Refusal | null {
  if (buckets.counts.length > mostBuckets) return histogramProblem.manyBuckets;
  for (const [i, n] of buckets.counts.entries()) {
    if (n === 0n) continue;
    const bin = positiveBin(downscaled(buckets.offset + i, steps));
    if (bin === null) return histogramProblem.offset;
    bins.set(sign * bin, (bins.get(sign * bin) ?? 0n) + n);
  }
  return null;
}

function nonZero(entries: [number, bigint][]): Map<number, bigint> {
  return new Map(entries.filter(([, n]) => n !== 0n));
}
