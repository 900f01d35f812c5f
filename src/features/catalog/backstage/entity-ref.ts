/** Who is meant by `[kind:][namespace/]name`; all in lower case, as Backstage compares them. */
export interface EntityRef {
  kind: string;
  namespace: string;
  name: string;
}

const pattern = /^(?:([a-z][a-z0-9]*):)?(?:([a-z0-9][a-z0-9-]*)\/)?([a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?)$/;

export const defaultNamespace = 'default';

/**
 * Reads a reference of Backstage; what it leaves out is taken from `otherwise`. Null when it is none, or says no kind where
 * there is none to take.
 */
export function parseEntityRef(text: string, otherwise: { kind: string | null; namespace: string }): EntityRef | null {
  const found = pattern.exec(text.toLowerCase());
  const kind = found?.[1] ?? otherwise.kind?.toLowerCase();
  if (!found || kind === undefined) return null;
  return { kind, namespace: (found[2] ?? otherwise.namespace).toLowerCase(), name: found[3] ?? '' };
}

/** The name under which an entity is kept: its own in the default namespace, `namespace/name` in others. Lower case. */
export function keptNameOf({ namespace, name }: Pick<EntityRef, 'namespace' | 'name'>): string {
  const low = name.toLowerCase();
  return namespace.toLowerCase() === defaultNamespace ? low : `${namespace.toLowerCase()}/${low}`;
}

/** An owner in Waga's words: `user:anna`, `group:payments`, `group:teams/payments`. */
export function ownerOf(ref: EntityRef): string {
  return `${ref.kind}:${keptNameOf(ref)}`;
}
