import { type Catalog, componentNamed } from '../catalog/catalog.ts';
import { exactValues } from './label-filter.ts';
import { measuresOf } from './measure.ts';

/**
 * Which component a `service.name` of traces belongs to: the one that bears its name, else the only one whose measures name it; null
 * where there is none.
 */
export function componentByService(catalog: Catalog): (service: string) => string | null {
  const named = new Map<string, Set<string>>();
  for (const { spec } of measuresOf(catalog)) {
    for (const service of exactValues(spec.where, 'service.name') ?? []) {
      named.set(service, (named.get(service) ?? new Set()).add(spec.component));
    }
  }
  return (service) => {
    if (componentNamed(catalog, service) !== undefined) return service;
    const [only, ...others] = named.get(service) ?? [];
    return only !== undefined && others.length === 0 ? only : null;
  };
}
