import type { ComponentSpec } from './component.ts';
import { componentGraph } from './component-graph.ts';
import { cycleProblem } from './cycle-problem.ts';
import { edgesIn } from './dependency.ts';
import type { Document } from './document.ts';
import type { Problem } from './kind.ts';
import { unknownReferences } from './references.ts';
import { unknownOwners } from './unknown-owners.ts';

/** What a component says about other documents: unknown names, cycles, and whether anything stands on it. */
export function relateComponent(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const edges = edgesIn(document.spec.dependsOn).map(({ edge, path }) => ({
    name: edge.component,
    path: ['spec', 'dependsOn', ...path, 'component'],
  }));
  return [
    ...unknownReferences(all, 'Component', edges),
    ...unknownOwners(all, document.spec.owner, ['spec', 'owner']),
    ...cycles(document, all),
    ...unused(document, all),
  ];
}

function cycles(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const way = componentGraph(all).cycles.get(document.metadata.name);
  if (way === undefined) return [];
  const first = edgesIn(document.spec.dependsOn).find(({ edge }) => edge.component === way[1]);
  return [cycleProblem(way, first ? ['spec', 'dependsOn', ...first.path, 'component'] : ['metadata', 'name'])];
}

function unused(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const name = document.metadata.name;
  if (componentGraph(all).used.has(name)) return [];
  const message = `nothing depends on the component ${name}: its alarms can never be weighed against business`;
  return [{ code: 'unused_component', severity: 'warning', message, path: ['metadata', 'name'], absence: true }];
}
