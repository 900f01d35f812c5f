import { useCallback, useMemo } from 'react';
import type { MapAnswer } from '../../../src/features/criticality/map/map-contract.ts';
import { graphOf, type MapGraph } from './graph.ts';
import { type Layout, layOut } from './layout.ts';

/** The graph of an answer and where it all stands. States come and go by the minute; the layout is made anew only with the shape. */
export function useMapLayout(answer: MapAnswer): {
  graph: MapGraph;
  layout: Layout;
  areaNames: readonly string[];
  areaOf: (node: number) => string;
} {
  const graph = useMemo(() => graphOf(answer), [answer]);
  const shape = useMemo(() => shapeOf(answer), [answer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape stands for the graph and the areas
  const layout = useMemo(
    () =>
      layOut(
        graph,
        answer.areas.map(({ name }) => name),
      ),
    [shape],
  );
  const names = useMemo(
    () => new Map(answer.areas.map(({ name, displayName }) => [name, displayName])),
    [answer.areas],
  );
  const nameOf = useCallback((area: string | null) => names.get(area) ?? area ?? 'Without an area', [names]);
  const areaNames = useMemo(() => layout.bands.map(({ name }) => nameOf(name)), [layout, nameOf]);
  const areaOf = useCallback((node: number) => nameOf(graph.nodes[node]?.area ?? null), [graph, nameOf]);
  return { graph, layout, areaNames, areaOf };
}

function shapeOf({ nodes, edges, areas }: MapAnswer): string {
  return [
    ...areas.map(({ name }) => name),
    ...nodes.map(({ id, area, layer }) => `${id} ${area} ${layer}`),
    ...edges.map(({ from, to }) => `${from} ${to}`),
  ].join('\n');
}
