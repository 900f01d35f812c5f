import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the files whose names begin with `name` take. */
export async function bytesOf(folder: string, name: string): Promise<number> {
  const names = (await readdir(folder)).filter((file) => file.startsWith(name));
  const sizes = await Promise.all(
    names.map((file) =>
      stat(join(folder, file)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Why a file of a few kilobytes cannot be written into the folder and brought to the disk; null when it can. */
export async function writeProblem(folder: string): Promise<string | null> {
  const file = join(folder, `write-probe-${process.pid}`);
  try {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.write(Buffer.alloc(8_192));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
