import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog, Document } from '../../catalog/catalog.ts';
import { inCatalogOrder } from '../../catalog/document.ts';
import { plansOf } from '../slo/compile.ts';
import type { SloPlan, SloVersion } from '../slo/plan.ts';
import { decidingKinds, type HeldDocument, versionsOf } from '../slo/versions.ts';

/** The objectives of the present catalogue, each with the rules that held of it; what the catalogue no longer has is left out. */
export async function presentObjectives(
  records: Kysely<Tables>,
  catalog: Catalog,
  now: EpochMs,
): Promise<{ plan: SloPlan; versions: SloVersion[] }[]> {
  const present = plansOf(catalog, now);
  if (present.length === 0) return [];
  const versions = versionsOf(await heldDocuments(records), catalog.documents, now);
  return present.map((plan) => ({
    plan,
    versions: versions.get(plan.name) ?? [{ plan, from: catalog.appliedAt, to: null }],
  }));
}

async function heldDocuments(records: Kysely<Tables>): Promise<HeldDocument[]> {
  const rows = await records
    .selectFrom('catalog_documents as held')
    .innerJoin('catalog_versions as begun', 'begun.version', 'held.from_version')
    .leftJoin('catalog_versions as ended', 'ended.version', 'held.until_version')
    .select([
      'held.document',
      'held.file',
      'held.line',
      'held.col',
      'begun.applied_at as from',
      'ended.applied_at as to',
    ])
    .where('held.kind', 'in', [...decidingKinds])
    .execute();
  const held = new Map(
    rows.map(({ document, file, line, col, from, to }) => {
      const whole: Document = {
        ...(JSON.parse(document) as Omit<Document, 'at'>),
        at: { file, line, column: col },
      };
      return [whole, { document: whole, from, to }];
    }),
  );
  return inCatalogOrder([...held.keys()]).map((document) => held.get(document)!);
}
