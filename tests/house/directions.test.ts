import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruise, type Directions } from './cruise.ts';
import { files, repository } from './tree.ts';
import { type Offence, offences, writeTree } from './wrong-tree.ts';

const require = createRequire(import.meta.url);
const flow: string[] = require('../../flow.json');
const rules: string[] = require('../../dependency-cruiser.cjs').forbidden.map((rule: { name: string }) => rule.name);
const wrong = offences(flow);

const folders: string[] = [];
const cruiseTree = (modules: Offence[]): Directions => {
  const root = mkdtempSync(join(tmpdir(), 'directions-'));
  folders.push(root);
  writeTree(root, flow, modules);
  return cruise(root);
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('the directions', () => {
  it('hold in this repository, and every module of it was read', () => {
    const { broken, read } = cruise(repository);
    expect(broken.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
    const modules = files().filter((path) => /^(src|web|demo|sdk|tests)\/.*\.tsx?$/.test(path));
    expect(modules.length).toBeGreaterThan(0);
    expect(modules.filter((module) => !read.includes(module))).toEqual([]);
  });

  it('let a tree pass in which everything is right', () => {
    expect(cruiseTree([]).broken).toEqual([]);
  });
});

describe('each rule', () => {
  let broken: Directions['broken'];
  beforeAll(() => {
    broken = cruiseTree(wrong).broken;
  });

  it.each(rules)('%s fires', (name) => {
    const expected = wrong.filter((offence) => offence.rule === name).map((offence) => offence.module);
    const found = broken.filter(({ rule }) => rule === name).flatMap(({ from, to }) => [from, to]);
    expect(expected).not.toEqual([]);
    // A rule that counts importers names the imported package; all others name the wrong module.
    if (name.startsWith('one-file-for-')) expect(found.join()).toContain('node_modules/');
    else expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('that fires is broken on purpose', () => {
    expect([...new Set(wrong.map(({ rule }) => rule))].sort()).toEqual([...rules].sort());
  });
});
