import { ProductError } from '../../../errors.ts';
import { type Catalog, type Document, processesOf, processNamed } from '../../catalog/catalog.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import { Thresholds } from '../../catalog/thresholds.ts';
import { MeasureSpec, measureNamed, measuresOf } from '../../signals/measure.ts';
import type { ReplayChange } from '../replay-contract.ts';
import { ruleText } from './rule-text.ts';

/**
 * Checks changes against the catalogue of now, and says each in words. Throws ProductError `bad_input` naming what is unknown, what
 * is no share, thresholds of which the partial one is not below the total one, and a change that changes nothing.
 */
export function wordsOfChanges(catalog: Catalog, changes: readonly ReplayChange[]): string[] {
  const seen = new Set<string>();
  return changes.map((change) => {
    const key = `${change.kind}/${change.name}`;
    if (seen.has(key)) throw new ProductError('bad_input', `${key} is changed twice; say it in one change.`);
    seen.add(key);
    return change.kind === 'process' ? processWords(catalog, change) : measureWords(catalog, change);
  });
}

/** The catalogue with the changes in it; what it does not hold is left aside. */
export function withChanges(catalog: Catalog, changes: readonly ReplayChange[]): Catalog {
  if (changes.length === 0) return catalog;
  const of = new Map(changes.map((change) => [`${change.kind}/${change.name}`, change]));
  const documents = catalog.documents.flatMap((document): Document[] => {
    const change = of.get(`${document.kind.toLowerCase()}/${document.metadata.name}`);
    if (change === undefined) return [document];
    if (change.kind === 'process') return [changedProcess(document as Document<ProcessSpec>, change)];
    return change.off ? [] : [changedMeasure(document as Document<MeasureSpec>, change)];
  });
  return { ...catalog, documents, revision: `${catalog.revision ?? catalog.version} changed` };
}

type ProcessChange = Extract<ReplayChange, { kind: 'process' }>;
type MeasureChange = Extract<ReplayChange, { kind: 'measure' }>;

function changedProcess(document: Document<ProcessSpec>, { partial, total }: ProcessChange): Document<ProcessSpec> {
  const { thresholds } = document.spec;
  const next = { ...thresholds, partial: partial ?? thresholds.partial, total: total ?? thresholds.total };
  return { ...document, spec: { ...document.spec, thresholds: next } };
}

function changedMeasure(document: Document<MeasureSpec>, change: MeasureChange): Document<MeasureSpec> {
  const { objective } = document.spec;
  const { atLeast = objective.atLeast, overMinutes = objective.overMinutes, floor = objective.floor } = change;
  return { ...document, spec: { ...document.spec, objective: { ...objective, atLeast, overMinutes, floor } } };
}

function processWords(catalog: Catalog, change: ProcessChange): string {
  const document = processNamed(catalog, change.name);
  if (document === undefined) throw unknown('process', change.name, processesOf(catalog));
  if (change.partial === undefined && change.total === undefined) throw nothing(`process/${change.name}`);
  const next = changedProcess(document, change);
  const read = Thresholds.safeParse(next.spec.thresholds);
  if (!read.success) throw refused(`process/${change.name}`, read.error.issues);
  const said = ({ spec }: Document<ProcessSpec>): string =>
    `partial ${spec.thresholds.partial}, total ${spec.thresholds.total}`;
  return `${change.name}: ${said(document)} → ${said(next)}`;
}

function measureWords(catalog: Catalog, change: MeasureChange): string {
  const document = measureNamed(catalog, change.name);
  if (document === undefined) throw unknown('measure', change.name, measuresOf(catalog));
  if (change.off) return `${change.name}: ${ruleText(document.spec.objective)} → left out`;
  const { atLeast, overMinutes, floor } = change;
  if (atLeast === undefined && overMinutes === undefined && floor === undefined)
    throw nothing(`measure/${change.name}`);
  const next = changedMeasure(document, change);
  const read = MeasureSpec.safeParse(next.spec);
  if (!read.success) throw refused(`measure/${change.name}`, read.error.issues);
  return `${change.name}: ${ruleText(document.spec.objective)} → ${ruleText(next.spec.objective)}`;
}

function unknown(what: string, name: string, all: readonly Document[]): ProductError {
  const names = all.map(({ metadata }) => metadata.name);
  return new ProductError('bad_input', `No ${what} is named ${name}${didYouMean(name, names) || '.'}`);
}

const nothing = (what: string): ProductError =>
  new ProductError('bad_input', `${what}: say what is to be another; nothing of it is changed.`);

function refused(what: string, issues: readonly { path: PropertyKey[]; message: string }[]): ProductError {
  const said = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ');
  return new ProductError('bad_input', `${what}: ${said}.`);
}
