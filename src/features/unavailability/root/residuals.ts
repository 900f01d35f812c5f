import { leastSquares } from '../../../maths/least-squares.ts';
import type { AlignedSeries } from './align.ts';
import { bridged, type CallGraph } from './call-graph.ts';
import { type Ranked, ranked } from './ranking.ts';
import type { Measured } from './same-metric.ts';

/** From so many standard deviations on a residual counts as the node's own. */
const threshold = 3;
/** What a node that never moved, and now does, counts for. */
const newlyMoved = 10;

/** What the callees of each node leave unexplained, by node; as long as the measures themselves. */
export function residualSeries(graph: CallGraph, measured: Measured): Map<string, AlignedSeries> {
  const kept = bridged(graph, new Set(measured.keys()));
  const filled = new Map([...measured].map(([node, series]) => [node, fill(series)] as const));
  const found = new Map<string, AlignedSeries>();
  for (const node of kept.nodes) {
    const own = filled.get(node)!;
    const callees = (kept.callees.get(node) ?? []).map((one) => filled.get(one)!);
    // a line through fewer rows than it has slopes explains everything
    const used = callees.length + 2 < own.normal.length ? callees : [];
    const { intercept, slopes } = leastSquares(
      own.normal,
      used.map((one) => one.normal),
    );
    const left = (part: 'normal' | 'window'): Float64Array =>
      own[part].map((value, row) =>
        used.reduce((rest, one, nth) => rest - slopes[nth]! * one[part][row]!, value - intercept),
      );
    found.set(node, { ...measured.get(node)!, normal: left('normal'), window: left('window') });
  }
  return found;
}

/**
 * Residuals in the manner of CIRCA (Li et al., KDD 2022): each node is regressed on its callees in quiet times; what they do not
 * explain is its own. Descendant adjustment: a node with a residual of three or more adds the largest of its callers', so that the
 * deeper one leads; the others are left out.
 */
export function residualRanking(graph: CallGraph, residuals: ReadonlyMap<string, AlignedSeries>): Ranked[] {
  const kept = bridged(graph, new Set(residuals.keys()));
  const known = new Map<string, number>();
  const onWay = new Set<string>();
  const adjusted = (node: string): number => {
    if (onWay.has(node)) return 0;
    const before = known.get(node);
    if (before !== undefined) return before;
    const own = furthest(residuals.get(node)!);
    onWay.add(node);
    const callers = own < threshold ? [] : (kept.callers.get(node) ?? []);
    const sum = own < threshold ? 0 : own + Math.max(0, ...callers.map(adjusted));
    onWay.delete(node);
    known.set(node, sum);
    return sum;
  };
  return ranked(kept.nodes.map((node) => [node, adjusted(node)] as const)).filter(({ value }) => value > 0);
}

/** Unknown values become the usual mean. */
function fill({ normal, window }: { normal: Float64Array; window: Float64Array }) {
  let [sum, count] = [0, 0];
  for (const value of normal) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  const mean = count === 0 ? 0 : sum / count;
  const whole = (values: Float64Array) => values.map((value) => (Number.isNaN(value) ? mean : value));
  return { normal: whole(normal), window: whole(window) };
}

/** The largest distance from the usual mean, in standard deviations. */
function furthest({ normal, window }: AlignedSeries): number {
  const mean = normal.reduce((sum, value) => sum + value, 0) / normal.length;
  const deviation = Math.sqrt(normal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normal.length);
  const most = window.reduce((top, value) => Math.max(top, Math.abs(value - mean)), 0);
  if (deviation > 1e-9 * most) return most / deviation;
  return most > 0 ? newlyMoved : 0;
}
