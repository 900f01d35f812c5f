import type { ComponentSpec } from './component.ts';
import { type Dependency, edgesIn, namesIn } from './dependency.ts';
import { type Document, documentsOf } from './document.ts';
import type { Problem } from './kind.ts';
import { unknownReferences } from './references.ts';

type Standing = { dependsOn: readonly Dependency[] };

/** What a component says about other documents: unknown names, cycles, and whether anything stands on it. */
export function relateComponent(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const edges = edgesIn(document.spec.dependsOn).map(({ edge, path }) => ({
    name: edge.component,
    path: ['spec', 'dependsOn', ...path, 'component'],
  }));
  return [...unknownReferences(all, 'Component', edges), ...cycles(document, all), ...unused(document, all)];
}

/**
 * Each cycle is told once, at the component of it that stands first in the catalogue, with the shortest way round.
 * It is a warning: two services that call each other are real, and every reckoning here is safe against it.
 */
function cycles(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const components = documentsOf<ComponentSpec>(all, 'Component');
  const name = document.metadata.name;
  const order = new Map(components.map(({ metadata }, index) => [metadata.name, index]));
  const next = new Map(components.map(({ metadata, spec }) => [metadata.name, namesIn(spec.dependsOn)]));
  return edgesIn(document.spec.dependsOn).flatMap(({ edge, path }) => {
    const way = shortestWay(edge.component, name, next, (step) => (order.get(step) ?? -1) >= (order.get(name) ?? 0));
    if (way === null) return [];
    const message = `dependencies go round: ${[name, ...way].join(' → ')}`;
    return [
      { code: 'dependency_cycle', severity: 'warning', message, path: ['spec', 'dependsOn', ...path, 'component'] },
    ];
  });
}

/** Breadth first from one name to another over allowed names, both ends included; null when there is no way. */
function shortestWay(
  from: string,
  to: string,
  next: ReadonlyMap<string, readonly string[]>,
  allowed: (name: string) => boolean,
): string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const name of cameFrom.keys()) {
    if (name === to) {
      const way: string[] = [];
      for (let step: string | null = name; step !== null; step = cameFrom.get(step) ?? null) way.unshift(step);
      return way;
    }
    for (const following of next.get(name) ?? []) {
      if (!cameFrom.has(following) && allowed(following)) cameFrom.set(following, name);
    }
  }
  return null;
}

function unused(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const name = document.metadata.name;
  const used = all.some(
    (other) =>
      (other.kind === 'Process' || (other.kind === 'Component' && other.metadata.name !== name)) &&
      namesIn((other.spec as Standing).dependsOn).includes(name),
  );
  if (used) return [];
  const message = `nothing depends on the component ${name}: its alarms can never be weighed against business`;
  return [{ code: 'unused_component', severity: 'warning', message, path: ['metadata', 'name'] }];
}
