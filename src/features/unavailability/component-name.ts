import { type Catalog, componentNamed, displayName } from '../catalog/catalog.ts';

/** What people call a component: its display name, or its name where the catalogue has none or no longer holds it. */
export function componentName(catalog: Catalog, name: string): string {
  const component = componentNamed(catalog, name);
  return component ? displayName(component) : name;
}
