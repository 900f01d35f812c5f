import type { EpochMs } from '../../maths/instants.ts';
import { type Catalog, processNamed } from './catalog.ts';
import type { Level } from './fields.ts';
import type { DecidedTerms, FileTerms, TermsHistory } from './process-terms.ts';
import type { Thresholds } from './thresholds.ts';

export function termsHistory(files: readonly FileTerms[], decided: readonly DecidedTerms[]): TermsHistory {
  const oldestFirst = (a: { from: EpochMs }, b: { from: EpochMs }): number => a.from - b.from;
  return {
    files: Map.groupBy(files.toSorted(oldestFirst), ({ process }) => process),
    decided: Map.groupBy(decided.toSorted(oldestFirst), ({ process }) => process),
  };
}

/** The level of a process that was valid at an instant; null where nobody had given one. What comes later never changes it. */
export function levelAt(catalog: Catalog, process: string, at: EpochMs): Level | null {
  const { history } = catalog;
  if (history === undefined) return processNamed(catalog, process)?.spec.level ?? null;
  return holding(history.decided.get(process), at)?.level ?? holding(history.files.get(process), at)?.level ?? null;
}

/**
 * The thresholds of a process that were valid at an instant; for a time before the catalogue held it, its first ones. Null
 * where it never did.
 */
export function thresholdsValid(catalog: Catalog, process: string, at: EpochMs): Thresholds | null {
  const { history } = catalog;
  const files = history?.files.get(process);
  if (history === undefined || files === undefined) return processNamed(catalog, process)?.spec.thresholds ?? null;
  const decided = holding(history.decided.get(process), at);
  if (decided?.thresholds) return decided.thresholds;
  return (holding(files, at) ?? files.findLast(({ from }) => from <= at) ?? files[0])?.thresholds ?? null;
}

function holding<T extends { from: EpochMs; until: EpochMs | null }>(
  spans: readonly T[] | undefined,
  at: EpochMs,
): T | undefined {
  return spans?.find(({ from, until }) => from <= at && (until === null || at < until));
}
