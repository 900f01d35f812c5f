import type { ComponentSpec } from '../component.ts';
import { type Dependency, namesIn } from '../dependency.ts';
import { type Document, documentsOf } from '../document.ts';
import { componentNames, nameOf, plainName } from './component-names.ts';
import { type EntityRef, ownerOf } from './entity-ref.ts';
import { usedLinks } from './links.ts';
import { entityKindOf, isEntity, namespaceOf, relationsOf } from './relations.ts';

/**
 * The documents with a Component of Waga for every Component, Resource and API of Backstage. Where a document of Waga bears the
 * name already, it stays where it stands and what it leaves out is taken from the entity; its own words outrank those of the
 * entity, and so does the mode of a dependency that both name. Relations of Backstage are hard dependencies.
 */
export function joinEntities(documents: readonly Document[]): Document[] {
  if (!documents.some(isEntity)) return [...documents];
  const names = componentNames(documents);
  const below = edgesBetween(documents);
  const own = new Map(documentsOf<ComponentSpec>(documents, 'Component').map((one) => [one.metadata.name, one]));
  const entities = new Map([...names].flatMap(([entity, name]) => (name === null ? [] : [[name, entity] as const])));
  return documents.flatMap((document): Document[] => {
    if (document.kind === 'Component') {
      const entity = entities.get(document.metadata.name);
      return [entity ? added(document as Document<ComponentSpec>, entity, below) : document];
    }
    const name = names.get(document);
    return name === undefined || name === null || own.has(name) ? [document] : [made(document, name, below), document];
  });
}

/** By component, those that Backstage says it needs, each once: `dependsOn`, `dependencyOf`, and APIs with who provides them. */
function edgesBetween(documents: readonly Document[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = componentNames(documents);
  const find = componentsMeant(documents);
  const below = new Map<string, Set<string>>();
  const add = (from: string | null, to: string | null) => {
    if (from === null || to === null || from === to) return;
    below.set(from, (below.get(from) ?? new Set()).add(to));
  };
  for (const [entity, name] of names) {
    for (const { field, ref } of relationsOf(entity)) {
      if (field === 'dependsOn' || field === 'consumesApis') add(name, find(ref));
      if (field === 'dependencyOf' || field === 'providesApis') add(find(ref), name);
    }
  }
  return below;
}

/** The component that a reference means: that of the entity, else the one of Waga that bears its name. */
export function componentsMeant(documents: readonly Document[]): (ref: EntityRef) => string | null {
  const keyOf = (ref: EntityRef) => `${ref.kind}:${ref.namespace}/${ref.name}`;
  const byRef = new Map<string, string>();
  for (const [entity, name] of componentNames(documents)) {
    const ref = { kind: entityKindOf(entity).toLowerCase(), namespace: namespaceOf(entity), name: nameOf(entity) };
    if (name !== null) byRef.set(keyOf(ref), name);
  }
  const own = new Set(documentsOf(documents, 'Component').map(({ metadata }) => metadata.name));
  return (ref) => {
    const found = byRef.get(keyOf(ref));
    if (found !== undefined) return found;
    return ref.kind === 'component' && own.has(plainName(ref)) ? plainName(ref) : null;
  };
}

type Below = ReturnType<typeof edgesBetween>;

function made(entity: Document, name: string, below: Below): Document<ComponentSpec> {
  const { displayName, description } = entity.metadata;
  const shown = displayName ?? (nameOf(entity) === name ? undefined : nameOf(entity));
  return {
    apiVersion: entity.apiVersion,
    kind: 'Component',
    metadata: {
      name,
      ...(shown === undefined ? {} : { displayName: shown }),
      ...(description === undefined ? {} : { description }),
    },
    spec: { ...wordsOf(entity), dependsOn: edges(below.get(name) ?? []), commonCauses: [] },
    at: entity.at,
  };
}

function added(document: Document<ComponentSpec>, entity: Document, below: Below): Document<ComponentSpec> {
  const { displayName, description } = entity.metadata;
  const { metadata, spec } = document;
  const named = new Set(namesIn(spec.dependsOn));
  const further = [...(below.get(metadata.name) ?? [])].filter((name) => !named.has(name));
  return {
    ...document,
    metadata: {
      ...(displayName === undefined ? {} : { displayName }),
      ...(description === undefined ? {} : { description }),
      ...metadata,
    },
    spec: { ...wordsOf(entity), ...spec, dependsOn: [...spec.dependsOn, ...edges(further)] },
  };
}

const edges = (names: Iterable<string>): Dependency[] => [...names].map((component) => ({ component }));

/** What an entity says of itself, in Waga's words. */
export function wordsOf(entity: Document): Pick<ComponentSpec, 'type' | 'owner' | 'health' | 'runbook'> {
  const { type } = entity.spec as { type?: string };
  const owner = relationsOf(entity).find(({ field }) => field === 'owner');
  const word = type
    ?.replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63);
  return {
    ...(word ? { type: word } : {}),
    ...(owner ? { owner: ownerOf(owner.ref) } : {}),
    ...Object.fromEntries([...usedLinks(entity)].map(([field, { url }]) => [field, url])),
  };
}
