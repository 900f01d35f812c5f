import type { Kysely } from 'kysely';
import type { EpochMs } from '../../maths/instants.ts';
import type { Tables } from '../../stores/records/tables.ts';
import { type Catalog, type Document, emptyCatalog } from './catalog.ts';
import { inCatalogOrder } from './document.ts';

type Records = Kysely<Tables>;

/** The version that holds now, or held at an instant; null before the first. */
export async function latestVersion(
  records: Records,
  at?: EpochMs,
): Promise<{ version: number; appliedAt: EpochMs } | null> {
  let query = records.selectFrom('catalog_versions').select(['version', 'applied_at']);
  if (at !== undefined) query = query.where('applied_at', '<=', at);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row ? { version: row.version, appliedAt: row.applied_at } : null;
}

/** The documents of a version in catalogue order: by file, then by place in it. */
export async function documentsAt(records: Records, version: number): Promise<Document[]> {
  const rows = await records
    .selectFrom('catalog_documents')
    .select(['document', 'file', 'line', 'col'])
    .where('from_version', '<=', version)
    .where((where) => where.or([where('until_version', 'is', null), where('until_version', '>', version)]))
    .execute();
  return inCatalogOrder(
    rows.map(({ document, file, line, col }) => ({
      ...(JSON.parse(document) as Omit<Document, 'at'>),
      at: { file, line, column: col },
    })),
  );
}

/**
 * The catalogue for everyone who reads: `current` is kept in memory, `reload` reads the newest version into it (after a
 * start and after each apply), `at` reads the one that held at an instant (the empty one before the first).
 */
export function catalogQueries({ records }: { records: Records }) {
  let current: Catalog = emptyCatalog;
  async function read(at?: EpochMs): Promise<Catalog> {
    const latest = await latestVersion(records, at);
    return latest === null ? emptyCatalog : { ...latest, documents: await documentsAt(records, latest.version) };
  }
  return {
    current: (): Catalog => current,
    async reload(): Promise<Catalog> {
      const latest = await read();
      if (latest.version >= current.version) current = latest;
      return current;
    },
    at: (instant: EpochMs): Promise<Catalog> => read(instant),
  };
}
export type CatalogQueries = ReturnType<typeof catalogQueries>;
