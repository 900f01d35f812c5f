import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ProductError } from '../errors.ts';

export const manifestName = 'manifest.json';
export const measurementsName = 'measurements.duckdb';
/** Rises when an older version could not read what a newer one writes. */
const formatNow = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.number().int().min(0);

/** What a backup says of itself. It is written last, so a folder without it holds no backup. */
export const Manifest = z.object({
  kind: z.literal('waga-backup'),
  format: z.number().int(),
  /** The version of Waga that made it. */
  version: z.string(),
  /** The one moment that both stores are of. */
  at: z.iso.datetime(),
  environment: z.string(),
  records: z.object({
    engine: z.string(),
    /** The last migration of the tables. */
    migration: z.string(),
    tables: z.array(z.object({ name: z.string().regex(/^[a-z_]+$/), rows: Count })),
  }),
  measurements: z.object({ engine: z.string(), rows: z.record(z.string(), Count) }),
  files: z.array(z.object({ path: z.string().regex(/^[a-z_/.]+$/), bytes: Count, sha256: Sha256 })),
});
export type Manifest = z.infer<typeof Manifest>;

export const newManifest = (rest: Omit<Manifest, 'kind' | 'format'>): Manifest => ({
  kind: 'waga-backup',
  format: formatNow,
  ...rest,
});

/** Writes the manifest beside the files that it names, whole or not at all, and brings the folder to the disk. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const unfinished = join(folder, `${manifestName}.new`);
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
  await rename(unfinished, join(folder, manifestName));
  await syncFolder(folder);
}

/** Makes sure that the names in a folder are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * The manifest of a backup whose files are all there as they were written. Throws ProductError `bad_input` for a folder that
 * holds no whole backup, a file that was changed, or one that a newer version made.
 */
export async function verifiedManifest(folder: string, version: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (manifest.format > formatNow || newer(manifest.version, version)) {
    const message = `The backup was made by Waga ${manifest.version}, which is newer than this ${version}; restore it with that version or a later one.`;
    throw new ProductError('bad_input', message);
  }
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path);
    const size = await stat(file).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) throw new ProductError('bad_input', `The backup is not whole: ${path} is missing.`);
    if (size !== bytes || (await sha256Of(file)) !== sha256) {
      throw new ProductError('bad_input', `The backup is not as it was written: ${path} was changed or damaged.`);
    }
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) throw new ProductError('bad_input', `${folder} is no folder that can be read.`);
  if (!names.includes(manifestName)) {
    const message = 'holds no whole backup: manifest.json, which is written last, is not there.';
    throw new ProductError('bad_input', `${folder} ${message}`);
  }
  let document: unknown;
  try {
    const handle = await open(join(folder, manifestName), 'r');
    document = JSON.parse(await handle.readFile('utf8').finally(() => handle.close()));
  } catch {
    throw new ProductError('bad_input', `${join(folder, manifestName)} cannot be read as JSON.`);
  }
  // A newer format may have other fields; what it is comes before whether it is whole.
  const format = (document as { format?: unknown } | null)?.format;
  const version = (document as { version?: unknown } | null)?.version;
  if (typeof format === 'number' && format > formatNow) {
    const message = `The backup was made by Waga ${String(version)}, which is newer; restore it with that version or a later one.`;
    throw new ProductError('bad_input', message);
  }
  const read = Manifest.safeParse(document);
  if (!read.success) throw new ProductError('bad_input', `${join(folder, manifestName)} is no manifest of a backup.`);
  return read.data;
}

/** Whether version `a` (`1.2.3`) comes after `b`. */
function newer(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const place = [0, 1, 2].find((index) => (x![index] ?? 0) !== (y![index] ?? 0));
  return place !== undefined && (x![place] ?? 0) > (y![place] ?? 0);
}
