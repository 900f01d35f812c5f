import { defaultNamespace, keptNameOf, parseEntityRef } from '../../catalog/backstage/entity-ref.ts';
import { backstagePrefix } from '../../catalog/backstage/prefix.ts';
import type { Document } from '../../catalog/document.ts';
import { didYouMean } from '../../catalog/suggestion.ts';

/** An owner as it is compared: `user:anna` and `user:default/Anna` are one. Null for a text that names nobody. */
export function ownerKey(text: string): string | null {
  const ref = parseEntityRef(text, { kind: null, namespace: defaultNamespace });
  return ref === null || (ref.kind !== 'user' && ref.kind !== 'group') ? null : `${ref.kind}:${keptNameOf(ref)}`;
}

/** Whom the catalogue names anywhere, and the people who may sign in, by key. */
export function knownOwners(documents: readonly Document[], people: readonly string[]): ReadonlySet<string> {
  const known = new Set(people.map((name) => `user:${name.toLowerCase()}`));
  for (const { kind, metadata, spec } of documents) {
    if (kind === `${backstagePrefix}User`) known.add(`user:${metadata.name}`);
    if (kind === `${backstagePrefix}Group`) known.add(`group:${metadata.name}`);
    for (const text of textsIn(spec)) {
      const key = /^(user|group):/i.test(text) ? ownerKey(text) : null;
      if (key !== null) known.add(key);
    }
  }
  return known;
}

/** Every text of a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Why each of these actions has nobody who does it; empty where all are known. */
export function unknownActionOwners(actions: readonly { owner: string }[], known: ReadonlySet<string>): string[] {
  return actions.flatMap(({ owner }, index) => {
    const key = ownerKey(owner);
    if (key !== null && known.has(key)) return [];
    return [`actions.${index}.owner: nobody here is called ${owner}${didYouMean(owner, known)}`];
  });
}
