import type { Document } from '../document.ts';
import type { Problem } from '../kind.ts';
import type { EntityKind } from './entity.ts';
import { entityKindOf } from './relations.ts';

/** Fields of the spec that Waga acts upon or takes over, by kind. Whatever else stands there is kept and told. */
const used: Record<EntityKind, readonly string[]> = {
  Component: ['type', 'owner', 'system', 'providesApis', 'consumesApis', 'dependsOn', 'dependencyOf'],
  API: ['type', 'owner', 'system'],
  Resource: ['type', 'owner', 'system', 'dependsOn', 'dependencyOf'],
  System: ['owner', 'domain'],
  Domain: ['owner', 'subdomainOf'],
  Group: ['parent', 'children', 'members'],
  User: ['memberOf'],
  Location: ['target', 'targets', 'presence'],
};
const usedMetadata = new Set(['name', 'namespace', 'displayName', 'description']);

/** One info for each field of an entity that Waga makes no use of, at its key. */
export function unusedFields(entity: Document): Problem[] {
  const known = new Set(used[entityKindOf(entity) as EntityKind]);
  const metadata = Object.keys(entity.metadata).filter((key) => !usedMetadata.has(key));
  const spec = Object.keys(entity.spec as object).filter((key) => !known.has(key));
  return [...metadata.map((key) => ['metadata', key]), ...spec.map((key) => ['spec', key])].map((path) => ({
    code: 'unsupported_field',
    severity: 'info',
    message: `${path.join('.')} of Backstage is not used${path[1] === 'definition' ? ', and not kept' : ''}`,
    path,
    part: 'key',
  }));
}
