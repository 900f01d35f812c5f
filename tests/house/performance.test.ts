import { expect, it } from 'vitest';
import { programs } from '../../benchmarks/programs.ts';
import { filledPage, newestOf, type Run, runPage } from '../../benchmarks/result-page.ts';
import { files, textOf } from './tree.ts';

const results = files()
  .filter((path) => /^benchmarks\/results\/\d{4}-\d{2}-\d{2}\.json$/.test(path))
  .sort();
const runOf = (path: string): Run => JSON.parse(textOf(path));

it('there is a file of results', () => {
  expect(results.length).toBeGreaterThan(0);
});

it('the figures of docs/performance.md are the newest of each program in the files of results', () => {
  const page = textOf('docs/performance.md');
  expect(page).toBe(filledPage(page, newestOf(results.map(runOf))));
});

it('takes of each program the newest result, and keeps an older one where a newer run had none', () => {
  const of = (name: string, date: string) => ({ ...runOf(results[0]!).results[0]!, name, date });
  const run = (date: string, names: string[], missing: string[]): Run => ({
    date,
    results: names.map((name) => of(name, date)),
    missing: missing.map((name) => ({ name, why: `not on ${date}` })),
  });
  const joined = newestOf([
    run('2026-01-01', ['queries/series', 'ingest/ndjson', 'queries/bytes'], ['ingest/otlp']),
    run('2026-01-02', ['ingest/ndjson', 'ingest/otlp'], ['queries/bytes']),
  ]);
  expect(joined.date).toBe('2026-01-02');
  expect(joined.results.map(({ name, date }) => `${name} ${date}`)).toEqual([
    'ingest/ndjson 2026-01-02',
    'ingest/otlp 2026-01-02',
    'queries/series 2026-01-01',
    'queries/bytes 2026-01-01',
  ]);
  expect(joined.missing).toEqual([{ name: 'queries/bytes', why: 'not on 2026-01-02' }]);
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
