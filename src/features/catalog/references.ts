import { type Document, documentsOf } from './document.ts';
import type { Path, Problem } from './kind.ts';
import { didYouMean } from './suggestion.ts';

/** One `unknown_reference` error for each name that no document of the kind bears; `path` leads to the name. */
export function unknownReferences(
  all: readonly Document[],
  kind: string,
  references: readonly { name: string; path: Path }[],
): Problem[] {
  if (references.length === 0) return [];
  const known = namesOf(all, kind);
  return references
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => ({
      code: 'unknown_reference',
      severity: 'error',
      message: `there is no ${kind} named ${name}${didYouMean(name, known)}`,
      path,
      refersTo: { kind, name },
    }));
}

const namesByKind = new WeakMap<readonly Document[], Map<string, ReadonlySet<string>>>();

/** Worked out once for each array of documents, which must not be changed afterwards. */
function namesOf(all: readonly Document[], kind: string): ReadonlySet<string> {
  const kinds = namesByKind.get(all) ?? new Map<string, ReadonlySet<string>>();
  namesByKind.set(all, kinds);
  const names = kinds.get(kind) ?? new Set(documentsOf(all, kind).map(({ metadata }) => metadata.name));
  kinds.set(kind, names);
  return names;
}
