import type { WhatIfAnswer, WhatIfChange } from '../../../src/features/criticality/what-if/what-if-contract.ts';
import { type MapGraph, reach } from './graph.ts';
import type { Effect, Lit } from './scene.ts';

/**
 * What stands out: what is picked with everything above and below it, or, while nothing is picked, what is changed by the
 * question of what-if with everything above. Null where there is neither.
 */
export function litOf(
  graph: MapGraph,
  picked: number | null,
  changes: readonly WhatIfChange[],
  answer: WhatIfAnswer | null,
): Lit | null {
  const asked = changes.flatMap(({ component }) => graph.indexOf.get(`component:${component}`) ?? []);
  if (picked === null && asked.length === 0) return null;
  const nodes = new Set<number>(picked === null ? asked : [picked]);
  const edges = new Set<number>();
  const add = (start: number, direction: 'above' | 'below'): void => {
    const reached = reach(graph, start, direction);
    for (const node of reached.nodes.keys()) nodes.add(node);
    for (const edge of reached.edges) edges.add(edge);
  };
  for (const start of picked === null ? asked : [picked]) add(start, 'above');
  if (picked !== null) add(picked, 'below');
  const effects = new Map<number, Effect>(asked.map((node) => [node, 'changed']));
  for (const { name, effect } of answer?.processes ?? []) {
    const node = graph.indexOf.get(`process:${name}`);
    if (node !== undefined && effect !== 'untouched') effects.set(node, effect);
  }
  for (const node of effects.keys()) nodes.add(node);
  return { nodes: [...nodes], edges: [...edges], picked, effects };
}
