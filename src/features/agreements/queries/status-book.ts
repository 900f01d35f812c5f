import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StatusModel } from '../status/status-model.ts';

/** The status page as it was made last: answers come from memory alone, so that they need no store. */
export interface StatusBook {
  /** Null: there is no status page, or none was made yet. */
  model(): StatusModel | null;
  /** Takes a new one (null: there is none any more) and puts it on the disk, whole or not at all. */
  take(model: StatusModel | null): Promise<void>;
}

/** Reads what was kept in the folder, where something is; what cannot be read there is made anew by the first tick. */
export function openStatusBook(folder: string): StatusBook {
  const file = join(folder, 'status-page.json');
  let kept = readKept(file);
  return {
    model: () => kept,
    async take(model) {
      kept = model;
      if (model === null) await rm(file, { force: true });
      else await writeWhole(folder, file, JSON.stringify(model));
    },
  };
}

function readKept(file: string): StatusModel | null {
  try {
    const read = StatusModel.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** A reader, and a start after a crash, see the text before or after, never half of it. */
async function writeWhole(folder: string, file: string, text: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}
