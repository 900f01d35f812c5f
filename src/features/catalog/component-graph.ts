import type { ComponentSpec } from './component.ts';
import { namesIn } from './dependency.ts';
import { type Document, documentsOf } from './document.ts';
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
  const settled = new Set<string>();
  for (const name of next.keys()) {
    if (settled.has(name)) continue;
    const way = shortestCycle(name, next);
    if (way === null) continue;
    cycles.set(name, way);
    for (const member of knotOf(name, next)) settled.add(member);
  }
  return { used, cycles };
}

/** Everything that a component reaches and that reaches it: its strongly connected part. */
function knotOf(name: string, next: ReadonlyMap<string, readonly string[]>): string[] {
  const previous = new Map<string, string[]>();
  for (const [from, names] of next) for (const to of names) previous.set(to, [...(previous.get(to) ?? []), from]);
  const below = reach(name, next);
  return [...reach(name, previous).keys()].filter((member) => below.has(member));
}

/** Breadth first: every name reached, in that order, with the one it was reached from. */
function reach(from: string, next: ReadonlyMap<string, readonly string[]>): Map<string, string | null> {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const name of cameFrom.keys()) {
    for (const following of next.get(name) ?? []) if (!cameFrom.has(following)) cameFrom.set(following, name);
  }
  return cameFrom;
}

function shortestCycle(name: string, next: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = reach(name, next);
  const last = [...cameFrom.keys()].find((one) => next.get(one)?.includes(name));
  if (last === undefined) return null;
  const way = [name];
  for (let step: string | null = last; step !== null; step = cameFrom.get(step) ?? null) way.unshift(step);
  return way;
}
