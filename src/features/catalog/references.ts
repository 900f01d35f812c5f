import { type Document, documentsOf } from './document.ts';
import type { Path, Problem } from './kind.ts';
import { didYouMean } from './suggestion.ts';

/** One `unknown_reference` error for each name that no document of the kind bears; `path` leads to the name. */
export function unknownReferences(
  all: readonly Document[],
  kind: string,
  references: readonly { name: string; path: Path }[],
): Problem[] {
  const known = new Set(documentsOf(all, kind).map(({ metadata }) => metadata.name));
  return references
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => ({
      code: 'unknown_reference',
      severity: 'error',
      message: `there is no ${kind} named ${name}${didYouMean(name, known)}`,
      path,
    }));
}
