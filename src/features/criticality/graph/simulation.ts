import type { Dependency } from '../../catalog/dependency.ts';
import { contextOf } from './context.ts';
import { type FormulaId, formulas } from './formula.ts';
import { type Knots, knotFormulas } from './knot-formulas.ts';
import type { Reading } from './opened.ts';
import { type Sampled, sampledProbabilities } from './sample.ts';
import { probabilitiesOf, type Structure } from './structure.ts';
import { unitsUnder } from './units.ts';

type Shares = ReadonlyMap<readonly Dependency[], Sampled>;
const known = new WeakMap<Structure, Map<string, Shares>>();

/**
 * How often each process of a structure fails, by throwing dice for the whole of it once: what many processes stand on is
 * looked at once for all of them. By the `dependsOn` of the process. Where a knot is too large to unfold, for the bound asked for.
 */
export function simulated(structure: Structure, reading: Reading, knots: Knots): Shares {
  const before = known.get(structure) ?? new Map<string, Shares>();
  known.set(structure, before);
  const key = [reading.soft, reading.buffers, reading.onlyWays, knots].join();
  let shares = before.get(key);
  if (shares === undefined) {
    shares = simulate(structure, reading, knots);
    before.set(key, shares);
  }
  return shares;
}

function simulate(structure: Structure, reading: Reading, knots: Knots): Shares {
  const store = formulas();
  const all = structure.processes.map(({ dependsOn }) => dependsOn);
  const closure = { components: new Set<never>(), events: new Set<never>(), pending: all.flat() };
  const context = contextOf(closure, structure, reading, store);
  const formulaOf = new Map<string, FormulaId>();
  for (const unit of unitsUnder(closure, structure, reading)) {
    if (unit.knotted) {
      for (const [name, formula] of knotFormulas(unit, context, formulaOf, knots).formulas)
        formulaOf.set(name, formula);
    } else formulaOf.set(unit.parts[0]!.name, context.component(unit.parts[0]!, formulaOf));
  }
  const tops = all.map((dependsOn) => store.or(dependsOn.map((one) => context.dependency(one, formulaOf))));
  const shares = sampledProbabilities(store, tops, probabilitiesOf(structure));
  return new Map(all.map((dependsOn, at) => [dependsOn, shares[at]!]));
}
