import type { ComponentSpec } from './component.ts';
import { namesIn } from './dependency.ts';
import { type Document, documentsOf } from './document.ts';
import { knotsOf } from './knots.ts';
import type { ProcessSpec } from './process.ts';

/** What stands on what, by name. */
export interface ComponentGraph {
  /** Components that some process or other component depends on. */
  used: ReadonlySet<string>;
  /** One shortest cycle of each knot, under the component of the knot that stands first: both ends are that component. */
  cycles: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<readonly Document[], ComponentGraph>();

/** The graph of a set of documents; worked out once for each array, which must not be changed afterwards. */
export function componentGraph(all: readonly Document[]): ComponentGraph {
  let graph = known.get(all);
  if (graph === undefined) {
    graph = build(all);
    known.set(all, graph);
  }
  return graph;
}

function build(all: readonly Document[]): ComponentGraph {
  const next = new Map<string, string[]>();
  const used = new Set<string>();
  for (const { metadata, spec } of documentsOf<ComponentSpec>(all, 'Component')) {
    const names = namesIn(spec.dependsOn);
    next.set(metadata.name, names);
    for (const name of names) if (name !== metadata.name) used.add(name);
  }
  for (const { spec } of documentsOf<ProcessSpec>(all, 'Process')) {
    for (const name of namesIn(spec.dependsOn)) used.add(name);
  }
  const cycles = new Map<string, string[]>();
  const order = new Map([...next.keys()].map((name, index) => [name, index]));
  for (const knot of knotsOf(next)) {
    const first = [...knot].reduce((a, b) => ((order.get(a) ?? 0) < (order.get(b) ?? 0) ? a : b));
    cycles.set(first, shortestCycle(first, knot, next));
  }
  return { used, cycles };
}

/** Breadth first within a knot, from a name of it back to itself. */
function shortestCycle(
  name: string,
  knot: ReadonlySet<string>,
  next: ReadonlyMap<string, readonly string[]>,
): string[] {
  const cameFrom = new Map<string, string | null>([[name, null]]);
  for (const reached of cameFrom.keys()) {
    for (const following of next.get(reached) ?? []) {
      if (following === name) return [...wayTo(reached, cameFrom), name];
      if (knot.has(following) && !cameFrom.has(following)) cameFrom.set(following, reached);
    }
  }
  return [];
}

function wayTo(name: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = [];
  for (let step: string | null = name; step !== null; step = cameFrom.get(step) ?? null) way.push(step);
  return way.reverse();
}
