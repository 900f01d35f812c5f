import type { Document } from '../document.ts';
import type { Path } from '../kind.ts';
import { defaultNamespace, type EntityRef, parseEntityRef } from './entity-ref.ts';
import { backstagePrefix } from './prefix.ts';

/** The fields that hold references, with the kind that is meant where they say none. */
const fields: Readonly<Record<string, string | null>> = {
  owner: 'group',
  system: 'system',
  subcomponentOf: 'component',
  providesApis: 'api',
  consumesApis: 'api',
  dependsOn: null,
  dependencyOf: null,
  domain: 'domain',
  subdomainOf: 'domain',
  parent: 'group',
  children: 'group',
  members: 'user',
  memberOf: 'group',
};

export interface Relation {
  /** The field it stands in, e.g. `dependsOn`. */
  field: string;
  ref: EntityRef;
  path: Path;
}

/** Every reference of an entity, in the order of its file. A namespace that is left out is the entity's own. */
export function relationsOf(entity: Document): Relation[] {
  const spec = entity.spec as Record<string, unknown>;
  const namespace = namespaceOf(entity);
  return Object.entries(spec).flatMap(([field, value]) => {
    const kind = fields[field];
    if (kind === undefined) return [];
    const written = Array.isArray(value) ? value : [value];
    return written.flatMap((text, index): Relation[] => {
      const ref = typeof text === 'string' ? parseEntityRef(text, { kind, namespace }) : null;
      const path = ['spec', field, ...(Array.isArray(value) ? [index] : [])];
      return ref === null ? [] : [{ field, ref, path }];
    });
  });
}

export function namespaceOf(entity: Document): string {
  const { namespace } = entity.metadata as { namespace?: unknown };
  return typeof namespace === 'string' ? namespace : defaultNamespace;
}

/** Whether a document is an entity of Backstage. */
export const isEntity = ({ kind }: Pick<Document, 'kind'>): boolean => kind.startsWith(backstagePrefix);

/** The kind of an entity as Backstage spells it. */
export const entityKindOf = ({ kind }: Pick<Document, 'kind'>): string => kind.slice(backstagePrefix.length);
