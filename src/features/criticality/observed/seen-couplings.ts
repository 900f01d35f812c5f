import type { Catalog } from '../../catalog/catalog.ts';
import type { ComponentCriticality, RiskFinding } from '../contract.ts';
import type { SeenLevel } from '../page-facts.ts';
import type { ObservedCoupling, ObservedLevel } from './observed-contract.ts';
import { type DerivedShare, driftFindings } from './observed-drift.ts';

/** What was seen of components, in the way that pages look it up. */
export interface SeenCouplings {
  /** By component; only of those that were out at least once. */
  couplings: ReadonlyMap<string, readonly ObservedCoupling[]>;
  seen: ReadonlyMap<string, SeenLevel>;
  findings: readonly RiskFinding[];
}

/** What the graph says that a process loses with a component down. */
export function derivedShares(components: readonly ComponentCriticality[]): DerivedShare {
  const byName = new Map(components.map(({ name, perProcess }) => [name, perProcess]));
  return (component, process) => byName.get(component)?.[process]?.valueAtRiskShare ?? null;
}

export function seenCouplings(
  couplings: readonly ObservedCoupling[],
  levels: readonly ObservedLevel[],
  catalog: Catalog,
): SeenCouplings {
  const levelOf = new Map(levels.map(({ component, level }) => [component, level]));
  const byComponent = Map.groupBy(couplings, ({ component }) => component);
  const seen = [...byComponent].map(([component, own]): [string, SeenLevel] => [
    component,
    { level: levelOf.get(component) ?? null, incidents: Math.max(...own.map(({ incidents }) => incidents)) },
  ]);
  return { couplings: byComponent, seen: new Map(seen), findings: driftFindings(couplings, catalog) };
}
