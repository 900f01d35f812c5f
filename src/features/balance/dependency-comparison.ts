import { type Catalog, componentNamed, componentsOf } from '../catalog/catalog.ts';
import { namesIn } from '../catalog/dependency.ts';
import { componentByService } from '../signals/component-of-service.ts';
import type { DiscoveredDependency } from '../signals/contract.ts';
import type { ComparedDependency } from './component-page-contract.ts';

/**
 * What a component calls and is called by: as declared, as seen in traces, or both. A service is the component that bears its
 * name, else the only one whose measures name it as `service.name` (those of a database often name the services that ask
 * it). What is seen more than once (several services of one component) stands as the edge with most calls.
 */
export function compareDependencies(
  catalog: Catalog,
  component: string,
  discovered: readonly DiscoveredDependency[],
): ComparedDependency[] {
  const componentOf = componentByService(catalog);
  const declaredBelow = new Set(namesIn(componentNamed(catalog, component)?.spec.dependsOn ?? []));
  const declaredAbove = componentsOf(catalog)
    .filter(({ metadata, spec }) => metadata.name !== component && namesIn(spec.dependsOn).includes(component))
    .map(({ metadata }) => metadata.name);

  const seen = (direction: ComparedDependency['direction']): ComparedDependency[] => {
    const [own, other] = direction === 'calls' ? (['caller', 'callee'] as const) : (['callee', 'caller'] as const);
    const declared = direction === 'calls' ? declaredBelow : new Set(declaredAbove);
    const found = new Map<string, ComparedDependency>();
    for (const edge of discovered) {
      if (componentOf(edge[own]) !== component) continue;
      const known = componentOf(edge[other]);
      // Services of one component that call each other are its own affair.
      if (known === component) continue;
      const key = known ?? edge[other];
      const before = found.get(key)?.seen;
      if (before && before.calls >= edge.calls) continue;
      found.set(key, {
        direction,
        name: key,
        component: known,
        declared: known !== null && declared.has(known),
        seen: edge,
      });
    }
    const unseen = [...declared].filter((name) => !found.has(name));
    return [
      ...[...found.values()].sort((a, b) => (b.seen?.calls ?? 0) - (a.seen?.calls ?? 0)),
      ...unseen.map((name) => ({ direction, name, component: name, declared: true, seen: null })),
    ];
  };
  return [...seen('calls'), ...seen('called-by')];
}
