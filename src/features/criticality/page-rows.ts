import { componentsOf, displayName, processesOf } from '../catalog/catalog.ts';
import type { ComponentSpec } from '../catalog/component.ts';
import type { Document } from '../catalog/document.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { ComponentCriticality, ProcessCriticality } from './contract.ts';
import { subjectKey } from './findings/served-findings.ts';
import { areasOf } from './map/areas.ts';
import type { ComponentRow, ProcessRow } from './page-contract.ts';
import type { SeenFacts } from './page-facts.ts';
import { presentWorth, stakeShown, stakesOf } from './stakes.ts';
import { worthOf } from './worth.ts';

/** Whole minor units at risk with a component in the present hour. */
export interface AtRisk {
  component: string;
  currency: string;
  minor: number;
}

/** Every component that something hangs on, once for each currency. */
export function atRiskNow({ reckoned, shown }: SeenFacts): AtRisk[] {
  return reckoned.answer.components.flatMap((component) =>
    stakesOf(component, shown).map(({ currency, present }) => ({
      ...{ component: component.name, currency, minor: Math.round(present) },
    })),
  );
}

/**
 * The rows of all components, most money at risk first, else in the order of the catalogue: the order of the answer would tell of money
 * that is not shown.
 */
export function componentRows(facts: SeenFacts): ComponentRow[] {
  const components = new Map(facts.reckoned.answer.components.map((component) => [component.name, component]));
  const rows = componentsOf(facts.catalog).flatMap((document) => {
    const component = components.get(document.metadata.name);
    return component === undefined ? [] : [componentRow(component, document, facts)];
  });
  const money = ({ valueAtRiskPerHour }: ComponentRow): number => valueAtRiskPerHour?.value ?? -1;
  return rows.sort((a, b) => money(b) - money(a));
}

export function componentRow(
  component: ComponentCriticality,
  document: Document<ComponentSpec>,
  facts: SeenFacts,
): ComponentRow {
  const { name, declared, derived, unavailability, perProcess } = component;
  const seen = facts.seen.get(name);
  const { score, of } = facts.reckoned.contracts.get(name) ?? { score: 0, of: 0 };
  const known = document.spec.availability === undefined ? 'measured' : 'declared';
  return {
    name,
    displayName: displayName(document),
    type: document.spec.type ?? null,
    owner: document.spec.owner ?? null,
    areas: areasOf(component, facts.products, facts.shown.processes),
    declared,
    derived,
    observed: seen?.level ?? null,
    observedIncidents: seen?.incidents ?? 0,
    unavailability,
    availabilityFrom: unavailability === null ? 'unknown' : known,
    processes: Object.keys(perProcess).length,
    ...stakeShown(stakesOf(component, facts.shown), unavailability),
    contract: { score, of },
    hints: facts.reckoned.hints.get(name) ?? { pageRank: 0, betweenness: 0 },
    ...facts.open(subjectKey('Component', name)),
  };
}

/** The rows of all processes, in the order of the catalogue. */
export function processRows(facts: SeenFacts): ProcessRow[] {
  const documents = new Map(processesOf(facts.catalog).map((document) => [document.metadata.name, document]));
  return facts.reckoned.answer.processes.flatMap((process) => {
    const document = documents.get(process.name);
    return document === undefined ? [] : [processRow(process, document, facts)];
  });
}

export function processRow(process: ProcessCriticality, document: Document<ProcessSpec>, facts: SeenFacts): ProcessRow {
  const { minimalCutSets, valuePerHour: _, expectedLossPerHour: __, ...rest } = process;
  const worth = presentWorth(facts.shown, process.name);
  const minor = worth === null ? null : facts.shown.processes.get(process.name)!.present;
  return {
    ...rest,
    valuePerHour: worth,
    expectedLossPerHour: worth && minor !== null ? worthOf(minor * process.expectedLossShare, worth.currency) : null,
    displayName: displayName(document),
    product: document.spec.product ?? null,
    levelFrom: process.level === null ? null : facts.decided.has(process.name) ? 'decision' : 'file',
    alone: minimalCutSets.count === null ? surelyAlone(process, facts) : (minimalCutSets.byOrder[0] ?? 0),
    ...facts.open(subjectKey('Process', process.name)),
  };
}

/** Where the ways to fail are too many to list: the components with which down it is down for certain. */
function surelyAlone({ name, unavailability }: ProcessCriticality, { reckoned }: SeenFacts): number {
  return reckoned.answer.components.filter(({ perProcess, unavailability: own }) => {
    const importance = perProcess[name];
    return importance !== undefined && unavailability + (1 - (own ?? 0)) * importance.birnbaum > 1 - 1e-9;
  }).length;
}
