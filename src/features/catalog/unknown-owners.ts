import { defaultNamespace, keptNameOf, parseEntityRef } from './backstage/entity-ref.ts';
import { backstagePrefix } from './backstage/prefix.ts';
import type { Document } from './document.ts';
import type { Path, Problem } from './kind.ts';
import { namesOf, unknownReferences } from './references.ts';

/**
 * Warns of an owner who is none of the groups and people of the catalogue. Nothing is said while it holds no entity of that kind:
 * who belongs to the company is then written elsewhere.
 */
export function unknownOwners(all: readonly Document[], owner: string | undefined, path: Path): Problem[] {
  const ref = owner === undefined ? null : parseEntityRef(owner, { kind: null, namespace: defaultNamespace });
  if (ref === null) return [];
  const kind = `${backstagePrefix}${ref.kind === 'user' ? 'User' : 'Group'}`;
  if (namesOf(all, kind).size === 0) return [];
  return unknownReferences(all, kind, [{ name: keptNameOf(ref), path }], 'warning');
}
