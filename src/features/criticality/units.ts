import type { Dependency } from '../catalog/dependency.ts';
import { namesIn } from '../catalog/dependency.ts';
import { knotsOf } from '../catalog/knots.ts';
import { type HardClosure, type Reading, roleOf } from './hard-closure.ts';
import { groupOf, type Part, type Structure } from './structure.ts';

/** One component, or a knot of components that all reach each other. */
export interface Unit {
  parts: readonly Part[];
  knotted: boolean;
}

/**
 * What lies under the pending dependencies of a closure and outside it, units before those that stand on them. Without
 * recursion: a chain may be as long as the catalogue.
 */
export function unitsUnder(closure: HardClosure, structure: Structure, reading: Reading): Unit[] {
  const next = new Map<string, string[]>();
  const outside = (dependencies: readonly Dependency[]): string[] =>
    targetsOf(dependencies, structure, reading).filter(
      (name) => structure.parts.has(name) && !closure.components.has(name),
    );
  const reached = new Set(outside(closure.pending));
  for (const name of reached) {
    const names = outside(structure.parts.get(name)!.dependsOn);
    next.set(name, names);
    for (const one of names) reached.add(one);
  }
  const unitOf = new Map<string, Unit>();
  for (const knot of knotsOf(next)) {
    const unit = { parts: [...knot].map((name) => structure.parts.get(name)!), knotted: true };
    for (const name of knot) unitOf.set(name, unit);
  }
  for (const name of reached) {
    if (!unitOf.has(name)) unitOf.set(name, { parts: [structure.parts.get(name)!], knotted: false });
  }
  return inOrder([...unitOf.values()], (unit) =>
    unit.parts.flatMap((part) => next.get(part.name)!.map((name) => unitOf.get(name)!)),
  );
}

/** The components that edges with any role name, groups opened. */
function targetsOf(dependencies: readonly Dependency[], structure: Structure, reading: Reading): string[] {
  return dependencies.flatMap((one) => {
    if (!('component' in one)) return targetsOf(groupOf(one).members, structure, reading);
    return roleOf(one, structure, reading) === 'none' ? [] : namesIn([one]);
  });
}

function inOrder(units: readonly Unit[], below: (unit: Unit) => readonly Unit[]): Unit[] {
  const done = new Set<Unit>();
  const entered = new Set<Unit>();
  for (const start of units) {
    const waiting = [start];
    for (let unit = waiting.at(-1); unit !== undefined; unit = waiting.at(-1)) {
      if (entered.has(unit)) {
        waiting.pop();
        done.add(unit);
        continue;
      }
      entered.add(unit);
      for (const one of below(unit)) if (!entered.has(one)) waiting.push(one);
    }
  }
  return [...done];
}
