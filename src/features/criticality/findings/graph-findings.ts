import type { Dependency, Edge } from '../../catalog/dependency.ts';
import { knotsOf } from '../../catalog/knots.ts';
import type { RiskFinding } from '../contract.ts';
import { type DerivedLevel, rankOf } from '../graph/reach.ts';
import { groupOf, type Structure } from '../graph/structure.ts';
import { riskFinding } from './risk-finding.ts';

/** Where what is declared and what the graph says disagree about who is woken up. */
export function levelFindings(structure: Structure, derived: ReadonlyMap<string, DerivedLevel>): RiskFinding[] {
  const found: RiskFinding[] = [];
  for (const { name, document } of structure.parts.values()) {
    const declared = document.spec.level;
    const by = derived.get(name);
    if (declared !== undefined && by !== undefined && rankOf(by.level) < rankOf(declared)) {
      const why = `declared ${declared}, but the process ${by.process} makes it ${by.level}: its outages are answered as slowly as ${declared} allows`;
      const todo = `Declare it ${by.level}, or make what stands on it survive without it`;
      found.push(riskFinding(document, { code: 'declared_below_derived', severity: 'error', why, todo }));
    }
  }
  for (const standing of [...structure.processes, ...structure.parts.values()]) {
    const { level } = standing.document.spec;
    if (level === undefined) continue;
    for (const target of new Set(neededAlone(standing.dependsOn).map(({ component }) => component))) {
      const lesser = structure.parts.get(target)?.document.spec.level;
      if (lesser === undefined || rankOf(lesser) <= rankOf(level)) continue;
      const severity = level === 'critical' ? 'error' : 'warning';
      const why = `is ${level} and cannot do without ${target}, which is only ${lesser}`;
      const todo = `Make the dependency soft or redundant, or raise ${target} to ${level}`;
      found.push(riskFinding(standing.document, { code: 'hard_on_lesser', severity, why, todo, other: target }));
    }
  }
  return found;
}

/** Hard edges without an alternative: not those in groups that can spare a member. */
function neededAlone(dependencies: readonly Dependency[]): Edge[] {
  return dependencies.flatMap((one) => {
    if ('component' in one) return one.mode === undefined || one.mode === 'hard' ? [one] : [];
    const { members, failing } = groupOf(one);
    return failing === 1 ? neededAlone(members) : [];
  });
}

/** Components that need each other in a circle: none of them starts without the others. */
export function cycleFindings(structure: Structure): RiskFinding[] {
  const next = new Map(
    [...structure.parts.values()].map((part) => [
      part.name,
      neededAlone(part.dependsOn).map(({ component }) => component),
    ]),
  );
  return knotsOf(next).map((knot) => {
    const names = [...structure.parts.keys()].filter((name) => knot.has(name));
    const shown = names.length > 8 ? [...names.slice(0, 8), `… (${names.length} in all)`] : names;
    const circle = names.length === 1 ? 'needs itself' : `need each other: ${shown.join(', ')}`;
    const why = `${circle}; they fail as one, and none can be started before the others`;
    const todo = 'Break the circle with a soft or async dependency';
    return riskFinding(structure.parts.get(names[0]!)!.document, {
      ...{ code: 'hard_cycle', severity: 'warning', why, todo },
    });
  });
}
