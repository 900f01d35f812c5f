import type { EpochMs } from '../../../maths/instants.ts';
import { type Catalog, type Document, documentNamed, processNamed } from '../../catalog/catalog.ts';
import type { Level } from '../../catalog/fields.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import { levelAt, thresholdsValid } from '../../catalog/terms-history.ts';
import type { MeasureSpec } from '../../signals/measure.ts';

/** A Measure as its file had it, from the version that brought it until the one that changed or removed it. */
export interface MeasureTerms {
  document: Document<MeasureSpec>;
  from: EpochMs;
  until: EpochMs | null;
}

/** The catalogue from an instant on. */
export interface RulesSpan {
  from: EpochMs;
  catalog: Catalog;
}

/**
 * The rules as they held, from `from` to `to`: levels and thresholds of processes as decided or filed then, measures as filed then;
 * for the time before the catalogue held something, its first words. What stands on what and who is called is that of `catalog`.
 */
export function rulesOfTheTime(
  catalog: Catalog,
  terms: readonly MeasureTerms[],
  { from, to }: { from: EpochMs; to: EpochMs },
): RulesSpan[] {
  const { history } = catalog;
  const spans = [...(history?.files.values() ?? []), ...(history?.decided.values() ?? [])].flat();
  const edges = [...spans, ...terms]
    .flatMap((one) => [one.from, one.until ?? from])
    .filter((at) => at > from && at < to);
  const begins = [from, ...new Set(edges)].sort((a, b) => a - b);
  return begins.map((at) => ({ from: at, catalog: catalogThen(catalog, terms, at) }));
}

/** The rules that hold at an instant: those of the last span that has begun. */
export function rulesAt(spans: readonly RulesSpan[], at: EpochMs): Catalog {
  return (spans.findLast(({ from }) => from <= at) ?? spans[0]!).catalog;
}

function catalogThen(catalog: Catalog, terms: readonly MeasureTerms[], at: EpochMs): Catalog {
  const measures = measuresThen(terms, at);
  const named = new Set<string>();
  const documents = catalog.documents.flatMap((document): Document[] => {
    const { name } = document.metadata;
    if (document.kind === 'Process') return [processThen(catalog, document as Document<ProcessSpec>, at)];
    if (document.kind !== 'Measure' || !terms.some((one) => one.document.metadata.name === name)) return [document];
    named.add(name);
    const held = measures.get(name);
    return held === undefined ? [] : [held];
  });
  const gone = [...measures].filter(([name]) => !named.has(name)).map(([, document]) => document);
  const { history: _, ...rest } = catalog;
  return { ...rest, documents: [...documents, ...gone], revision: `${catalog.revision ?? catalog.version} ${at}` };
}

function processThen(catalog: Catalog, document: Document<ProcessSpec>, at: EpochMs): Document<ProcessSpec> {
  const { name } = document.metadata;
  const thresholds = thresholdsValid(catalog, name, at) ?? document.spec.thresholds;
  const level = levelThen(catalog, name, at);
  return { ...document, spec: { ...document.spec, thresholds, level: level ?? undefined } };
}

function levelThen(catalog: Catalog, process: string, at: EpochMs): Level | null {
  const first = catalog.history?.files.get(process)?.[0];
  // nobody had filed it yet: history that was loaded is read by the first words on it
  if (first !== undefined && at < first.from) return levelAt(catalog, process, at) ?? first.level;
  const now = processNamed(catalog, process)?.spec.level ?? null;
  return first === undefined ? now : levelAt(catalog, process, at);
}

function measuresThen(terms: readonly MeasureTerms[], at: EpochMs): Map<string, Document<MeasureSpec>> {
  const held = new Map<string, Document<MeasureSpec>>();
  for (const [name, some] of Map.groupBy(terms, ({ document }) => document.metadata.name)) {
    const oldest = some.reduce((a, b) => (b.from < a.from ? b : a));
    const then =
      at < oldest.from ? oldest : some.find(({ from, until }) => from <= at && (until === null || at < until));
    if (then) held.set(name, then.document);
  }
  return held;
}

/** Whether two lists of spans say the same of a document all along. */
export function saysTheSame(a: readonly RulesSpan[], b: readonly RulesSpan[], kind: string, name: string): boolean {
  const edges = new Set([...a, ...b].map(({ from }) => from));
  const text = (spans: readonly RulesSpan[], at: EpochMs): string =>
    JSON.stringify(documentNamed(rulesAt(spans, at).documents, kind, name)?.spec ?? null);
  return [...edges].every((at) => text(a, at) === text(b, at));
}
