import type { Kysely } from 'kysely';
import type { EpochMs } from '../../maths/instants.ts';
import type { Tables } from '../../stores/records/tables.ts';
import { withBeside } from './beside-files.ts';
import { type Catalog, type Document, emptyCatalog } from './catalog.ts';
import { decidedAt, nextChange, withDecisions } from './decided.ts';
import { inCatalogOrder } from './document.ts';
import type { ProcessSpec } from './process.ts';
import type { DecidedTerms, FileTerms } from './process-terms.ts';
import { termsHistory } from './terms-history.ts';

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

/** What the files said of every process, version by version. */
async function fileTerms(records: Records): Promise<FileTerms[]> {
  const rows = await records
    .selectFrom('catalog_documents as document')
    .innerJoin('catalog_versions as begun', 'begun.version', 'document.from_version')
    .leftJoin('catalog_versions as ended', 'ended.version', 'document.until_version')
    .select(['document.name', 'document.document', 'begun.applied_at as from', 'ended.applied_at as until'])
    .where('document.kind', '=', 'Process')
    .execute();
  return rows.map(({ name, document, from, until }) => {
    const { spec } = JSON.parse(document) as Document<ProcessSpec>;
    return { process: name, level: spec.level ?? null, thresholds: spec.thresholds, from, until };
  });
}

export interface CatalogSources {
  records: Records;
  /** Every decision that ever held or will; left out there are none. */
  decisions?: () => Promise<DecidedTerms[]>;
  /** Documents that no file holds and that stand beside those of the files, such as planned work that vendors tell of. */
  beside?: (documents: readonly Document[]) => Promise<Document[]>;
  now?: () => EpochMs;
}

/**
 * The catalogue for everyone who reads: `current` is kept in memory, with the decisions that hold in the place of the files'
 * words and what stands beside the files; `files` is the same as the files say it. `reload` reads both anew (after a start, an apply, a signature, and when a
 * decision begins to hold), `at` reads what held at an instant (the empty catalogue before the first).
 */
export function catalogQueries({
  records,
  decisions = async () => [],
  beside = async () => [],
  now = Date.now,
}: CatalogSources) {
  let files: Catalog = emptyCatalog;
  let current: Catalog = emptyCatalog;
  let decided: readonly DecidedTerms[] = [];
  let readAt: EpochMs = 0;
  let reloading: Promise<unknown> = Promise.resolve();

  async function read(at?: EpochMs): Promise<Catalog> {
    const latest = await latestVersion(records, at);
    return latest === null ? emptyCatalog : { ...latest, documents: await documentsAt(records, latest.version) };
  }

  async function readAll(): Promise<Catalog> {
    const [next, spans, terms] = await Promise.all([read(), decisions(), fileTerms(records)]);
    readAt = now();
    files = next;
    decided = spans;
    const more = await beside(next.documents);
    current = withBeside(
      { ...withDecisions(next, decidedAt(spans, readAt)), history: termsHistory(terms, spans) },
      more,
    );
    return current;
  }

  return {
    current: (): Catalog => current,
    files: (): Catalog => files,
    /** One after the other, so that an earlier look never takes the place of a later one. */
    reload(): Promise<Catalog> {
      const next = reloading.then(readAll);
      reloading = next.catch(() => undefined);
      return next;
    },
    /** Whether a decision began to hold since the last reading. */
    isDue: (at: EpochMs): boolean => (nextChange(decided, readAt) ?? at + 1) <= at,
    async at(instant: EpochMs): Promise<Catalog> {
      const [held, spans] = await Promise.all([read(instant), decisions()]);
      return withDecisions(held, decidedAt(spans, instant));
    },
  };
}
export type CatalogQueries = ReturnType<typeof catalogQueries>;
