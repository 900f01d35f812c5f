import type { Change, FieldChange } from './contract.ts';
import type { Document } from './document.ts';

/**
 * What makes `before` into `after`: added and changed documents in the order of `after`, then removed ones in the order of
 * `before`. Where a document stands in its file, and in which order its keys come, is no change.
 */
export function differenceOf(before: readonly Document[], after: readonly Document[]): Change[] {
  const old = new Map(before.map((document) => [keyOf(document), document]));
  const kept = new Set(after.map(keyOf));
  return [
    ...after.flatMap((document): Change[] => {
      const { kind, metadata } = document;
      const earlier = old.get(keyOf(document));
      if (earlier === undefined) return [{ change: 'added', kind, name: metadata.name }];
      const fields = fieldChanges(contentOf(earlier), contentOf(document), '');
      return fields.length === 0 ? [] : [{ change: 'changed', kind, name: metadata.name, fields }];
    }),
    ...before
      .filter((document) => !kept.has(keyOf(document)))
      .map(({ kind, metadata }): Change => ({ change: 'removed', kind, name: metadata.name })),
  ];
}

/** Kind and name, which together are unique in a catalogue. */
export function keyOf(document: Document): string {
  return `${document.kind}/${document.metadata.name}`;
}

/** The document without its place. */
export function contentOf({ apiVersion, kind, metadata, spec }: Document): Omit<Document, 'at'> {
  return { apiVersion, kind, metadata, spec };
}

/** JSON with sorted keys: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isMapping(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** Lists are compared as a whole: one entry put in front would otherwise change every entry. */
function fieldChanges(before: unknown, after: unknown, field: string): FieldChange[] {
  if (isMapping(before) && isMapping(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => fieldChanges(before[key], after[key], field === '' ? key : `${field}.${key}`));
  }
  if (canonicalJson(before) === canonicalJson(after)) return [];
  return [{ field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
