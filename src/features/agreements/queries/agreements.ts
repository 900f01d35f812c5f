import type { Kysely } from 'kysely';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Document, displayName } from '../../catalog/document.ts';
import type { AgreementSpec } from '../agreement.ts';
import type { Wording } from '../agreement-wording.ts';

/** Every wording that agreements ever had, by name, oldest first; of one name, or of all. */
export async function wordingsOf(records: Kysely<Tables>, name?: string): Promise<Map<string, Wording[]>> {
  let query = records
    .selectFrom('catalog_documents as document')
    .innerJoin('catalog_versions as begun', 'begun.version', 'document.from_version')
    .leftJoin('catalog_versions as ended', 'ended.version', 'document.until_version')
    .select(['document.name', 'document.document', 'begun.applied_at as from', 'ended.applied_at as until'])
    .where('document.kind', '=', 'Agreement');
  if (name !== undefined) query = query.where('document.name', '=', name);
  const rows = await query.orderBy('document.from_version').execute();
  const wordings = new Map<string, Wording[]>();
  for (const row of rows) {
    // kept as the schema of its kind gave it, defaults included
    const document = JSON.parse(row.document) as Document<AgreementSpec>;
    const wording = { from: row.from, until: row.until, displayName: displayName(document), spec: document.spec };
    wordings.set(row.name, [...(wordings.get(row.name) ?? []), wording]);
  }
  return wordings;
}
