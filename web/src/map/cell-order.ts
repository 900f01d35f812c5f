import type { MapGraph } from './graph.ts';

/** The nodes of one area and layer, and the room they have. */
export interface Cell {
  members: number[];
  rows: number;
  left: number;
  width: number;
  top: number;
  layer: number;
}

type Place = (cell: Cell, x: Float64Array, y: Float64Array) => void;
const sweeps = 6;

/**
 * Orders the nodes within each cell by the middle of what they are tied to, layer by layer downwards and upwards
 * (Sugiyama, Tagawa and Toda 1981), and keeps the order whose edges run least sideways. Members come sorted by name, which
 * settles ties.
 */
export function orderCells(
  graph: MapGraph,
  cells: readonly Cell[],
  place: Place,
): { x: Float64Array; y: Float64Array } {
  const x = new Float64Array(graph.nodes.length);
  const y = new Float64Array(graph.nodes.length);
  for (const cell of cells) place(cell, x, y);
  let best = { members: cells.map(({ members }) => [...members]), length: sideways(graph, x) };
  const downwards = [...cells].sort((a, b) => a.layer - b.layer);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isDown = sweep % 2 === 0;
    for (const cell of isDown ? downwards : downwards.toReversed()) {
      if (cell.members.length < 2) continue;
      const middle = new Map(cell.members.map((node) => [node, middleOf(graph, node, isDown ? 'above' : 'below', x)]));
      cell.members.sort((a, b) => middle.get(a)! - middle.get(b)!);
      place(cell, x, y);
    }
    const length = sideways(graph, x);
    if (length < best.length) best = { members: cells.map(({ members }) => [...members]), length };
  }
  for (const [index, cell] of cells.entries()) {
    cell.members = best.members[index]!;
    place(cell, x, y);
  }
  return { x, y };
}

/** The mean place of the neighbours on one side; its own where it has none. */
function middleOf(graph: MapGraph, node: number, side: 'above' | 'below', x: Float64Array): number {
  const edges = graph[side][node]!;
  if (edges.length === 0) return x[node]!;
  let sum = 0;
  for (const edge of edges) {
    const { from, to } = graph.edges[edge]!;
    sum += x[side === 'above' ? from : to]!;
  }
  return sum / edges.length;
}

/** How far all edges run sideways, together. */
export function sideways({ edges }: MapGraph, x: Float64Array): number {
  return edges.reduce((sum, { from, to }) => sum + Math.abs(x[from]! - x[to]!), 0);
}
