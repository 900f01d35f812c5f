import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { ProductError } from '../errors.ts';
import { canonicalJson, contentOf } from '../features/catalog/difference.ts';
import { documentsAt, latestVersion } from '../features/catalog/queries.ts';
import { toRfc3339 } from '../maths/instants.ts';
import { knowsMigration } from '../stores/records/migrate.ts';
import { lookIntoRecords } from '../stores/records/open.ts';
import type { Tables } from '../stores/records/tables.ts';
import { checkSqlite } from '../stores/sqlite.ts';
import type { Config } from './config.ts';
import { type DoctorFinding, error, warning } from './doctor-finding.ts';
import { ledgerFindings } from './doctor-ledger.ts';
import { recordsPlace } from './records-place.ts';

const subject = 'records';
/** What a clock may be off by without anything looking wrong. */
const clockSlackMs = 300_000;

/**
 * Whether the records can be read and are sound, of this version, the catalogue is what was applied, and the ledger is whole and goes
 * on from the hash `head` where one is given. Changes nothing.
 */
export async function recordsFindings(
  config: Config,
  now: number,
  head: string | null = null,
): Promise<DoctorFinding[]> {
  const place = recordsPlace(config);
  if (place.file !== undefined) {
    if (!existsSync(place.file)) return [warning(subject, `${place.file} is not there yet; the first start makes it.`)];
    const problems = checkSqlite(place.file);
    if (problems.length > 0) return problems.map((problem) => error(subject, `${place.file}: ${problem}`));
  }
  const records = lookIntoRecords(place);
  try {
    return [
      ...(await versionFindings(records.db)),
      ...(await catalogFindings(records.db, now)),
      ...(await ledgerFindings(records.db, head)),
    ];
  } catch (cause) {
    const reason = cause instanceof ProductError ? cause.message : 'they cannot be read.';
    return [error(subject, `The records: ${reason}`)];
  } finally {
    await records.close().catch(() => undefined);
  }
}

async function versionFindings(db: Kysely<Tables>): Promise<DoctorFinding[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    return [warning(subject, 'The place of the records is empty; the first start makes the tables.')];
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  if (rows.every(({ name }) => knowsMigration(name))) return [];
  return [error(subject, 'The records were written by a newer version of Waga; start that version or a later one.')];
}

/** The documents of the newest version give the digest that was written down when they were applied. */
async function catalogFindings(db: Kysely<Tables>, now: number): Promise<DoctorFinding[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'catalog_versions')) return [];
  const latest = await latestVersion(db);
  if (latest === null) return [];
  const found: DoctorFinding[] = [];
  const { digest } = await db
    .selectFrom('catalog_versions')
    .select('digest')
    .where('version', '=', latest.version)
    .executeTakeFirstOrThrow();
  const documents = await documentsAt(db, latest.version);
  const content = canonicalJson(documents.map(contentOf));
  if (createHash('sha256').update(content).digest('hex') !== digest) {
    const message = `The documents of version ${latest.version} are not those that were applied; apply the files again.`;
    found.push(error('catalogue', message));
  }
  if (latest.appliedAt > now + clockSlackMs) {
    const message = `The clock of this machine (${toRfc3339(now)}) is behind: the catalogue was applied at ${toRfc3339(latest.appliedAt)}.`;
    found.push(error('clock', message));
  }
  return found;
}
