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
  const usual = gather(normal ?? metrics, grid, normal ? () => true : before);
  const seen = gather(metrics, grid, inWindow);
  const rowsOfNormal = usual.rows.slice(-mostNormalRows);
  const names = [...new Set([...usual.cells.keys(), ...seen.cells.keys()])].sort();
  const series = names.map((key) => {
    const [node, metric] = JSON.parse(key) as [string, string];
    return { node, metric, normal: dense(usual, key, rowsOfNormal), window: dense(seen, key, seen.rows) };
  });
  return {
    series,
    stepMs,
    windowAt: seen.rows.map((row) => grid.phase + row * stepMs),
    normalRows: rowsOfNormal.length,
  };
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

interface Gathered {
  rows: number[];
  cells: Map<string, Map<number, { sum: number; count: number }>>;
}

function gather(
  all: readonly NodeSeries[],
  { stepMs, phase }: { stepMs: number; phase: EpochMs },
  wanted: (at: EpochMs) => boolean,
): Gathered {
  const rows = new Set<number>();
  const cells: Gathered['cells'] = new Map();
  for (const { node, metric, at, values } of all) {
    const key = JSON.stringify([node, metric]);
    const own = cells.get(key) ?? new Map<number, { sum: number; count: number }>();
    cells.set(key, own);
    for (let i = 0; i < at.length; i++) {
      if (!wanted(at[i]!) || !Number.isFinite(values[i]!)) continue;
      const row = Math.round((at[i]! - phase) / stepMs);
      rows.add(row);
      const cell = own.get(row);
      if (cell === undefined) own.set(row, { sum: values[i]!, count: 1 });
      else {
        cell.sum += values[i]!;
        cell.count += 1;
      }
    }
  }
  return { rows: [...rows].sort((a, b) => a - b), cells };
}

function dense({ cells }: Gathered, key: string, rows: readonly number[]): Float64Array {
  const own = cells.get(key);
  return Float64Array.from(rows, (row) => {
    const cell = own?.get(row);
    return cell === undefined ? Number.NaN : cell.sum / cell.count;
  });
}
