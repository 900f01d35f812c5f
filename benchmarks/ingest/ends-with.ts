import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Told to end, this process ends as by itself, so that what it started ends too. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** A process started here ends with this one, also where an error ends it. */
export function endsWithThis(child: ChildProcess): void {
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  // before its folder is removed
  process.prependListener('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

/** A folder that is removed by `remove`, and with this process at the latest. `WAGA_BENCHMARK_FOLDER` says where, else the temporary folder. */
export function folderOfThis(name: string, within?: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(within ?? process.env.WAGA_BENCHMARK_FOLDER ?? tmpdir(), `waga-${name}-`));
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.on('exit', removeNow);
  return {
    folder,
    remove() {
      process.off('exit', removeNow);
      removeNow();
    },
  };
}
