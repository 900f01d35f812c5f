import { day, type Interval } from '../../../maths/instants.ts';
import { type Catalog, componentsOf, type Document } from '../../catalog/catalog.ts';
import type { ComponentSpec } from '../../catalog/component.ts';
import { namesIn } from '../../catalog/dependency.ts';
import { componentByService } from '../../signals/component-of-service.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import type { RiskFinding } from '../contract.ts';
import { riskFinding, type Said } from './risk-finding.ts';

/** A difference between the dependencies that are declared and those that traces show. */
export interface DependencyDrift extends RiskFinding {
  code: 'declared_never_seen' | 'seen_not_declared';
  /** What `subject` is declared or was seen to need: a component, or the name of a service that is none. */
  other: string;
  /** Requests that were seen; 0 for one that was never seen. */
  calls: number;
  /** RFC 3339; null for one that was never seen. */
  lastSeen: string | null;
}

/** What is called once a month is not seen in a shorter time, and was not seen for no good reason. */
const leastWatched = 7 * day;

/**
 * The differences over a period, by component in catalogue order. That a declared dependency was never seen is said only of a
 * component whose own calls were seen, and after seven days: whoever sends no traces shows nothing. Calls between services
 * of one component are its own affair.
 */
export function dependencyDrift(
  catalog: Catalog,
  discovered: readonly DiscoveredDependency[],
  period: Interval,
): DependencyDrift[] {
  const seen = seenCalls(catalog, discovered);
  const watched = Math.round((period.to - period.from) / day);
  return componentsOf(catalog).flatMap((component) => {
    const calls = seen.get(component.metadata.name);
    if (calls === undefined) return [];
    const declared = new Set(namesIn(component.spec.dependsOn));
    const undeclared = [...calls].filter(([name]) => !declared.has(name));
    const unseen = period.to - period.from < leastWatched ? [] : [...declared].filter((name) => !calls.has(name));
    return [
      ...undeclared.map(([name, call]) => notDeclared(component, name, call, watched)),
      ...unseen.map((name) => neverSeen(component, name, watched)),
    ];
  });
}

interface SeenCall {
  calls: number;
  lastSeen: string;
  /** Some were sampled by nobody knows what, so that there were at least as many. */
  atLeast: boolean;
  /** Whether what is called is a component. */
  known: boolean;
}

/** By component, what it calls, most calls first; what is seen between several of its services is added up. */
function seenCalls(
  catalog: Catalog,
  discovered: readonly DiscoveredDependency[],
): ReadonlyMap<string, ReadonlyMap<string, SeenCall>> {
  const componentOf = componentByService(catalog);
  const seen = new Map<string, Map<string, SeenCall>>();
  for (const { caller, callee, calls, lastSeen, sampling } of [...discovered].sort((a, b) => b.calls - a.calls)) {
    const own = componentOf(caller);
    const other = componentOf(callee);
    if (own === null || own === other) continue;
    const targets = seen.get(own) ?? new Map<string, SeenCall>();
    seen.set(own, targets);
    const before = targets.get(other ?? callee);
    targets.set(other ?? callee, {
      calls: calls + (before?.calls ?? 0),
      lastSeen: before !== undefined && before.lastSeen > lastSeen ? before.lastSeen : lastSeen,
      atLeast: sampling === 'unknown' || (before?.atLeast ?? false),
      known: other !== null,
    });
  }
  return seen;
}

function notDeclared(component: Document<ComponentSpec>, other: string, call: SeenCall, days: number): DependencyDrift {
  const { calls, lastSeen, atLeast, known } = call;
  const often = `${atLeast ? 'at least ' : ''}${calls} times in ${days} days, last at ${lastSeen}`;
  const todo = known
    ? `Declare it in dependsOn with its mode, or find out why it is called`
    : `Add a Component named ${other}, or a Measure that says whose service it is, and declare it`;
  const why = `calls ${other}, which it does not declare: ${often}; while it is not declared, nobody sees what fails with ${other}`;
  return drift(component, { code: 'seen_not_declared', severity: 'warning', why, todo, other }, calls, lastSeen);
}

function neverSeen(component: Document<ComponentSpec>, other: string, days: number): DependencyDrift {
  const why = `declares ${other}, which its traces of ${days} days never show it to call`;
  const todo = `Take it out if it is no longer needed; keep it if ${other} is needed without being called, or by means that are not traced`;
  return drift(component, { code: 'declared_never_seen', severity: 'info', why, todo, other }, 0, null);
}

function drift(
  component: Document<ComponentSpec>,
  said: Said & Pick<DependencyDrift, 'code' | 'other'>,
  calls: number,
  lastSeen: string | null,
): DependencyDrift {
  return { ...riskFinding(component, said), code: said.code, other: said.other, calls, lastSeen };
}
