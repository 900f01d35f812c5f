import type { MapGraph } from './graph.ts';
import type { Layout } from './layout.ts';

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/**
 * Where an arrow leads from a node: up to the nearest of those that stand on it, down to the nearest that it stands on (by
 * its place sideways), left and right to the next of its layer. Its own place where there is none.
 */
export function neighbour(graph: MapGraph, { x, y }: Layout, from: number, arrow: Arrow): number {
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const isUp = arrow === 'ArrowUp';
    const next = graph[isUp ? 'above' : 'below'][from]!.map((edge) => graph.edges[edge]![isUp ? 'from' : 'to']);
    return nearest(next, (node) => Math.abs(x[node]! - x[from]!) + Math.abs(y[node]! - y[from]!) / 1e6, from);
  }
  const sign = arrow === 'ArrowLeft' ? -1 : 1;
  const { layer } = graph.nodes[from]!;
  const after = (node: number): number => sign * (x[node]! - x[from]!) * 1e4 + sign * (y[node]! - y[from]!);
  const ahead = [...graph.nodes.keys()].filter((node) => graph.nodes[node]!.layer === layer && after(node) > 0);
  return nearest(ahead, after, from);
}

function nearest(nodes: readonly number[], distance: (node: number) => number, none: number): number {
  let best = none;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const far = distance(node);
    if (node !== none && far < least) [best, least] = [node, far];
  }
  return best;
}
