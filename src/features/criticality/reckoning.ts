import type { ComponentSpec } from '../catalog/component.ts';
import type { Document } from '../catalog/document.ts';
import type { ContractScore, CriticalityAnswer } from './contract.ts';
import { type CriticalityQuestion, criticalityOf } from './criticality.ts';
import { overrunShareFrom } from './graph/overrun.ts';
import { type StructuralHints, structuralHints } from './hints.ts';
import type { HourlyValue } from './worth.ts';

/** What criticality is worked out from: plain data that can be sent to another thread. */
export interface ReckonedFrom extends Measured {
  documents: readonly Document[];
  /** Minor units an hour on the average of the week, by process; without one where nobody knows. */
  values: ReadonlyMap<string, HourlyValue>;
}

/** What was seen of components. */
export interface Measured {
  /** Share of the time that a component was out by itself, where its document gives no availability. */
  measured: ReadonlyMap<string, number>;
  /** Lengths of the past outages of a component in minutes. */
  outages: ReadonlyMap<string, readonly number[]>;
}

export const nothingMeasured: Measured = { measured: new Map(), outages: new Map() };

/** What was worked out: the shares do not depend on the value of any process, the money in it is that of `values`. */
export interface Reckoned {
  answer: CriticalityAnswer;
  /** By component. */
  contracts: ReadonlyMap<string, ContractScore>;
  /** By component: its place among all by structure alone. */
  hints: ReadonlyMap<string, { pageRank: number; betweenness: number }>;
}

/** Everything that takes long, in one go. */
export function reckon(from: ReckonedFrom): Reckoned {
  const answer = criticalityOf(questionOf(from));
  const contracts = new Map(answer.contracts.map((contract) => [contract.component, contract]));
  return { answer, contracts, hints: placesIn(from) };
}

function placesIn({ documents, values }: ReckonedFrom): Reckoned['hints'] {
  const hints = structuralHints({ documents, hourlyValue: (process) => values.get(process) ?? null });
  const places = ({ pageRank, betweenness }: StructuralHints) => ({
    ...{ pageRank: pageRank.place, betweenness: betweenness.place },
  });
  return new Map([...hints].map(([name, hint]) => [name, places(hint)]));
}

export function questionOf({ documents, values, measured, outages }: ReckonedFrom): CriticalityQuestion {
  return {
    documents: withMeasured(documents, measured),
    hourlyValue: (process) => values.get(process) ?? null,
    overrunShare: overrunShareFrom(outages),
  };
}

/** The documents with what was measured in the place of availabilities that they do not give. */
function withMeasured(documents: readonly Document[], measured: ReadonlyMap<string, number>): readonly Document[] {
  if (measured.size === 0) return documents;
  return documents.map((document) => {
    if (document.kind !== 'Component') return document;
    const found = measured.get(document.metadata.name);
    const spec = document.spec as ComponentSpec;
    if (found === undefined || spec.availability !== undefined) return document;
    return { ...document, spec: { ...spec, availability: availabilityText(found) } };
  });
}

/** Decimal text as the catalogue takes it; what is measured has no more than nine digits to give. */
function availabilityText(unavailability: number): string {
  return (1 - Math.min(1, Math.max(0, unavailability))).toFixed(9);
}

/** Whether what was measured has become something else: another set of components, or one that changed by a fifth. */
export function changedNoticeably(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): boolean {
  if (before.size !== now.size) return true;
  return [...now].some(([name, share]) => {
    const was = before.get(name);
    if (was === undefined) return true;
    return Math.abs(share - was) > Math.max(1e-6, 0.2 * Math.min(share, was));
  });
}

/** Of the empty catalogue. */
export const nothingReckoned: Reckoned = {
  answer: { processes: [], components: [], commonCauses: [], contracts: [], findings: [], notes: [] },
  contracts: new Map(),
  hints: new Map(),
};
