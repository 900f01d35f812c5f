import type { z } from 'zod';
import { toRfc3339 } from '../../maths/instants.ts';
import { type Catalog, componentNamed, displayName, processNamed } from '../catalog/catalog.ts';
import type { ComponentCriticality, ImportanceShown } from './contract.ts';
import type { ObservedCoupling } from './observed/observed-contract.ts';
import type {
  ComponentCriticalityPage,
  CouplingRow,
  CriticalityPage,
  ProcessCriticalityPage,
} from './page-contract.ts';
import { notYetValued, type SeenFacts } from './page-facts.ts';
import { componentRow, componentRows, processRow, processRows } from './page-rows.ts';
import { stakesOf } from './stakes.ts';
import { type Worth, worthOf } from './worth.ts';

type Importance = z.infer<typeof ImportanceShown>;

/** The table of everything. */
export function criticalityPage(facts: SeenFacts): CriticalityPage {
  return {
    asOf: toRfc3339(facts.asOf),
    catalogVersion: facts.catalog.version,
    state: facts.state,
    processes: processRows(facts),
    components: componentRows(facts),
    findings: [...facts.findings],
    moneyHidden: facts.moneyHidden,
    notes: [...facts.reckoned.answer.notes, ...learningNote(facts)],
  };
}

function learningNote({ catalog, worths }: SeenFacts): string[] {
  const names = notYetValued(catalog, worths);
  if (names.length === 0) return [];
  return [`What an hour of ${names.join(', ')} is worth is not known yet: too little was measured.`];
}

/** What one component does to each process on it; null when it was not worked out yet. */
export function componentCriticalityPage(facts: SeenFacts, name: string): ComponentCriticalityPage | null {
  const component = facts.reckoned.answer.components.find((one) => one.name === name);
  const document = componentNamed(facts.catalog, name);
  if (component === undefined || document === undefined) return null;
  const { met, missing } = facts.reckoned.contracts.get(name) ?? { met: [], missing: [] };
  const rows = Object.entries(component.perProcess).map(([process, importance]): CouplingRow => {
    const found = processNamed(facts.catalog, process);
    return {
      process,
      displayName: found === undefined ? process : displayName(found),
      level: found?.spec.level ?? null,
      importance,
      valueAtRiskPerHour: atRisk(facts, process, importance),
      ...seenOf(facts, name, process),
    };
  });
  return {
    asOf: toRfc3339(facts.asOf),
    component: componentRow(component, document, facts),
    processes: rows.sort(byMoney),
    week: stakesOf(component, facts.shown).map(({ timeZone, currency, week }) => ({
      timeZone,
      currency,
      minor: week.map((minor) => Math.round(minor)),
    })),
    contract: { met, missing },
    findings: facts.findings.filter(({ subject, subjectKind }) => subject === name && subjectKind === 'Component'),
    moneyHidden: hidesMoney(facts, Object.keys(component.perProcess)),
  };
}

/** What one process stands on; null when it was not worked out yet. */
export function processCriticalityPage(facts: SeenFacts, name: string): ProcessCriticalityPage | null {
  const process = facts.reckoned.answer.processes.find((one) => one.name === name);
  const document = processNamed(facts.catalog, name);
  if (process === undefined || document === undefined) return null;
  const components = facts.reckoned.answer.components.flatMap((component) => {
    const importance = component.perProcess[name];
    return importance === undefined ? [] : [standsOn(facts, name, component, importance)];
  });
  return {
    asOf: toRfc3339(facts.asOf),
    process: { ...processRow(process, document, facts), minimalCutSets: process.minimalCutSets },
    components: components.sort(byMoney),
    findings: facts.findings.filter(({ subject, subjectKind }) => subject === name && subjectKind === 'Process'),
    moneyHidden: hidesMoney(facts, [name]),
  };
}

function standsOn(
  facts: SeenFacts,
  process: string,
  { name, declared, derived }: ComponentCriticality,
  importance: Importance,
): ProcessCriticalityPage['components'][number] {
  const seen = facts.seen.get(name);
  return {
    component: name,
    displayName: displayNameOf(facts.catalog, name),
    levels: { declared, derived, observed: seen?.level ?? null, observedIncidents: seen?.incidents ?? 0 },
    importance,
    valueAtRiskPerHour: atRisk(facts, process, importance),
    ...seenOf(facts, name, process),
  };
}

function displayNameOf(catalog: Catalog, component: string): string {
  const document = componentNamed(catalog, component);
  return document === undefined ? component : displayName(document);
}

function atRisk({ shown }: SeenFacts, process: string, { valueAtRiskShare }: Importance): Worth | null {
  const worth = shown.processes.get(process);
  return worth === undefined ? null : worthOf(valueAtRiskShare * worth.present, worth.currency);
}

function seenOf(facts: SeenFacts, component: string, process: string): Pick<CouplingRow, 'observed' | 'note'> {
  const coupling: ObservedCoupling | undefined = facts.couplings.get(component)?.find((one) => one.process === process);
  if (coupling === undefined) return { observed: null, note: 'It was not seen out while this process was measured.' };
  const { lostShare, incidents, minutes, note } = coupling;
  return { observed: lostShare && { lostShare, incidents, minutes }, note };
}

/** Most money first; where none is known or shown, what takes most of the value. */
function byMoney(a: Pick<CouplingRow, 'valueAtRiskPerHour' | 'importance'>, b: typeof a): number {
  const money = (row: typeof a): number => row.valueAtRiskPerHour?.value ?? -1;
  return money(b) - money(a) || b.importance.valueAtRiskShare - a.importance.valueAtRiskShare;
}

/** Whether something is left out of what is said of these processes. */
function hidesMoney({ hiddenProcesses }: SeenFacts, processes: readonly string[]): boolean {
  return processes.some((process) => hiddenProcesses.has(process));
}
