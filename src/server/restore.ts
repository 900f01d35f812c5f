import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ProductError } from '../errors.ts';
import { openMeasurements } from '../stores/measurements/duckdb/open.ts';
import { isHeld, ownedBy, readOwner } from '../stores/owner-lock.ts';
import { putBack } from '../stores/records/put-back.ts';
import { type Manifest, measurementsName, syncFolder, verifiedManifest } from './backup-manifest.ts';
import { version } from './version.ts';

export interface RestoreRequest {
  /** The folder of the backup. */
  directory: string;
  /** The data folder to make. */
  data: string;
  /** An empty PostgreSQL for the records; left out, they go into a file of the data folder. */
  recordsUrl?: string | undefined;
}

export interface Restored {
  data: string;
  /** The moment that everything is of. */
  at: string;
  /** Which Waga made the backup. */
  madeBy: string;
  records: { engine: 'SQLite' | 'PostgreSQL'; tables: Record<string, number> };
  measurements: Record<string, number>;
}

const spareBytes = 33_554_432;

/**
 * Puts a backup into a new data folder, which appears whole or not at all. Throws ProductError `bad_input` for a backup that
 * is not whole, was changed or was made by a newer version; `store_owned` and `conflict` for a folder that somebody uses or
 * that holds data, and for a PostgreSQL that is not empty; `store_unavailable` where there is no room.
 */
export async function restoreBackup({ directory, data, recordsUrl }: RestoreRequest): Promise<Restored> {
  await refuseUsed(data);
  const manifest = await verifiedManifest(directory, version);
  const unfinished = `${data}.restoring-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await needRoom(unfinished, manifest);
    await copyMeasurements(directory, unfinished, manifest);
    const { migration, tables } = manifest.records;
    const dump = { migration, tables: tables.map((table) => ({ ...table, file: `${table.name}.ndjson` })) };
    const place = recordsUrl === undefined ? { file: join(unfinished, 'records.db') } : { url: recordsUrl };
    await putBack(place, dump, join(directory, 'records'));
    await syncFolder(unfinished);
    await rename(unfinished, data);
    await syncFolder(dirname(data));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (error instanceof ProductError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ProductError('store_unavailable', `The data folder cannot be written (${reason}).`, {}, error);
  }
  return {
    data,
    at: manifest.at,
    madeBy: manifest.version,
    records: {
      engine: recordsUrl === undefined ? 'SQLite' : 'PostgreSQL',
      tables: Object.fromEntries(manifest.records.tables.map(({ name, rows }) => [name, rows])),
    },
    measurements: manifest.measurements.rows,
  };
}

async function refuseUsed(data: string): Promise<void> {
  const names = await readdir(data).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new ProductError('bad_input', `${data} cannot be used as a data folder (${error.code}).`, {}, error);
  });
  if (names.length === 0) return;
  if (isHeld(data)) throw ownedBy(readOwner(join(data, 'owner.json')), data);
  throw new ProductError('conflict', `${data} holds data already; a backup is put into a new folder.`);
}

async function needRoom(folder: string, { files }: Manifest): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const needed = 2 * files.reduce((sum, { bytes }) => sum + bytes, 0) + spareBytes;
  if (bavail * bsize >= needed) return;
  const message = `There is no room: ${Math.ceil(needed / 1_048_576)} MiB may be needed.`;
  throw new ProductError('store_unavailable', message);
}

/** Copies the file and reads it through, so that what is put back is known to open with the engine of this version. */
async function copyMeasurements(directory: string, folder: string, manifest: Manifest): Promise<void> {
  const file = join(folder, measurementsName);
  await copyFile(join(directory, measurementsName), file, constants.COPYFILE_FICLONE);
  const handle = await open(file, 'r+');
  await handle.chmod(0o600);
  await handle.sync().finally(() => handle.close());
  const store = await openMeasurements({ directory: folder });
  const { rows, problems } = await store.check().finally(() => store.close());
  const expected = Object.values(manifest.measurements.rows).reduce((sum, count) => sum + count, 0);
  if (problems.length === 0 && rows === expected) return;
  const found = problems[0] ?? `${rows} rows instead of ${expected}.`;
  throw new ProductError('bad_input', `The measurements of the backup are not as they should be: ${found}`);
}
