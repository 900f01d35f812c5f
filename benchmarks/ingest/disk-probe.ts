/** What the disk does meanwhile: every so often 4 KiB are written to a file beside the data and made durable, and timed. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOfThis } from './ends-with.ts';

const everyMs = 50;

/** Begins at once on the file system of the servers' folders; `end` resolves the milliseconds that each write took. */
export async function startDiskProbe(): Promise<{ end(): Promise<number[]> }> {
  const { folder, remove } = folderOfThis('disk-probe');
  const file = await open(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(4_096, 1);
  const took: number[] = [];
  let ending = false;
  async function probe(): Promise<void> {
    while (!ending) {
      const began = performance.now();
      await file.write(page);
      await file.datasync();
      took.push(performance.now() - began);
      await new Promise((next) => setTimeout(next, everyMs));
    }
  }
  const probing = probe();
  return {
    async end() {
      ending = true;
      await probing;
      await file.close();
      remove();
      return took;
    },
  };
}
