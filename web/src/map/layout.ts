import { type Cell, orderCells } from './cell-order.ts';
import type { MapGraph } from './graph.ts';

/** Pixels at full size. */
export const nodeSize = { width: 148, height: 34 } as const;
const gap = { across: 14, down: 14, layers: 58, areas: 56 } as const;
const head = 44;
const wantedShape = 1.7;
const mostRows = 40;

export interface Band {
  /** Null: nodes without an area. */
  name: string | null;
  x: number;
  width: number;
}

/** Where everything is: `x` and `y` are the middle of each node, in the order of the graph's nodes. */
export interface Layout {
  x: Float64Array;
  y: Float64Array;
  bands: Band[];
  width: number;
  height: number;
}

/**
 * Areas side by side as columns, layers from above as rows; the nodes of an area and a layer fill a block. The same graph
 * gives the same picture, in whatever order it is told. `areas` is the order of the columns; others come last.
 */
export function layOut(graph: MapGraph, areas: readonly (string | null)[]): Layout {
  const { nodes } = graph;
  const names = [...new Set([...areas, ...nodes.map(({ area }) => area).sort()])].filter((name) =>
    nodes.some(({ area }) => area === name),
  );
  const layers = [...new Set(nodes.map(({ layer }) => layer))].sort((a, b) => a - b);
  const columnOf = new Map(names.map((name, index) => [name, index]));
  const rowOf = new Map(layers.map((layer, index) => [layer, index]));
  const members = names.map(() => layers.map((): number[] => []));
  for (const index of [...nodes.keys()].sort((a, b) => (nodes[a]!.id < nodes[b]!.id ? -1 : 1))) {
    const { area, layer } = nodes[index]!;
    members[columnOf.get(area)!]![rowOf.get(layer)!]!.push(index);
  }
  const counts = members.map((column) => column.map(({ length }) => length));
  const { widths, rows } = bestShape(counts, layers.length);

  const bands: Band[] = [];
  let left = 0;
  for (const [index, name] of names.entries()) {
    const width = widths[index]! * (nodeSize.width + gap.across) + gap.areas;
    bands.push({ name, x: left, width });
    left += width;
  }
  const tops: number[] = [];
  let top = head;
  for (const count of rows) {
    tops.push(top);
    top += count * (nodeSize.height + gap.down) + gap.layers;
  }
  const cells: Cell[] = members.flatMap((column, area) =>
    column.map((cell, layer) => ({
      members: cell,
      rows: rowsOf(cell.length, widths[area]!),
      left: bands[area]!.x + gap.areas / 2,
      width: bands[area]!.width - gap.areas,
      top: tops[layer]!,
      layer,
    })),
  );
  const placed = orderCells(graph, cells, place);
  return { ...placed, bands, width: left, height: Math.max(head, top - gap.layers + gap.down) };
}

const rowsOf = (count: number, width: number): number => Math.ceil(count / Math.max(1, width));

/** Fills the block of a cell column by column, in the middle of its room, so that what comes first stands left. */
function place({ members, rows, left, width, top }: Cell, x: Float64Array, y: Float64Array): void {
  const columns = Math.ceil(members.length / Math.max(1, rows));
  const step = nodeSize.width + gap.across;
  const start = left + (width - columns * step) / 2 + step / 2;
  for (const [order, index] of members.entries()) {
    x[index] = start + Math.floor(order / rows) * step;
    y[index] = top + (order % rows) * (nodeSize.height + gap.down) + nodeSize.height / 2;
  }
}

interface Shape {
  /** Nodes side by side, by area. */
  widths: number[];
  /** Rows of nodes, by layer. */
  rows: number[];
}

/** Areas with many nodes are broad and no layer is much higher than others: the whole is about as broad as a screen. */
function bestShape(counts: readonly (readonly number[])[], layers: number): Shape {
  let best: Shape & { off: number } = { widths: [], rows: [], off: Number.POSITIVE_INFINITY };
  for (let most = 1; most <= mostRows; most += 1) {
    const widths = counts.map((column) =>
      Math.max(Math.min(2, Math.max(...column)), ...column.map((count) => rowsOf(count, most))),
    );
    const rows = Array.from({ length: layers }, (_, layer) =>
      Math.max(1, ...counts.map((column, area) => rowsOf(column[layer]!, widths[area]!))),
    );
    const across = widths.reduce((sum, width) => sum + width * (nodeSize.width + gap.across) + gap.areas, 0);
    const down = rows.reduce((sum, count) => sum + count * (nodeSize.height + gap.down) + gap.layers, head);
    const off = Math.abs(Math.log(across / down / wantedShape));
    if (off < best.off - 1e-9) best = { widths, rows, off };
  }
  return best;
}
