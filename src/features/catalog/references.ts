import { type Document, documentsOf } from './document.ts';
import type { Severity } from './finding.ts';
import type { Path, Problem } from './kind.ts';
import { didYouMean } from './suggestion.ts';

/** One `unknown_reference` for each name that no document of the kind bears; `path` leads to the name. */
export function unknownReferences(
  all: readonly Document[],
  kind: string,
  references: readonly { name: string; path: Path }[],
  severity: Severity = 'error',
): Problem[] {
  if (references.length === 0) return [];
  const known = namesOf(all, kind);
  return references
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => ({
      code: 'unknown_reference',
      severity,
      message: `there is no ${kind} named ${name}${hint(all, kind, name)}`,
      path,
      refersTo: { kind, name },
    }));
}

const byKind = new WeakMap<readonly Document[], Map<string, ReadonlyMap<string, Document>>>();

/** The documents of a kind by name. Worked out once for each array of documents, which must not be changed afterwards. */
export function namesOf(all: readonly Document[], kind: string): ReadonlyMap<string, Document> {
  const kinds = byKind.get(all) ?? new Map<string, ReadonlyMap<string, Document>>();
  byKind.set(all, kinds);
  const names = kinds.get(kind) ?? new Map(documentsOf(all, kind).map((one) => [one.metadata.name, one]));
  kinds.set(kind, names);
  return names;
}

/** So many names are compared with in one reading: an hour would otherwise go by over a catalogue whose owners are kept elsewhere. */
const maxComparisons = 200_000;
const hints = new WeakMap<readonly Document[], { comparisons: number; found: Map<string, string> }>();

/** `; did you mean X?`, worked out once for each name, while there are not too many. */
function hint(all: readonly Document[], kind: string, name: string): string {
  const known = namesOf(all, kind);
  const sofar = hints.get(all) ?? { comparisons: 0, found: new Map<string, string>() };
  hints.set(all, sofar);
  const key = `${kind}/${name}`;
  const found = sofar.found.get(key);
  if (found !== undefined) return found;
  sofar.comparisons += known.size;
  const suggestion = sofar.comparisons > maxComparisons ? '' : didYouMean(name, known.keys());
  sofar.found.set(key, suggestion);
  return suggestion;
}
