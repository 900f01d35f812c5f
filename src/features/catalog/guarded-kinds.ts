import type { Change } from './contract.ts';
import { canonicalJson } from './difference.ts';
import { type Document, documentNamed } from './document.ts';

/** Documents that make the server reach out or run something, so that changing them needs the right `apply-guarded` as well. */
const guardedKinds: ReadonlySet<string> = new Set(['Source', 'Channel', 'Switch', 'Runbook']);

/** Of other kinds the parts alone by which the server reaches out; empty where it does not. */
const guardedParts: Readonly<Record<string, (spec: never) => unknown[]>> = {
  Vendor: ({ statusPage, calendar, contacts = [] }: VendorParts) => [
    ...(statusPage === undefined ? [] : [{ statusPage }]),
    ...(calendar === undefined ? [] : [{ calendar }]),
    ...contacts.filter(({ channel }) => channel !== undefined),
  ],
  Rotation: ({ layers = [] }: RotationParts) => layers.flatMap(({ calendar }) => (calendar ? [calendar] : [])),
};

interface VendorParts {
  statusPage?: unknown;
  calendar?: unknown;
  contacts?: readonly { channel?: string }[];
}
interface RotationParts {
  layers?: readonly { calendar?: unknown }[];
}

/**
 * The changes that need `apply-guarded`: documents of guarded kinds added, changed or removed, and those of other kinds whose parts
 * that make the server reach out change. `before` and `after` are all documents.
 */
export function guardedChanges(
  changes: readonly Change[],
  before: readonly Document[],
  after: readonly Document[],
): Change[] {
  return changes.filter(({ kind, name }) => {
    if (guardedKinds.has(kind)) return true;
    return canonicalJson(partsOf(before, kind, name)) !== canonicalJson(partsOf(after, kind, name));
  });
}

function partsOf(documents: readonly Document[], kind: string, name: string): unknown[] {
  const parts = Object.hasOwn(guardedParts, kind) ? guardedParts[kind] : undefined;
  const document = parts && documentNamed<never>(documents, kind, name);
  return document ? parts(document.spec) : [];
}
