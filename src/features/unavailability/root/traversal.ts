import { median } from '../../../maths/quantiles.ts';
import type { AlignedSeries } from './align.ts';
import type { CallGraph } from './call-graph.ts';
import { harmfulWay } from './metric-kind.ts';
import { type Ranked, ranked } from './ranking.ts';
import { rowAnomaly } from './row-anomaly.ts';
import type { Measured } from './same-metric.ts';

/**
 * The nodes that are anomalous, with their scores, in the first row (from `firstRow` on) in which the target is; null when it never is.
 */
export function anomalousRow(measured: Measured, target: string, firstRow = 0): Map<string, number> | null {
  const own = measured.get(target);
  const rule = own && rowAnomaly(own.normal);
  if (!own || !rule) return null;
  return anomalousAt(
    measured,
    target,
    own.window.findIndex((value, nth) => nth >= firstRow && rule.anomalous(value)),
  );
}

/** The nodes that are anomalous in a row, with their scores; null when the target is not. */
export function anomalousAt(measured: Measured, target: string, row: number): Map<string, number> | null {
  if (row < 0) return null;
  const scores = new Map<string, number>();
  for (const [node, { normal, window }] of measured) {
    const rule = rowAnomaly(normal);
    if (rule?.anomalous(window[row]!)) scores.set(node, rule.score(window[row]!));
  }
  return scores.has(target) ? scores : null;
}

/** The row in which a measure is furthest from its usual median in the harmful direction; −1 when none is known. */
export function furthestRow({ metric, normal, window }: AlignedSeries): number {
  const [centre, way] = [median(normal), harmfulWay(metric)];
  let best = { row: -1, away: Number.NEGATIVE_INFINITY };
  window.forEach((value, row) => {
    const away = way === 0 ? Math.abs(value - centre) : way * (value - centre);
    if (away > best.away) best = { row, away };
  });
  return best.row;
}

/**
 * Traversal of the call graph (the baseline of the PetShop benchmark): anomalous nodes none of whose callees is anomalous, if a
 * path of anomalous nodes leads to them from the target; valued by the largest sum of scores along such a path.
 */
export function traversal(graph: CallGraph, target: string, scores: ReadonlyMap<string, number> | null): Ranked[] {
  if (scores === null) return [];
  const known = new Map<string, number>();
  const onWay = new Set<string>();
  /** Largest sum from the target down to the node; −∞ without a path. */
  const sumTo = (node: string): number => {
    const own = scores.get(node);
    if (own === undefined || onWay.has(node)) return Number.NEGATIVE_INFINITY;
    if (node === target) return own;
    const before = known.get(node);
    if (before !== undefined) return before;
    onWay.add(node);
    const best = Math.max(Number.NEGATIVE_INFINITY, ...(graph.callers.get(node) ?? []).map(sumTo));
    onWay.delete(node);
    const sum = best === Number.NEGATIVE_INFINITY ? best : best + own;
    known.set(node, sum);
    return sum;
  };
  const roots = [...scores.keys()].filter((node) => !(graph.callees.get(node) ?? []).some((one) => scores.has(one)));
  const values = roots.map((node) => [node, sumTo(node)] as const);
  return ranked(values.filter(([, value]) => value !== Number.NEGATIVE_INFINITY));
}
