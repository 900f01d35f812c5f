/**
 * `npm run benchmark [-- NAME…] [-- --quick]`: runs the benchmarks one after the other, prints what they found, and writes it to
 * `benchmarks/results/YYYY-MM-DD.json` and `.md`, and the newest of each program into docs/performance.md. With names (`queries/fleet`, or
 * `queries` for all of a folder) only those; what the file of the day holds of others stays. With `--quick` small loads, which are printed and not kept.
 * A program that fails or is not there is said by name, and the exit code is 1.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programs } from './programs.ts';
import type { Result } from './result.ts';
import { filledPage, newestOf, type Run, runPage } from './result-page.ts';

const repository = join(import.meta.dirname, '..');
const longestMinutes = 15;
const words = process.argv.slice(2);
const strange = words.find((word) => word.startsWith('--') && word !== '--quick');
if (strange !== undefined) {
  console.error(
    `${strange}: expected names of benchmarks, or --quick. They are:\n${programs.map(({ name }) => name).join('\n')}`,
  );
  process.exit(2);
}
const isQuick = words.includes('--quick');
const named = words.filter((word) => !word.startsWith('--'));

const git = (...args: string[]): string => execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();

function commitNow(): string {
  const changed = git(
    'status',
    '--porcelain',
    '--',
    'src',
    'web',
    'benchmarks',
    'package-lock.json',
    ':!benchmarks/results',
  );
  return git('rev-parse', '--short=10', 'HEAD') + (changed === '' ? '' : ', changed');
}

/** The result of one program, or why there is none. What it says on stderr is passed on. */
async function ran(name: string, small: readonly string[]): Promise<Result | { why: string }> {
  const file = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(file)) return { why: 'the program is not there' };
  const child = spawn(process.execPath, [file, '--json', ...small], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const limit = setTimeout(() => child.kill(), longestMinutes * 60_000);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(limit);
  if (code === null) return { why: `it was stopped after ${longestMinutes} minutes` };
  const line = text.trim().split('\n').at(-1) ?? '';
  if (line.startsWith('{')) return JSON.parse(line) as Result;
  return { why: code === 0 ? 'it printed no result' : `it ended with ${code}` };
}

const wanted = programs.filter(
  ({ name }) => named.length === 0 || named.some((one) => name === one || name.startsWith(`${one}/`)),
);
if (wanted.length === 0) {
  console.error(`There is no such benchmark; there are ${programs.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const found: Run = { date: new Date().toISOString(), results: [], missing: [] };
for (const { name, asks, quick = ['--quick'] } of wanted) {
  console.error(`${name}: ${asks} …`);
  const began = performance.now();
  const result = await ran(name, isQuick ? quick : []);
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  if ('why' in result) {
    found.missing.push({ name, why: result.why });
    console.error(`${name}: no result after ${seconds} s, ${result.why}`);
  } else {
    found.results.push({ ...result, commit: commitNow() });
    console.error(`${name}: done in ${seconds} s`);
  }
  // after each, so that a run which is stopped keeps what it found
  if (!isQuick) keep(found);
}
console.log(runPage(found));
process.exitCode = found.missing.length === 0 ? 0 : 1;

/** Joins it with what the file of the day holds of other programs, in the order of the list, and fills the page from all files. */
function keep(run: Run): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, run.date.slice(0, 10));
  const read = (file: string): Run => JSON.parse(readFileSync(file, 'utf8')) as Run;
  const joined = newestOf([...(existsSync(`${path}.json`) ? [read(`${path}.json`)] : []), run]);
  writeFileSync(`${path}.json`, `${JSON.stringify(joined, null, 2)}\n`);
  writeFileSync(`${path}.md`, runPage(joined));
  const page = join(repository, 'docs', 'performance.md');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const newest = newestOf(files.sort().map((name) => read(join(folder, name))));
  writeFileSync(page, filledPage(readFileSync(page, 'utf8'), newest));
}
