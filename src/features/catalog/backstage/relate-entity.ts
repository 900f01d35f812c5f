import type { ComponentSpec } from '../component.ts';
import { componentGraph } from '../component-graph.ts';
import { cycleProblem } from '../cycle-problem.ts';
import type { Document } from '../document.ts';
import type { Problem, Surroundings } from '../kind.ts';
import { namesOf, unknownReferences } from '../references.ts';
import { componentNames, nameOf, plainName } from './component-names.ts';
import { entityKinds } from './entity.ts';
import { keptNameOf } from './entity-ref.ts';
import { componentsMeant, wordsOf } from './join.ts';
import { backstagePrefix } from './prefix.ts';
import { entityKindOf, namespaceOf, type Relation, relationsOf } from './relations.ts';
import { unreadTargets } from './targets.ts';
import { unusedFields } from './unused-fields.ts';

/** What an entity says about others, what is not used of it, and how it stands to the component that Waga makes of it. */
export function relateEntity(entity: Document, all: readonly Document[], { files }: Surroundings): Problem[] {
  return [
    ...relationsOf(entity).flatMap((relation) => unknown(relation, all)),
    ...(entityKindOf(entity) === 'Location' ? unreadTargets(entity, files) : []),
    ...asComponent(entity, all),
    ...unusedFields(entity),
  ];
}

/** A warning only, as in Backstage: what is not there may be kept elsewhere. */
function unknown({ ref, path }: Relation, all: readonly Document[]): Problem[] {
  const kind = entityKinds.find((one) => one.toLowerCase() === ref.kind);
  if (kind === undefined) {
    const message = `there are no entities of the kind ${ref.kind} here`;
    return [{ code: 'unknown_reference', severity: 'warning', message, path }];
  }
  if (kind === 'Component' && namesOf(all, 'Component').has(plainName(ref))) return [];
  return unknownReferences(all, `${backstagePrefix}${kind}`, [{ name: keptNameOf(ref), path }], 'warning');
}

function asComponent(entity: Document, all: readonly Document[]): Problem[] {
  const name = componentNames(all).get(entity);
  if (name === undefined) return [];
  const path = ['metadata', 'name'];
  if (name === null) {
    const message = 'its name is taken or too long for a component of Waga: nothing can depend on it';
    return [{ code: 'name_taken', severity: 'warning', message, path }];
  }
  const plain = plainName({ namespace: namespaceOf(entity), name: nameOf(entity) });
  const message = `another entity is the component ${plain}; this one is known to Waga as ${name}`;
  const taken: Problem[] = name === plain ? [] : [{ code: 'name_taken', severity: 'warning', message, path }];
  return [...taken, ...differs(entity, name, all), ...cycle(entity, name, all)];
}

/** A document of Waga outranks the entity; that they disagree on who answers for the component should not go unseen. */
function differs(entity: Document, name: string, all: readonly Document[]): Problem[] {
  const owner = wordsOf(entity).owner;
  const component = componentNamed(all, name);
  const other = component?.spec.owner?.toLowerCase().replace(':default/', ':');
  if (owner === undefined || other === undefined || other === owner) return [];
  const message = `the owner is ${owner} here and ${component?.spec.owner} in the Component of Waga, which holds`;
  return [{ code: 'entity_differs', severity: 'warning', message, path: ['spec', 'owner'] }];
}

/** Told here where Waga has no document of its own for the component; else that one tells it. */
function cycle(entity: Document, name: string, all: readonly Document[]): Problem[] {
  const way = componentGraph(all).cycles.get(name);
  const component = componentNamed(all, name);
  if (way === undefined || component?.at !== entity.at) return [];
  const meant = componentsMeant(all);
  const first = relationsOf(entity).find(({ field, ref }) => needing.has(field) && meant(ref) === way[1]);
  return [cycleProblem(way, first?.path ?? ['metadata', 'name'])];
}

const needing = new Set(['dependsOn', 'consumesApis']);

function componentNamed(all: readonly Document[], name: string): Document<ComponentSpec> | undefined {
  return namesOf(all, 'Component').get(name) as Document<ComponentSpec> | undefined;
}
