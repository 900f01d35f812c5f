import { type Catalog, componentsUnder } from '../../catalog/catalog.ts';
import { groundsOf } from '../../catalog/grounds.ts';
import type { Standpoint } from './observed-minutes.ts';

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
