import type { Dependency } from '../../catalog/dependency.ts';
import { contextOf } from './context.ts';
import { type FormulaId, type Formulas, never } from './formula.ts';
import { hardClosure } from './hard-closure.ts';
import { type Knots, knotFormulas } from './knot-formulas.ts';
import type { Reading } from './opened.ts';
import type { Structure } from './structure.ts';
import { unitsUnder } from './units.ts';

/** How something fails: any of `events` alone, or `rest`, which is reckoned with all of `events` not happening. */
export interface Failure {
  events: readonly number[];
  rest: FormulaId;
  /** False where a knot of dependencies was too large to unfold; `rest` is then the bound that was asked for. */
  exact: boolean;
}

/**
 * The failure of something that stands on `top`. Everything it needs without an alternative is taken out first: given that
 * all of it is up, what remains is small, and most cycles are gone.
 *
 * A cycle means the least solution: a component is down only for a cause outside itself, never because it "would be down if
 * it were down".
 */
export function failureOf(
  top: readonly Dependency[],
  structure: Structure,
  reading: Reading,
  store: Formulas,
  knots: Knots = 'low',
): Failure {
  const closure = hardClosure(top, structure, reading);
  const events = [...closure.events];
  if (closure.pending.length === 0) return { events, rest: never, exact: true };
  const context = contextOf(closure, structure, reading, store);
  const known = new Map<string, FormulaId>();
  let exact = true;
  for (const unit of unitsUnder(closure, structure, reading)) {
    if (unit.knotted) {
      const solved = knotFormulas(unit, context, known, knots);
      exact &&= solved.exact;
      for (const [name, formula] of solved.formulas) known.set(name, formula);
    } else known.set(unit.parts[0]!.name, context.component(unit.parts[0]!, known));
  }
  const rest = store.or(closure.pending.map((one) => context.dependency(one, known)));
  return { events, rest, exact };
}
