import { createHash } from 'node:crypto';
import { type Catalog, type Document, revisionOf } from './catalog.ts';
import { canonicalJson, contentOf } from './difference.ts';

/** The catalogue with documents that no file holds after those of the files; its revision changes with them. */
export function withBeside(catalog: Catalog, beside: readonly Document[]): Catalog {
  if (beside.length === 0) return catalog;
  const mark = createHash('sha256')
    .update(canonicalJson(beside.map(contentOf)))
    .digest('hex')
    .slice(0, 16);
  return { ...catalog, documents: [...catalog.documents, ...beside], revision: `${revisionOf(catalog)} ${mark}` };
}
