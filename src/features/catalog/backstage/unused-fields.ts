import type { Document } from '../document.ts';
import type { Path, Problem } from '../kind.ts';
import { componentLike, type EntityKind } from './entity.ts';
import { linksOf, usedLinks } from './links.ts';
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
  const paths = [
    ...metadata.flatMap((key): Path[] => (key === 'links' ? unusedLinks(entity) : [['metadata', key]])),
    ...spec.map((key): Path => ['spec', key]),
  ];
  return paths.map((path) => ({
    code: 'unsupported_field',
    severity: 'info',
    message: `${path.join('.')} of Backstage is not used${path[1] === 'definition' ? ', and not kept' : ''}`,
    path,
    part: 'key',
  }));
}

/** The whole list where none of it is used, else one by one. */
function unusedLinks(entity: Document): Path[] {
  const isComponent = (componentLike as readonly string[]).includes(entityKindOf(entity));
  const used = new Set(isComponent ? usedLinks(entity).values() : []);
  if (used.size === 0) return [['metadata', 'links']];
  return linksOf(entity).flatMap((link, index) => (used.has(link) ? [] : [['metadata', 'links', index]]));
}
