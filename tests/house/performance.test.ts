import { expect, it } from 'vitest';
import { programs } from '../../benchmarks/programs.ts';
import { filledPage, type Run, runPage } from '../../benchmarks/result-page.ts';
import { files, textOf } from './tree.ts';

const results = files()
  .filter((path) => /^benchmarks\/results\/\d{4}-\d{2}-\d{2}\.json$/.test(path))
  .sort();
const runOf = (path: string): Run => JSON.parse(textOf(path));

it('there is a file of results', () => {
  expect(results.length).toBeGreaterThan(0);
});

it('the figures of docs/performance.md are those of the newest file of results', () => {
  const page = textOf('docs/performance.md');
  expect(page).toBe(filledPage(page, runOf(results.at(-1)!)));
});

it.each(results)('the page beside %s says what it holds', (path) => {
  expect(textOf(path.replace('.json', '.md'))).toBe(runPage(runOf(path)));
});

it('every program that prints a result is run by `npm run benchmark`', () => {
  const printing = files().filter(
    (path) => /^benchmarks\/.+\/.+\.ts$/.test(path) && /^\s*(await )?printResult\(/m.test(textOf(path)),
  );
  expect(printing.length).toBeGreaterThan(0);
  const known = programs.map(({ name }) => `benchmarks/${name}.ts`);
  expect(printing.filter((path) => !known.includes(path))).toEqual([]);
});

it('says that a page has no place for the figures', () => {
  expect(() => filledPage('# no marks', { date: '', results: [], missing: [] })).toThrow('no place');
});
