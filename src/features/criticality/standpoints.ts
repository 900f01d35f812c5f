import { type Catalog, componentsOf, componentsUnder } from '../catalog/catalog.ts';
import { namesIn } from '../catalog/dependency.ts';
import type { Standpoint } from './observed-minutes.ts';

/** Answers what a component stands on, directly or not; itself only where it does so in a circle. */
export function groundsOf(catalog: Catalog): (component: string) => ReadonlySet<string> {
  const direct = new Map(componentsOf(catalog).map(({ metadata, spec }) => [metadata.name, namesIn(spec.dependsOn)]));
  return (component) => {
    const reached = new Set<string>();
    const waiting = [...(direct.get(component) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next) || !direct.has(next)) continue;
      reached.add(next);
      waiting.push(...direct.get(next)!);
    }
    return reached;
  };
}

/**
 * The components of a process, each with those that stand on it and that it does not stand on itself. Only such are asked after
 * that were `out`: nothing else can take part.
 */
export function standpointsOf(catalog: Catalog, process: string, out: ReadonlySet<string>): Standpoint[] {
  const under = componentsUnder(catalog, process);
  const groundsOfOne = groundsOf(catalog);
  const grounds = new Map(under.filter((name) => out.has(name)).map((name) => [name, groundsOfOne(name)]));
  const isAbove = (other: string, component: string): boolean =>
    grounds.get(other)!.has(component) && !grounds.get(component)!.has(other);
  return under.map((component) => ({
    component,
    above: grounds.has(component) ? [...grounds.keys()].filter((other) => isAbove(other, component)) : [],
  }));
}
