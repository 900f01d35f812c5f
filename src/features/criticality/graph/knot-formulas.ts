import type { Dependency } from '../../catalog/dependency.ts';
import type { Context } from './context.ts';
import { type FormulaId, never } from './formula.ts';
import { groupOf } from './structure.ts';
import type { Unit } from './units.ts';

/** Unfolding stops at so many steps; n members need at most n rounds over all of them. */
const maxSteps = 1_000;

/** Which bound to take where a knot is too large to unfold. */
export type Knots = 'low' | 'high';

export interface KnotFormulas {
  formulas: ReadonlyMap<string, FormulaId>;
  exact: boolean;
}

/**
 * The failures of components that reach each other in a circle. Bound together by hard edges alone they fail as one. Else the
 * least solution is unfolded: it is reached after as many rounds as there are members (Kleene). Where that is too long, the
 * unfolding is cut: begun from "never" it lies below the true failure, begun from "as if all were hard" above.
 */
export function knotFormulas(
  unit: Unit,
  context: Context,
  below: ReadonlyMap<string, FormulaId>,
  knots: Knots,
): KnotFormulas {
  const names = unit.parts.map(({ name }) => name);
  const all = (formula: FormulaId): [string, FormulaId][] => names.map((name) => [name, formula]);
  const known = new Map([...below, ...all(never)]);
  const together = (fails: Context['component']): FormulaId =>
    context.store.or(unit.parts.map((part) => fails(part, known)));
  if (onlyHard(unit, new Set(names), context))
    return { formulas: new Map(all(together(context.component))), exact: true };

  const rounds = Math.min(unit.parts.length, Math.max(1, Math.floor(maxSteps / unit.parts.length)));
  const exact = rounds === unit.parts.length;
  if (!exact && knots === 'high') for (const [name, formula] of all(together(context.atMost))) known.set(name, formula);
  for (let round = 0; round < rounds; round += 1) {
    let changed = false;
    for (const part of unit.parts) {
      const formula = context.component(part, known);
      changed ||= formula !== known.get(part.name);
      known.set(part.name, formula);
    }
    if (!changed) break;
  }
  return { formulas: new Map(names.map((name) => [name, known.get(name)!])), exact };
}

/** Whether every edge between members takes its component down by itself. */
function onlyHard(unit: Unit, names: ReadonlySet<string>, context: Context): boolean {
  const inside = (dependencies: readonly Dependency[], alone: boolean): boolean =>
    dependencies.every((one) => {
      if ('component' in one) {
        const role = names.has(one.component) ? context.role(one) : 'none';
        return role === 'none' || (role === 'hard' && alone);
      }
      const { members, failing } = groupOf(one);
      return inside(members, alone && failing === 1);
    });
  return unit.parts.every((part) => inside(part.dependsOn, true));
}
