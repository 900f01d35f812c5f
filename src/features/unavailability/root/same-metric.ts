import type { AlignedSeries } from './align.ts';
import { counterpart } from './metric-kind.ts';

/** By node the measure that corresponds to the target's, with the name it has there. */
export type Measured = ReadonlyMap<string, AlignedSeries>;

/** The target's metric at each of the nodes; those without any usual value are left out. */
export function sameMetric(series: readonly AlignedSeries[], nodes: readonly string[], metric: string): Measured {
  const wanted = new Set(nodes);
  const byNode = new Map<string, AlignedSeries[]>();
  for (const one of series) {
    if (!wanted.has(one.node) || one.normal.every(Number.isNaN)) continue;
    const own = byNode.get(one.node);
    if (own) own.push(one);
    else byNode.set(one.node, [one]);
  }
  const found = new Map<string, AlignedSeries>();
  for (const [node, own] of byNode) {
    const name = counterpart(
      metric,
      own.map((one) => one.metric),
    );
    if (name !== null) found.set(node, own.find((one) => one.metric === name)!);
  }
  return found;
}
