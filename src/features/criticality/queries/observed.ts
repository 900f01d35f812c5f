import type { Catalog } from '../../catalog/catalog.ts';
import type { RiskFinding } from '../contract.ts';
import { outageLengths } from '../observed/measured-availability.ts';
import type { SeenCoupling } from '../observed/observed.ts';
import type { MeasuredAvailability, ObservedCoupling, ObservedLevel } from '../observed/observed-contract.ts';
import { besideDeclared, type DerivedShare, driftFindings, observedLevels } from '../observed/observed-drift.ts';
import type { RecordedOutage } from '../observed/recorded-outage.ts';

export type ObservedQueries = ReturnType<typeof observedQueries>;

const notDerived: DerivedShare = () => null;

/**
 * What was seen of components in their outages, as last worked out and held in memory; empty after a start until the job has
 * been round. `derived` gives what the graph says beside it (`valueAtRiskShare`), for who has worked that out.
 */
export function observedQueries({ catalog }: { catalog: () => Catalog }) {
  const seen = new Map<string, readonly SeenCoupling[]>();
  const measured = new Map<string, MeasuredAvailability | null>();
  let outages: readonly RecordedOutage[] = [];

  const couplings = (derived: DerivedShare = notDerived): ObservedCoupling[] =>
    [...seen.values()].flat().map((one) => besideDeclared(one, catalog(), derived));

  return {
    /** One for each process and component under it. */
    couplings,

    /** Where what was seen contradicts what is declared or derived: `observed_differs`. */
    findings: (derived: DerivedShare = notDerived): RiskFinding[] => driftFindings(couplings(derived), catalog()),

    /** The level that the outages of each component would give it; components without an outage that mattered are not there. */
    levels: (): ObservedLevel[] => observedLevels(couplings(), catalog()),

    /** How often components that are measured were out by themselves, declared or not. */
    measured: (): MeasuredAvailability[] => [...measured.values()].filter((one) => one !== null),

    /** Lengths in minutes of the outages of each component that had any: what buffers are held against. */
    outageMinutes: (): Map<string, number[]> => outageLengths(outages),

    /** Every recorded outage of the last ninety days. */
    outages: (): readonly RecordedOutage[] => outages,

    keepOutages(found: readonly RecordedOutage[]): void {
      outages = found;
    },

    keepCouplings(process: string, found: readonly SeenCoupling[]): void {
      seen.set(process, found);
    },

    keepMeasured(component: string, found: MeasuredAvailability | null): void {
      measured.set(component, found);
    },

    /** Forgets what the catalogue no longer holds. */
    forgetOthers(processes: ReadonlySet<string>, components: ReadonlySet<string>): void {
      for (const name of seen.keys()) if (!processes.has(name)) seen.delete(name);
      for (const name of measured.keys()) if (!components.has(name)) measured.delete(name);
    },
  };
}
