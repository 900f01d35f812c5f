import type { EpochMs } from '../../maths/instants.ts';
import type { Catalog, Document } from './catalog.ts';
import type { ProcessSpec } from './process.ts';
import type { DecidedTerms, Outranked } from './process-terms.ts';

/** The decisions that hold at an instant, one a process at most. */
export function decidedAt(decided: readonly DecidedTerms[], at: EpochMs): Map<string, DecidedTerms> {
  const holding = decided.filter(({ from, until }) => from <= at && (until === null || at < until));
  return new Map(holding.map((one) => [one.process, one]));
}

/**
 * The catalogue with what was decided in the place of what its files say; each such document remembers the file's own words.
 * Decisions on processes that it does not hold are left aside.
 */
export function withDecisions(catalog: Catalog, holding: ReadonlyMap<string, DecidedTerms>): Catalog {
  const applied: DecidedTerms[] = [];
  const documents = catalog.documents.map((document) => {
    const decided = document.kind === 'Process' ? holding.get(document.metadata.name) : undefined;
    if (decided === undefined) return document;
    applied.push(decided);
    return decidedDocument(document as Document<ProcessSpec>, decided);
  });
  const marks = applied.map(({ decision }) => decision).toSorted();
  return { ...catalog, documents, revision: [catalog.version, ...marks].join(' ') };
}

function decidedDocument(document: Document<ProcessSpec>, decided: DecidedTerms): Document<ProcessSpec> {
  const { spec } = document;
  const outranked: Outranked = {
    decision: decided.decision,
    version: decided.version,
    fileLevel: spec.level ?? null,
    fileThresholds: spec.thresholds,
  };
  const thresholds = decided.thresholds ?? spec.thresholds;
  return { ...document, spec: { ...spec, level: decided.level, thresholds }, outranked };
}

/** When the next of them begins to hold after an instant, or null. */
export function nextChange(decided: readonly DecidedTerms[], after: EpochMs): EpochMs | null {
  const later = decided.map(({ from }) => from).filter((from) => from > after);
  return later.length === 0 ? null : Math.min(...later);
}
