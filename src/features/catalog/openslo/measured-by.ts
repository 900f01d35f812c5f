import { z } from 'zod';
import { type Document, documentNamed, documentsOf } from '../document.ts';
import type { ProcessSpec } from '../process.ts';
import { didYouMean } from '../suggestion.ts';
import { selectsMeasure, selectsStep } from './prom-match.ts';
import { selectorOf } from './prom-selector.ts';

/** Something that Waga counts by the minute: a part of a technical measure, or events of a step. */
export type SloTerm =
  | { of: 'measure'; measure: string; part: 'good' | 'bad' | 'valid' }
  | { of: 'events'; process: string; step: string; outcomes: readonly string[] };

/** What a role of an indicator asks for. */
export type Role = 'good' | 'bad' | 'total';

/** What an indicator cannot be measured by, in words for people. */
export interface NotMeasured {
  why: string;
}

export const outcomes = ['ok', 'failed', 'abandoned'] as const;

const OfMeasure = z.strictObject({ measure: z.string() });
const OfEvents = z.strictObject({
  process: z.string(),
  step: z.string(),
  outcome: z.enum([...outcomes, 'any']).optional(),
});
const OfPrometheus = z.looseObject({ query: z.string() });

/** The source as it stands in a document of OpenSLO. */
export interface WrittenSource {
  metricSource: { metricSourceRef?: string | undefined; type?: string | undefined; spec: Record<string, unknown> };
}

/** The type of a source in lower case, its own or that of the DataSource it names; null where it has none. */
export function typeOfSource(all: readonly Document[], { metricSource }: WrittenSource): string | null {
  const { type, metricSourceRef } = metricSource;
  const named = documentNamed<{ type: string }>(all, 'openslo/DataSource', metricSourceRef ?? '')?.spec.type;
  return (type ?? named)?.toLowerCase() ?? null;
}

/** What Waga counts for a role of a ratio, or why it counts nothing. */
export function termOf(all: readonly Document[], role: Role, source: WrittenSource): SloTerm | NotMeasured {
  const type = typeOfSource(all, source);
  const { spec } = source.metricSource;
  if (type === 'waga') return ofWaga(all, role, spec);
  if (type === 'prometheus') return ofPrometheus(all, role, spec);
  return notFrom(type);
}

/** That nothing is read from a source of this type. */
export function notFrom(type: string | null): NotMeasured {
  if (type === null)
    return {
      why: 'its source names no type; Waga reads type waga, and Prometheus where a Measure or Source has the same query',
    };
  return {
    why: `its source is of type ${type}; Waga reads type waga, and Prometheus where a Measure or Source has the same query`,
  };
}

const partOf = { good: 'good', bad: 'bad', total: 'valid' } as const;

function ofWaga(all: readonly Document[], role: Role, spec: Record<string, unknown>): SloTerm | NotMeasured {
  const measure = OfMeasure.safeParse(spec);
  if (measure.success) {
    const name = measure.data.measure;
    return missing(all, 'Measure', name) ?? { of: 'measure', measure: name, part: partOf[role] };
  }
  const events = OfEvents.safeParse(spec);
  if (!events.success) return { why: 'its source of type waga names neither a measure, nor a process and a step' };
  const { process, step, outcome } = events.data;
  const known = documentNamed<ProcessSpec>(all, 'Process', process)?.spec.steps;
  if (known === undefined) return missing(all, 'Process', process)!;
  if (!known.includes(step)) return { why: `the process ${process} has no step ${step}${didYouMean(step, known)}` };
  return { of: 'events', process, step, outcomes: outcomesOf(role, outcome) };
}

/** Left out: good is what went well, bad what did not, and total is all there was. */
function outcomesOf(role: Role, written: (typeof outcomes)[number] | 'any' | undefined): readonly string[] {
  if (written === 'any') return outcomes;
  if (written !== undefined) return [written];
  if (role === 'total') return outcomes;
  return role === 'good' ? ['ok'] : ['failed', 'abandoned'];
}

function ofPrometheus(all: readonly Document[], role: Role, spec: Record<string, unknown>): SloTerm | NotMeasured {
  const written = OfPrometheus.safeParse(spec);
  if (!written.success) return { why: 'its source of type Prometheus has no query' };
  const selector = selectorOf(written.data.query);
  if (selector === null) {
    return {
      why: 'its query is more than a selector with sum, rate or increase around it; a Measure can say what it counts',
    };
  }
  const part = partOf[role];
  const measure = documentsOf(all, 'Measure').find((one) => selectsMeasure(one, part, selector));
  if (measure !== undefined) return { of: 'measure', measure: measure.metadata.name, part };
  for (const one of documentsOf(all, 'Source')) {
    const step = selectsStep(one, selector);
    if (step !== null) return { of: 'events', ...step };
  }
  return { why: `no Measure and no query of a Source selects the same series of ${selector.metric}` };
}

/** Why a name leads nowhere; null where it leads somewhere. */
export function missing(all: readonly Document[], kind: string, name: string): NotMeasured | null {
  if (documentNamed(all, kind, name) !== undefined) return null;
  const names = documentsOf(all, kind).map(({ metadata }) => metadata.name);
  return { why: `there is no ${kind} named ${name}${didYouMean(name, names)}` };
}
