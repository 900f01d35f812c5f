import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { ProductError } from '../errors.ts';
import type { BackupSummary } from '../features/signals/backup-contract.ts';
import { toRfc3339 } from '../maths/instants.ts';
import { RecordsSnapshot, whileNobodyWrites } from '../stores/records/dump.ts';
import type { RecordsPlace } from '../stores/records/open.ts';
import { measurementsName, newManifest, sha256Of, syncFolder, writeManifest } from './backup-manifest.ts';
import type { Clock } from './clock.ts';
import { bytesOf } from './data-folder.ts';
import type { Parts } from './parts.ts';
import { recordsPlace } from './records-place.ts';
import { version } from './version.ts';

export interface BackupDeps extends Pick<Parts, 'config' | 'environment' | 'now' | 'records' | 'measurements'> {
  clock: Clock;
}

/** Room beyond the size of the stores, for what grows meanwhile and for the manifest. */
const spareBytes = 33_554_432;
const recordsFolder = 'records';

/**
 * Copies both stores as they were at one moment into an empty folder, while data come in. For that moment the jobs stand
 * still, nobody writes records and the line of measurements waits; the copying is done afterwards. The manifest is written
 * last. Neither the key of the pseudonyms nor the machine token is part of it.
 * Throws ProductError `bad_input` for a folder that is not empty or lies in the data folder, `store_unavailable` when there is
 * no room or the disk refuses; what was written is then taken away.
 */
export async function makeBackup(deps: BackupDeps, directory: string): Promise<BackupSummary> {
  const begun = performance.now();
  const created = await prepare(deps, directory);
  try {
    const summary = await copyInto(deps, directory);
    return { ...summary, tookMs: Math.round(performance.now() - begun) };
  } catch (error) {
    for (const name of await readdir(directory).catch(() => [])) {
      await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined);
    }
    if (created) await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof ProductError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ProductError('store_unavailable', `The backup cannot be written (${reason}).`, {}, error);
  }
}

/** Makes the folder; says whether it was made now. */
async function prepare(deps: BackupDeps, directory: string): Promise<boolean> {
  const inside = relative(deps.config.data, directory);
  if (inside === '' || !inside.startsWith('..')) {
    throw new ProductError('bad_input', 'A backup does not lie in the data folder that it is a copy of.');
  }
  let created: string | undefined;
  try {
    created = await mkdir(directory, { recursive: true, mode: 0o700 });
    const names = await readdir(directory);
    if (names.length > 0) throw new ProductError('bad_input', `${directory} is not empty; name a new folder.`);
  } catch (error) {
    if (error instanceof ProductError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ProductError('bad_input', `${directory} cannot be made or read (${reason}).`, {}, error);
  }
  const needed = (await sizeOf(deps)) + spareBytes;
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= needed) return created !== undefined;
  if (created !== undefined) await rm(directory, { recursive: true, force: true });
  const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MiB`;
  const message = `There is no room for a backup: it may take ${mebibytes(needed)}, free are ${mebibytes(bavail * bsize)}.`;
  throw new ProductError('store_unavailable', message);
}

async function sizeOf({ config, records }: BackupDeps): Promise<number> {
  const measured = await bytesOf(config.data, measurementsName);
  if (config.records.url === undefined) return measured + (await bytesOf(config.data, 'records.db'));
  const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(records);
  return measured + (rows[0]?.size ?? 0);
}

async function copyInto(deps: BackupDeps, directory: string): Promise<Omit<BackupSummary, 'tookMs'>> {
  const { config, environment, measurements } = deps;
  const folder = join(directory, recordsFolder);
  await mkdir(folder, { mode: 0o700 });
  const file = join(directory, measurementsName);
  const { snapshot, copying, at, heldMs } = await oneMoment(deps, recordsPlace(config), file);
  try {
    // Both must end before the folder may be taken away.
    const [dumped, copied] = await Promise.allSettled([snapshot.write(folder), copying]);
    if (dumped.status === 'rejected') throw dumped.reason;
    if (copied.status === 'rejected') throw copied.reason;
    await syncFile(file);
    const { size: bytes } = await stat(file);
    const files = [
      { path: measurementsName, bytes, sha256: await sha256Of(file) },
      ...dumped.value.tables.map((table) => ({
        path: `${recordsFolder}/${table.file}`,
        bytes: table.bytes,
        sha256: table.sha256,
      })),
    ];
    await syncFolder(folder);
    const tables = dumped.value.tables.map(({ name, rows }) => ({ name, rows }));
    const manifest = newManifest({
      version,
      at: toRfc3339(at),
      environment,
      records: {
        engine: config.records.url === undefined ? 'SQLite' : 'PostgreSQL',
        migration: dumped.value.migration,
        tables,
      },
      measurements: { engine: measurements.status().engine, rows: copied.value.rows },
      files,
    });
    await writeManifest(directory, manifest);
    await syncFolder(dirname(directory));
    return {
      directory,
      at: manifest.at,
      bytes: files.reduce((sum, one) => sum + one.bytes, 0),
      files: files.length,
      records: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
      measurements: copied.value.rows,
      heldMs,
    };
  } finally {
    await snapshot.end();
  }
}

interface Moment {
  snapshot: RecordsSnapshot;
  /** The copy of the measurements under way. */
  copying: Promise<{ rows: Record<string, number> }>;
  at: number;
  heldMs: number;
}

/** Fixes both stores with no write to either between the two. */
async function oneMoment(deps: BackupDeps, place: RecordsPlace, file: string): Promise<Moment> {
  const { clock, records, measurements, now } = deps;
  return clock.between(() =>
    whileNobodyWrites(records, async () => {
      const begun = performance.now();
      const fixed = Promise.withResolvers<Omit<Moment, 'copying'>>();
      const copying = measurements.backup(file, async () => {
        const snapshot = await RecordsSnapshot.pin(place);
        fixed.resolve({ snapshot, at: now(), heldMs: Math.round(10 * (performance.now() - begun)) / 10 });
      });
      // It rejects before the moment is fixed, or after, when whoever copies learns of it.
      copying.catch(fixed.reject);
      return { ...(await fixed.promise), copying };
    }),
  );
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}
