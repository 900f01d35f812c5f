import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { ProductError } from '../errors.ts';
import type { CatalogFile } from '../features/catalog/read-files.ts';

const extensions = new Set(['.yaml', '.yml', '.json']);
const maxBytes = 8 * 1024 * 1024;

/**
 * The files of the given paths: a file whatever its name, of a folder every `*.yaml`, `*.yml` and `*.json` below it, sorted;
 * hidden folders and node_modules are left out, a file named twice comes once.
 * Throws ProductError `bad_input` naming the path that cannot be read or is no UTF-8 text, or when there is no file at all.
 */
export function catalogFiles(paths: readonly string[]): CatalogFile[] {
  const found = new Map<string, string>();
  for (const path of paths.flatMap(filesAt)) if (!found.has(resolve(path))) found.set(resolve(path), path);
  if (found.size === 0) {
    throw new ProductError('bad_input', `${paths.join(', ')}: expected *.yaml, *.yml or *.json files, found none`);
  }
  return [...found.values()].map((path) => ({ path, text: textOf(path) }));
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

function textOf(path: string): string {
  const bytes = reading(path, () => {
    const { size } = statSync(path);
    if (size > maxBytes)
      throw new ProductError('bad_input', `${path}: expected at most ${maxBytes} bytes, found ${size}`);
    return readFileSync(path);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProductError('bad_input', `${path}: expected UTF-8 text`);
  }
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
