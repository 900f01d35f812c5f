import type { Dependency } from '../../catalog/dependency.ts';
import { always, type FormulaId, type Formulas, never } from './formula.ts';
import { comesIn, type HardClosure } from './hard-closure.ts';
import { type Reading, roleOf } from './opened.ts';
import { groupOf, type Part, type Structure } from './structure.ts';

type Known = ReadonlyMap<string, FormulaId>;

/** Formulas of parts and dependencies, given those of what they stand on; what is in the closure is up. */
export interface Context {
  component(part: Part, known: Known): FormulaId;
  dependency(one: Dependency, known: Known): FormulaId;
  /** No less than the failure of the part whatever the members of its knot do: groups and shares are read as hard. */
  atMost(part: Part, known: Known): FormulaId;
  role(edge: Parameters<typeof roleOf>[0]): ReturnType<typeof roleOf>;
  readonly store: Formulas;
}

export function contextOf(closure: HardClosure, structure: Structure, reading: Reading, store: Formulas): Context {
  const role: Context['role'] = (edge) => roleOf(edge, structure, reading);

  function dependency(one: Dependency, known: Known): FormulaId {
    if ('component' in one) {
      const found = role(one);
      if (found === 'none') return never;
      const target = known.get(one.component) ?? never;
      return found === 'hard' ? target : store.and([store.event(found), target]);
    }
    const { members, failing } = groupOf(one);
    return store.atLeast(
      failing,
      members.map((member) => dependency(member, known)),
    );
  }

  const own = (part: Part): FormulaId[] =>
    [part.own, ...part.causes]
      .filter((event) => !closure.events.has(event) && comesIn(event, structure, reading))
      .map((event) => (reading.onlyWays && structure.events[event]!.probability === 1 ? always : store.event(event)));

  function targets(dependencies: readonly Dependency[], known: Known): FormulaId[] {
    return dependencies.flatMap((one) => {
      if (!('component' in one)) return targets(groupOf(one).members, known);
      return role(one) === 'none' ? [] : [known.get(one.component) ?? never];
    });
  }

  return {
    component: (part, known) => store.or([...own(part), ...part.dependsOn.map((one) => dependency(one, known))]),
    dependency,
    atMost: (part, known) => store.or([...own(part), ...targets(part.dependsOn, known)]),
    role,
    store,
  };
}
