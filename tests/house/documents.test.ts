import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { anchorsOf, firstCells, linksOf } from './documents.ts';
import { files, repository, textOf } from './tree.ts';

const pages = files().filter((path) => path.endsWith('.md'));

function deadLinks(page: string): string[] {
  return linksOf(textOf(page)).flatMap(({ target, anchor }) => {
    const path = target === '' ? page : normalize(join(dirname(page), target));
    if (!existsSync(join(repository, path))) return [`${page}: ${target} is not there`];
    const anchored = anchor !== '' && path.endsWith('.md');
    return anchored && !anchorsOf(textOf(path)).has(anchor) ? [`${page}: ${target}#${anchor} is not there`] : [];
  });
}

describe('the documents', () => {
  it('link to pages, headings and pictures that are there', () => {
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.flatMap(deadLinks)).toEqual([]);
  });

  it('explain every error code and no other', () => {
    expect(firstCells(textOf('docs/errors.md')).sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('give the status and exit code of every error as the code has it', () => {
    const rows = textOf('docs/errors.md')
      .split('\n')
      .filter((row) => row.startsWith('| `'));
    const written = rows.map((row) =>
      row
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim().replace(/`/g, '')),
    );
    const real = Object.entries(errorCodes).map(([code, { status, exit }]) => [code, String(status), String(exit)]);
    expect(written.sort()).toEqual(real.sort());
  });

  it('explain every code of a catalogue finding', async () => {
    const { findingCodes } = await import('../../src/features/catalog/finding.ts');
    const page = textOf('docs/catalog.md');
    expect(findingCodes.length).toBeGreaterThan(0);
    expect(findingCodes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  it('give a reason for every direct dependency and for no other', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'));
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    expect(firstCells(textOf('docs/decisions/dependencies.md')).sort()).toEqual(declared.sort());
  });
});

describe('the reading of documents', () => {
  it('finds links and pictures and leaves code and the web alone', () => {
    const page =
      'See [a](a.md#b) and ![c](d/e.png "f") [g](https://example.org) `[h](i.md)`\n```\n[j](k.md)\n```\n[l]: m.md\n<img alt="n" src="o.png">';
    expect(
      linksOf(page)
        .map(({ target }) => target)
        .sort(),
    ).toEqual(['a.md', 'd/e.png', 'm.md', 'o.png']);
    expect(linksOf(page)[0]).toEqual({ target: 'a.md', anchor: 'b' });
  });

  it('names headings as links name them', () => {
    expect([...anchorsOf('# A `b` & c\n## Five minutes, then\n## Five minutes, then')]).toEqual([
      'a-b--c',
      'five-minutes-then',
      'five-minutes-then-1',
    ]);
  });

  it('reads the first cells of a table', () => {
    expect(firstCells('| code | is |\n|---|---|\n| `a` | b |\n| c | d |')).toEqual(['a', 'c']);
  });
});
