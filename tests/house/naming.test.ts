import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { badNames, tooLong } from './naming.ts';
import { files, isCode, repository, textOf } from './tree.ts';

const flow: string[] = JSON.parse(readFileSync(join(repository, 'flow.json'), 'utf8'));

describe('files and folders', () => {
  it('are short enough to read', () => {
    const code = files().filter(isCode);
    expect(code.length).toBeGreaterThan(0);
    expect(code.flatMap((path) => tooLong(path, textOf(path)))).toEqual([]);
  });

  it('are named for what is inside', () => {
    expect(files().flatMap(badNames)).toEqual([]);
  });

  it('lie in the layout: each feature in flow.json, src with its five folders', () => {
    const features = readdirSync(join(repository, 'src/features'));
    expect(features.filter((feature) => !flow.includes(feature))).toEqual([]);
    const known = ['cli', 'errors.ts', 'features', 'maths', 'server', 'stores'];
    expect(readdirSync(join(repository, 'src')).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the checks of naming and size', () => {
  const lines = (count: number): string => 'x\n'.repeat(count);

  it('fire beyond 300 lines of code and 500 of a test', () => {
    expect(tooLong('src/maths/sum.ts', lines(300))).toEqual([]);
    expect(tooLong('src/maths/sum.ts', lines(301))).toHaveLength(1);
    expect(tooLong('src/maths/sum.test.ts', lines(500))).toEqual([]);
    expect(tooLong('tests/contract/records.ts', lines(501))).toHaveLength(1);
  });

  it.each([
    'src/maths/utils.ts',
    'src/helpers/sum.ts',
    'src/stores/store-manager.ts',
    'src/features/impact/base.ts',
    'src/features/impact/index.ts',
    'web/src/index.tsx',
    'src/maths/Sum.ts',
    'src/maths/sum_of.ts',
    'src/maths/sum-v2.ts',
    'benchmarks/results/fleet-2026-11-21.json',
    'src/maths/sumOf.test.ts',
    'docs/Impact.md',
  ])('refuse %s', (path) => expect(badNames(path)).not.toEqual([]));

  it.each([
    'src/features/catalog/common-causes.ts',
    'src/stores/records/migrations/0001-ground.ts',
    'README.md',
    '.ci/run',
    'web/index.html',
    'tsconfig.build.json',
    'docs/decisions/0003-two-typescripts.md',
  ])('let %s pass', (path) => expect(badNames(path)).toEqual([]));
});
