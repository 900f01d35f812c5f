import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize, resolve, sep } from 'node:path';
import { ProductError } from '../errors.ts';
import { filesOfLocations } from '../features/catalog/backstage/location-files.ts';
import type { CatalogFile } from '../features/catalog/read-files.ts';
import { catalogText } from './catalog-text.ts';

const extensions = new Set(['.yaml', '.yml', '.json']);
/** As many as the server takes at once. */
const maxFiles = 2_000;

/**
 * The files of the given paths: a file whatever its name, of a folder every `*.yaml`, `*.yml` and `*.json` below it, sorted;
 * hidden folders and node_modules are left out, a file named twice comes once. After them come the files that Locations of
 * Backstage name, as far as they lie within the folder given (that of a file, where a file was given).
 * Throws ProductError `bad_input` naming the path that cannot be read, when there is no file at all, or too many.
 */
export function catalogFiles(paths: readonly string[]): CatalogFile[] {
  const found = new Map<string, { file: CatalogFile; root: string }>();
  const add = (path: string, root: string) => {
    const key = resolve(path);
    if (found.has(key)) return;
    if (found.size === maxFiles) throw new ProductError('bad_input', `expected at most ${maxFiles} files`);
    found.set(key, { file: reading(path, () => catalogText(path)), root });
  };
  for (const path of paths.map(normalize)) {
    const files = filesAt(path);
    const root = reading(path, () => realpathSync(statSync(path).isDirectory() ? path : dirname(path)));
    for (const file of files) add(file, root);
  }
  if (found.size === 0) {
    throw new ProductError('bad_input', `${paths.join(', ')}: expected *.yaml, *.yml or *.json files, found none`);
  }
  // A map is walked in the order in which files were added, also while they are.
  for (const { file, root } of found.values()) {
    for (const target of filesOfLocations(file)) if (liesWithin(target, root)) add(target, root);
  }
  return [...found.values()].map(({ file }) => file);
}

/** Whether a path is a file below a folder once all links are followed. */
function liesWithin(path: string, root: string): boolean {
  try {
    const real = realpathSync(path);
    return real.startsWith(root.endsWith(sep) ? root : root + sep) && statSync(real).isFile();
  } catch {
    return false;
  }
}

function filesAt(path: string): string[] {
  return reading(path, () => {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const hidden = entry.name.startsWith('.') || entry.name === 'node_modules';
        if (entry.isDirectory()) return hidden ? [] : filesAt(join(path, entry.name));
        return !hidden && extensions.has(extname(entry.name).toLowerCase()) ? [join(path, entry.name)] : [];
      });
  });
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read',
};

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProductError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new ProductError('bad_input', `${path}: ${reasons[code] ?? `it cannot be read (${code})`}`, {}, error);
  }
}
