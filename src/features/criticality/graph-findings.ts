import type { Dependency, Edge } from '../catalog/dependency.ts';
import { type Document, documentsOf } from '../catalog/document.ts';
import { knotsOf } from '../catalog/knots.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { RiskFinding, RiskFindingCode } from './contract.ts';
import { type DerivedLevel, rankOf } from './reach.ts';
import { groupOf, type Structure } from './structure.ts';

export function finding(
  code: RiskFindingCode,
  severity: RiskFinding['severity'],
  document: Document,
  message: string,
): RiskFinding {
  const { file, line } = document.at;
  return { code, severity, subject: document.metadata.name, message, file, line };
}

/** Where what is declared and what the graph says disagree about who is woken up. */
export function levelFindings(structure: Structure, derived: ReadonlyMap<string, DerivedLevel>): RiskFinding[] {
  const found: RiskFinding[] = [];
  for (const { name, document } of structure.parts.values()) {
    const declared = document.spec.level;
    const by = derived.get(name);
    if (declared !== undefined && by !== undefined && rankOf(by.level) < rankOf(declared)) {
      const message = `declared ${declared}, but the process ${by.process} makes it ${by.level}: its outages are answered as slowly as ${declared} allows. Declare it ${by.level}, or make what stands on it survive without it`;
      found.push(finding('declared_below_derived', 'error', document, message));
    }
  }
  for (const standing of [...structure.processes, ...structure.parts.values()]) {
    const { level } = standing.document.spec;
    if (level === undefined) continue;
    for (const target of new Set(neededAlone(standing.dependsOn).map(({ component }) => component))) {
      const lesser = structure.parts.get(target)?.document.spec.level;
      if (lesser === undefined || rankOf(lesser) <= rankOf(level)) continue;
      const message = `is ${level} and cannot do without ${target}, which is only ${lesser}. Make the dependency soft or redundant, or raise ${target} to ${level}`;
      found.push(finding('hard_on_lesser', level === 'critical' ? 'error' : 'warning', standing.document, message));
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
    const message = `${circle}. They fail as one, and none can be started before the others; break the circle with a soft or async dependency`;
    return finding('hard_cycle', 'warning', structure.parts.get(names[0]!)!.document, message);
  });
}

/** What is missing so that the numbers are complete and somebody answers for them. */
export function missingFindings(
  documents: readonly Document[],
  structure: Structure,
  reached: ReadonlySet<string>,
  valued: ReadonlySet<string>,
): RiskFinding[] {
  const found: RiskFinding[] = [];
  const products = new Map(
    documentsOf<{ productManager?: string }>(documents, 'Product').map((d) => [d.metadata.name, d]),
  );
  for (const { name, document, dependsOn } of structure.processes) {
    const { level, product, productManager }: ProcessSpec = document.spec;
    const add = (code: RiskFindingCode, message: string) => found.push(finding(code, 'warning', document, message));
    if (dependsOn.length === 0)
      add(
        'no_dependency',
        'stands on nothing, so nothing is known of what takes it down. Name its components in dependsOn',
      );
    if (level === undefined)
      add('missing_level', 'has no level, so it makes nothing critical. Let its product manager decide one');
    if (!valued.has(name))
      add(
        'missing_value',
        'has no value per hour, so no money is at risk with it. Give value.perHour, or a value when asking',
      );
    const manager = productManager ?? (product === undefined ? undefined : products.get(product)?.spec.productManager);
    if (manager === undefined)
      add(
        'missing_product_manager',
        'has no product manager, so nobody decides for the business. Name one here or on its product',
      );
  }
  for (const { name, document } of structure.parts.values()) {
    if (!reached.has(name)) continue;
    if (document.spec.availability === undefined) {
      const message =
        'has no availability of its own and counts as never failing: the processes on it look better than they are. Measure it or give availability';
      found.push(finding('unknown_availability', 'warning', document, message));
    }
    if (document.spec.owner === undefined) {
      found.push(
        finding('missing_owner', 'warning', document, 'has no owner, so nobody is called when it fails. Give owner'),
      );
    }
  }
  for (const cause of structure.disagreeing) {
    const part = [...structure.parts.values()].find(({ document }) =>
      document.spec.commonCauses.some(({ name }) => name === cause),
    )!;
    const message = `names the common cause ${cause} with another unavailability than others do; the largest was taken. Give it the same everywhere`;
    found.push(finding('cause_disagrees', 'warning', part.document, message));
  }
  return found;
}
