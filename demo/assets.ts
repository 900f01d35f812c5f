import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder of files that are served as they are. The built code lies deeper in the package than the sources do. */
export function assetFolder(path: string): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'demo', path);
    if (existsSync(join(found, 'index.html'))) return found;
  }
  throw new Error(`demo/${path} is not in this package`);
}
