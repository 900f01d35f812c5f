import { type EpochMs, minute, second } from '../../../maths/instants.ts';
import { median } from '../../../maths/quantiles.ts';
import type { NodeSeries, RootQuestion } from './question.ts';

/** A measure of a node on the rows that all measures share; NaN is unknown. */
export interface AlignedSeries {
  node: string;
  metric: string;
  normal: Float64Array;
  window: Float64Array;
}

export interface Aligned {
  /** Sorted by node, then metric. */
  series: readonly AlignedSeries[];
  stepMs: number;
  /** Times of the rows that are judged. */
  windowAt: readonly EpochMs[];
  normalRows: number;
}

/** What shows only after the onset: judged are the rows up to so long after the interval, and two rows at least. */
const settleMs = 10 * minute;
/** A week of minutes; older rows are left out. */
const mostNormalRows = 10_080;

/**
 * Puts the measures of the nodes on common rows of the target's step. Several values of a row are averaged, so neither the order of the rows
 * nor small shifts of the clocks matter.
 */
export function align({ target, interval, ...given }: RootQuestion, nodes: ReadonlySet<string>): Aligned {
  const metrics = given.metrics.filter(({ node }) => nodes.has(node));
  const normal = given.normal?.filter(({ node }) => nodes.has(node));
  const all = [...(normal ?? []), ...metrics];
  const stepMs = stepOf(all, target);
  const grid = { stepMs, phase: phaseOf(all, target) };
  const until = interval.to + Math.max(settleMs, 2 * stepMs);
  const inWindow = (at: EpochMs): boolean => at >= interval.from && at <= until;
  const before = (at: EpochMs): boolean => at < interval.from;
  const usual = rowsOf(normal ?? metrics, grid, normal ? () => true : before).slice(-mostNormalRows);
  const seen = rowsOf(metrics, grid, inWindow);
  const keys = new Map(all.map(({ node, metric }) => [JSON.stringify([node, metric]), { node, metric }] as const));
  const inNormal = dense(normal ?? metrics, grid, usual);
  const inSeen = dense(metrics, grid, seen);
  const series = [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, names]) => ({
      ...names,
      normal: inNormal.get(key) ?? new Float64Array(usual.length).fill(Number.NaN),
      window: inSeen.get(key) ?? new Float64Array(seen.length).fill(Number.NaN),
    }));
  return { series, stepMs, windowAt: seen.map((row) => grid.phase + row * stepMs), normalRows: usual.length };
}

/** The target's usual distance of rows; that of all measures where it has fewer than two. */
function stepOf(all: readonly NodeSeries[], target: RootQuestion['target']): number {
  const own = all.filter(({ node, metric }) => node === target.node && metric === target.metric);
  for (const some of [own, all]) {
    const gaps: number[] = [];
    for (const { at } of some) {
      const times = Float64Array.from(at).sort();
      for (let i = 1; i < times.length; i++) if (times[i]! > times[i - 1]!) gaps.push(times[i]! - times[i - 1]!);
    }
    const gap = median(gaps);
    if (gap >= second) return Math.round(gap / second) * second;
    if (gap > 0) return Math.ceil(gap);
  }
  return minute;
}

/** Rows lie around the times of the target, so that clocks that are a little off do not part them. */
function phaseOf(all: readonly NodeSeries[], target: RootQuestion['target']): EpochMs {
  let first = Number.POSITIVE_INFINITY;
  for (const { node, metric, at } of all) {
    if (node === target.node && metric === target.metric)
      for (let i = 0; i < at.length; i++) first = Math.min(first, at[i]!);
  }
  return Number.isFinite(first) ? first : 0;
}

interface Grid {
  stepMs: number;
  phase: EpochMs;
}

const rowOf = (at: EpochMs, { stepMs, phase }: Grid): number => Math.round((at - phase) / stepMs);

/** The rows in which something was measured, ascending. */
function rowsOf(all: readonly NodeSeries[], grid: Grid, wanted: (at: EpochMs) => boolean): number[] {
  const rows = new Set<number>();
  for (const { at, values } of all) {
    for (let i = 0; i < at.length; i++)
      if (Number.isFinite(values[i]!) && wanted(at[i]!)) rows.add(rowOf(at[i]!, grid));
  }
  return [...rows].sort((a, b) => a - b);
}

/** By node and metric the mean of each row; what lies in other rows is left out. */
function dense(all: readonly NodeSeries[], grid: Grid, rows: readonly number[]): Map<string, Float64Array> {
  const places = new Map(rows.map((row, nth) => [row, nth]));
  const sums = new Map<string, { sum: Float64Array; count: Uint32Array }>();
  for (const { node, metric, at, values } of all) {
    const key = JSON.stringify([node, metric]);
    const own = sums.get(key) ?? { sum: new Float64Array(rows.length), count: new Uint32Array(rows.length) };
    sums.set(key, own);
    for (let i = 0; i < at.length; i++) {
      const place = Number.isFinite(values[i]!) ? places.get(rowOf(at[i]!, grid)) : undefined;
      if (place === undefined) continue;
      own.sum[place]! += values[i]!;
      own.count[place]! += 1;
    }
  }
  return new Map(
    [...sums].map(([key, { sum, count }]) => [key, sum.map((value, nth) => value / count[nth]!)] as const),
  );
}
