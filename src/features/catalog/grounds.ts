import { type Catalog, componentsOf } from './catalog.ts';
import { namesIn } from './dependency.ts';

/** Answers which components are reached from some names, these included, over dependencies of every kind and through groups. */
export function reachIn(catalog: Catalog): (names: readonly string[]) => ReadonlySet<string> {
  const direct = new Map(componentsOf(catalog).map(({ metadata, spec }) => [metadata.name, namesIn(spec.dependsOn)]));
  return (names) => {
    const reached = new Set<string>();
    const waiting = [...names];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const below = direct.get(next);
      if (below === undefined || reached.has(next)) continue;
      reached.add(next);
      waiting.push(...below);
    }
    return reached;
  };
}

/** Answers what a component stands on, directly or not; itself only where it does so in a circle. */
export function groundsOf(catalog: Catalog): (component: string) => ReadonlySet<string> {
  const reach = reachIn(catalog);
  const direct = new Map(componentsOf(catalog).map(({ metadata, spec }) => [metadata.name, spec.dependsOn]));
  return (component) => reach(namesIn(direct.get(component) ?? []));
}
