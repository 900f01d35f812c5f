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
}

/** The documents of one kind, in catalogue order. The caller names the spec that belongs to the kind. */
export function documentsOf<Spec>(documents: readonly Document[], kind: string): Document<Spec>[] {
  return documents.filter((document): document is Document<Spec> => document.kind === kind);
}

/** The document of this kind and name, or undefined. */
export function documentNamed<Spec>(
  documents: readonly Document[],
  kind: string,
  name: string,
): Document<Spec> | undefined {
  return documentsOf<Spec>(documents, kind).find((document) => document.metadata.name === name);
}

/** What people see: the display name, or the name where none is given. */
export function displayName(document: Document): string {
  return document.metadata.displayName ?? document.metadata.name;
}
