import type { Document } from '../document.ts';
import { componentLike } from './entity.ts';
import { defaultNamespace, type EntityRef } from './entity-ref.ts';
import { backstagePrefix } from './prefix.ts';
import { namespaceOf } from './relations.ts';

const longest = 63;

/** The name of Waga's component for an entity, while no other one has taken it. */
export function plainName({ namespace, name }: Pick<EntityRef, 'namespace' | 'name'>): string {
  const low = name.toLowerCase().replaceAll('_', '-');
  const space = namespace.toLowerCase();
  return space === defaultNamespace ? low : `${space}.${low}`;
}

/**
 * Under which name Waga knows the entities that it takes for components, by the document. A name belongs to the Component that
 * bears it, then to the Resource, then to the API, and the others get their kind behind it (`orders.api`); null where that is taken
 * or too long as well.
 */
export function componentNames(all: readonly Document[]): ReadonlyMap<Document, string | null> {
  let names = known.get(all);
  if (names === undefined) {
    names = give(all);
    known.set(all, names);
  }
  return names;
}

const known = new WeakMap<readonly Document[], ReadonlyMap<Document, string | null>>();

function give(all: readonly Document[]): ReadonlyMap<Document, string | null> {
  const taken = new Set<string>();
  const names = new Map<Document, string | null>();
  for (const kind of componentLike) {
    for (const entity of all.filter((one) => one.kind === `${backstagePrefix}${kind}`)) {
      const plain = plainName({ namespace: namespaceOf(entity), name: nameOf(entity) });
      const possible = [plain, `${plain}.${kind.toLowerCase()}`];
      const name = possible.find((one) => !taken.has(one) && one.length <= longest) ?? null;
      if (name !== null) taken.add(name);
      names.set(entity, name);
    }
  }
  return names;
}

/** Without the namespace that a kept name may begin with. */
export function nameOf(entity: Document): string {
  return entity.metadata.name.slice(entity.metadata.name.indexOf('/') + 1);
}
