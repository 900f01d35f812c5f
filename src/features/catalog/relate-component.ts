import type { ComponentSpec } from './component.ts';
import { componentGraph } from './component-graph.ts';
import { edgesIn } from './dependency.ts';
import type { Document } from './document.ts';
import type { Problem } from './kind.ts';
import { unknownReferences } from './references.ts';

/** What a component says about other documents: unknown names, cycles, and whether anything stands on it. */
export function relateComponent(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const edges = edgesIn(document.spec.dependsOn).map(({ edge, path }) => ({
    name: edge.component,
    path: ['spec', 'dependsOn', ...path, 'component'],
  }));
  return [...unknownReferences(all, 'Component', edges), ...cycles(document, all), ...unused(document, all)];
}

/** A warning only: two services that call each other are real, and every reckoning here is safe against it. */
function cycles(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const way = componentGraph(all).cycles.get(document.metadata.name);
  const first = edgesIn(document.spec.dependsOn).find(({ edge }) => edge.component === way?.[1]);
  if (way === undefined || first === undefined) return [];
  const shown = way.length > 12 ? [...way.slice(0, 6), '…', ...way.slice(-5)] : way;
  const message = `dependencies go round: ${shown.join(' → ')}`;
  const path = ['spec', 'dependsOn', ...first.path, 'component'];
  return [{ code: 'dependency_cycle', severity: 'warning', message, path }];
}

function unused(document: Document<ComponentSpec>, all: readonly Document[]): Problem[] {
  const name = document.metadata.name;
  if (componentGraph(all).used.has(name)) return [];
  const message = `nothing depends on the component ${name}: its alarms can never be weighed against business`;
  return [{ code: 'unused_component', severity: 'warning', message, path: ['metadata', 'name'], absence: true }];
}
