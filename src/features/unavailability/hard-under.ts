import { type Catalog, componentsOf, type Document, processesOf } from '../catalog/catalog.ts';
import { type Dependency, membersOf } from '../catalog/dependency.ts';

const known = new WeakMap<readonly Document[], ReadonlyMap<string, readonly string[]>>();

/**
 * By component the processes that cannot do without it: over hard dependencies alone, in catalogue order. A member of a group
 * that can do without it is none of them: that one of three is down need wake nobody. Worked out once for a catalogue.
 */
export function processesNeeding(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  let needing = known.get(catalog.documents);
  if (needing === undefined) {
    needing = build(catalog);
    known.set(catalog.documents, needing);
  }
  return needing;
}

function build(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const below = new Map(componentsOf(catalog).map(({ metadata, spec }) => [metadata.name, needed(spec.dependsOn)]));
  const needing = new Map<string, string[]>();
  for (const { metadata, spec } of processesOf(catalog)) {
    const reached = new Set<string>();
    const waiting = needed(spec.dependsOn);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      waiting.push(...(below.get(name) ?? []));
    }
    for (const name of reached) needing.set(name, [...(needing.get(name) ?? []), metadata.name]);
  }
  return needing;
}

/** The components without which the whole of these fails. */
function needed(dependencies: readonly Dependency[]): string[] {
  return dependencies.flatMap((one) => {
    const group = membersOf(one);
    if (group === null) {
      const edge = one as { component: string; mode?: string };
      return edge.mode === undefined || edge.mode === 'hard' ? [edge.component] : [];
    }
    const all = 'allOf' in one || ('atLeast' in one && one.atLeast === one.of.length) || group.members.length === 1;
    return all ? needed(group.members) : [];
  });
}
