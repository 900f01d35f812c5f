import { madToSigma, quantileSorted } from '../../../maths/quantiles.ts';
import type { AlignedSeries } from './align.ts';
import { harmfulWay, metricKind } from './metric-kind.ts';

/**
 * How far a measure went in the harmful direction, in its own usual spread. A measure that often goes far by itself is held to
 * that: three is what one in ten quiet windows of the same length reaches.
 */
export interface Strength {
  node: string;
  metric: string;
  value: number;
  /** The strength of each quiet window, oldest first; NaN where nothing was measured in it. */
  quiet: readonly number[];
  /** What the measure usually reads, its middle half, and the reading that is furthest away, with its row. */
  usual: { low: number; middle: number; high: number };
  reading: number;
  row: number;
}

const fewest = 5;
/** So many quiet windows are needed before a measure is held to its own. */
const enoughWindows = 10;
const usualShare = 0.9;
const strong = 3;
/** What something that never moved, and now does, counts for. */
const newlyMoved = 10;
/** A spread below a tenth of the usual value is noise of the measuring; of a share of successes, below a thousandth. */
const smallest = { success: 0.001, other: 0.1 };

/**
 * Null with fewer than five usual values, or when nothing was measured in the window. `windows` quiet windows of
 * the same length are cut from the end of the usual rows.
 */
export function strengthOf({ node, metric, normal, window }: AlignedSeries, windows: number): Strength | null {
  const sorted = normal.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < fewest || window.every(Number.isNaN)) return null;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((p) => quantileSorted(sorted, p)) as [number, number, number];
  const floor = metricKind(metric) === 'success' ? smallest.success : smallest.other;
  const scale = spreadOf(sorted, floor * Math.abs(middle));
  const way = harmfulWay(metric);
  const score = (value: number): number => {
    const away = way === 0 ? Math.abs(value - middle) : way * (value - middle);
    if (scale > 0 || Number.isNaN(value)) return away / scale;
    return away > 0 ? newlyMoved : 0;
  };
  const length = window.length;
  const quiet = Array.from({ length: windows }, (_, nth) => {
    const from = normal.length - (windows - nth) * length;
    return thirdOf(normal.subarray(from, from + length), score);
  });
  const found = thirdOf(window, score);
  const row = window.findIndex((value) => score(value) === found);
  const known = Float64Array.from(quiet.filter((one) => !Number.isNaN(one))).sort();
  const own = known.length < enoughWindows ? 0 : quantileSorted(known, usualShare);
  const tail = Math.max(1, own / strong);
  return {
    node,
    metric,
    value: Math.max(0, found / tail),
    quiet: quiet.map((one) => one / tail),
    usual: { low, middle, high },
    reading: window[row]!,
    row,
  };
}

/** The largest of the middle half's and the absolute deviation's σ; where both are 0, the plain deviation; never below the floor. */
function spreadOf(sorted: Float64Array, floor: number): number {
  const middle = quantileSorted(sorted, 0.5);
  const half = (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)) / 1.349;
  const absolute = madToSigma * quantileSorted(sorted.map((value) => Math.abs(value - middle)).sort(), 0.5);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const plain = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  return Math.max(half, absolute, half > 0 || absolute > 0 ? 0 : plain, floor);
}

/** The score that a third of the known rows reach: what is wrong stays for a while, a single spike does not count. NaN without any. */
function thirdOf(values: Float64Array, score: (value: number) => number): number {
  const scores = values.map(score).filter((one) => !Number.isNaN(one));
  if (scores.length === 0) return Number.NaN;
  return scores.sort()[scores.length - Math.ceil(scores.length / 3)]!;
}
