import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../benchmarks/catalog/faults.ts';
import { writeFaultyCatalog } from '../../benchmarks/catalog/faulty-catalog.ts';
import { catalogFiles } from '../../src/cli/catalog-files.ts';
import { kinds } from '../../src/cli/kinds.ts';
import { type ReadFiles, readFiles } from '../../src/features/catalog/read-files.ts';

const count = 200;

describe('a catalogue with two hundred faults of every kind', () => {
  let folder: string;
  let expected: string[];
  let read: ReadFiles;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'waga-faults-'));
    expected = writeFaultyCatalog(folder, count);
    read = readFiles(catalogFiles([folder]), kinds);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gets two hundred findings, each with its code at its line, and no other', () => {
    expect(faults.length).toBeLessThan(count / 4);
    expect(expected).toHaveLength(count);
    const found = read.findings.map(({ file, line, code }) => `${basename(file)}:${line} ${code}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('still has every sound document read', () => {
    const sound = read.documents.filter(({ metadata }) => metadata.name.startsWith('sound'));
    expect(sound.length).toBeGreaterThan(count / 2);
  });
});
