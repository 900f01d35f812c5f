import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { holdDirectory, readOwner } from '../../src/stores/owner-lock.ts';
import { firstLine, killHard, start, temporaryDirectory } from './processes.ts';

describe('the owner of a data directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is one process; a second one is told who holds it, since when and where', async () => {
    const child = start('hold-directory.ts', directory);
    expect(await firstLine(child)).toBe('held');
    const told = expect.objectContaining({
      code: 'store_owned',
      message: expect.stringMatching(
        new RegExp(`waga serve \\(process ${child.pid} on .+\\) since 2026-11-20T10:00:00Z, at http://127.0.0.1:9242`),
      ),
    });
    expect(() => holdDirectory(directory, { who: 'second' })).toThrow(told);
    await expect(openMeasurements({ directory })).rejects.toEqual(told);

    await killHard(child);
    const hold = holdDirectory(directory, { who: 'second' });
    expect(readOwner(join(directory, 'owner.json'))).toMatchObject({ who: 'second', pid: process.pid });
    await (await openMeasurements({ directory })).close();
    hold.release();
  });

  it('is one in a process, too, and gives the directory back', () => {
    const inside = join(directory, 'made', 'when', 'missing');
    const first = holdDirectory(inside, { who: 'first', address: 'http://127.0.0.1:1' });
    expect(() => holdDirectory(inside, { who: 'second' })).toThrow(
      /held by first \(process .*, at http:\/\/127.0.0.1:1/,
    );
    first.release();
    first.release();
    expect(existsSync(join(inside, 'owner.json'))).toBe(false);
    holdDirectory(inside, { who: 'second' }).release();
  });

  it('is known as another process when nothing is written beside the lock', () => {
    const hold = holdDirectory(directory, { who: 'first' });
    writeFileSync(join(directory, 'owner.json'), '{ half a fi');
    expect(() => holdDirectory(directory, { who: 'second' })).toThrow('held by another process');
    hold.release();
  });

  it('is nobody where the directory cannot be made', () => {
    writeFileSync(join(directory, 'file'), '');
    const nowhere = () => holdDirectory(join(directory, 'file', 'below'), { who: 'first' });
    expect(nowhere).toThrow(expect.objectContaining({ code: 'store_unavailable' }));
  });
});
