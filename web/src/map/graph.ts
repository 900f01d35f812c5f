import type { MapAnswer, MapEdge, MapNode } from '../../../src/features/criticality/map/map-contract.ts';

/** The answer by numbers: nodes by their place in it, and for each its edges downwards and upwards. */
export interface MapGraph {
  nodes: readonly MapNode[];
  edges: readonly Link[];
  indexOf: ReadonlyMap<string, number>;
  /** Per node the places of its edges in `edges`. */
  below: readonly (readonly number[])[];
  above: readonly (readonly number[])[];
}

export interface Link {
  from: number;
  to: number;
  mode: MapEdge['mode'];
  label: string | null;
}

/** Edges whose ends are not among the nodes are left out. */
export function graphOf({ nodes, edges }: Pick<MapAnswer, 'nodes' | 'edges'>): MapGraph {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const below = nodes.map((): number[] => []);
  const above = nodes.map((): number[] => []);
  const links: Link[] = [];
  for (const { from, to, mode, label } of edges) {
    const [upper, lower] = [indexOf.get(from), indexOf.get(to)];
    if (upper === undefined || lower === undefined) continue;
    below[upper]!.push(links.length);
    above[lower]!.push(links.length);
    links.push({ from: upper, to: lower, mode, label });
  }
  return { nodes, edges: links, indexOf, below, above };
}

/** How firmly something is needed: what the catalogue does not declare leads nowhere. */
const firmness: Record<MapEdge['mode'], number> = { hard: 4, group: 3, soft: 2, async: 1, discovered: 0 };
const modes = ['discovered', 'async', 'soft', 'group', 'hard'] as const;
export type Firmness = Exclude<(typeof modes)[number], 'discovered'>;

/** What is reached: each node with the weakest mode on its firmest way, and the edges between them. */
export interface Reached {
  nodes: ReadonlyMap<number, Firmness>;
  edges: readonly number[];
}

/** Everything above (that stands on it) or below (that it stands on), itself left out, over declared edges. */
export function reach(graph: MapGraph, start: number, direction: 'above' | 'below'): Reached {
  const firm = new Map<number, number>([[start, 4]]);
  // Firmest first: each node is taken up once, with the best it can get.
  const waiting: number[][] = [[], [], [], [], [start]];
  const done = new Set<number>();
  for (let rank = 4; rank > 0; ) {
    const node = waiting[rank]!.pop();
    if (node === undefined) {
      rank -= 1;
      continue;
    }
    if (done.has(node)) continue;
    done.add(node);
    for (const edge of graph[direction][node]!) {
      const { from, to, mode } = graph.edges[edge]!;
      const next = direction === 'above' ? from : to;
      const got = Math.min(rank, firmness[mode]);
      if (got === 0 || (firm.get(next) ?? 0) >= got) continue;
      firm.set(next, got);
      waiting[got]!.push(next);
    }
  }
  const edges = [...firm.keys()].flatMap((node) =>
    graph[direction][node]!.filter((edge) => graph.edges[edge]!.mode !== 'discovered'),
  );
  firm.delete(start);
  return { nodes: new Map([...firm].map(([node, rank]) => [node, modes[rank] as Firmness])), edges };
}
