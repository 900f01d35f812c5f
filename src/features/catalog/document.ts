import type { Outranked } from './process-terms.ts';

/** A place in a file as people count it: lines and columns begin at 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** One document of the catalogue, checked by the schema of its kind; `at` is where it begins in its file. */
export interface Document<Spec = unknown> {
  apiVersion: string;
  kind: string;
  metadata: { name: string; displayName?: string | undefined; description?: string | undefined };
  spec: Spec;
  at: Place;
  /** Of a process on which people decided: what its file says. */
  outranked?: Outranked;
}

/** The documents of one kind, in catalogue order. The caller names the spec that belongs to the kind. */
export function documentsOf<Spec>(documents: readonly Document[], kind: string): Document<Spec>[] {
  return documents.filter((document): document is Document<Spec> => document.kind === kind);
}

/** By array, so that a thousand look-ups cost no more than one walk. */
const indexes = new WeakMap<readonly Document[], { length: number; byName: ReadonlyMap<string, Document> }>();

function indexOf(documents: readonly Document[]): ReadonlyMap<string, Document> {
  const known = indexes.get(documents);
  if (known !== undefined && known.length === documents.length) return known.byName;
  const byName = new Map<string, Document>();
  for (const document of documents) {
    const key = `${document.kind} ${document.metadata.name}`;
    if (!byName.has(key)) byName.set(key, document);
  }
  indexes.set(documents, { length: documents.length, byName });
  return byName;
}

/** The document of this kind and name, or undefined. Documents of the array must not be exchanged afterwards. */
export function documentNamed<Spec>(
  documents: readonly Document[],
  kind: string,
  name: string,
): Document<Spec> | undefined {
  return indexOf(documents).get(`${kind} ${name}`) as Document<Spec> | undefined;
}

/** What people see: the display name, or the name where none is given. */
export function displayName(document: Document): string {
  return document.metadata.displayName ?? document.metadata.name;
}

/**
 * Documents by file, line and column, and where Waga makes one of another by kind and name. In code units, so that every store and
 * machine has the same order.
 */
export function inCatalogOrder(documents: readonly Document[]): Document[] {
  const text = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
  return documents.toSorted(
    (a, b) =>
      text(a.at.file, b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column ||
      text(a.kind, b.kind) ||
      text(a.metadata.name, b.metadata.name),
  );
}
