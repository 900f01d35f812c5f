/**
 * `npm test`: prepares what the tests need, runs them, names every skipped test with its reason and closes with
 * `N passed, N failed, N skipped`. Arguments choose files: `npm test -- src/maths`. Fails when nothing ran.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { ClosingLine, closingLines, exitCode } from './closing-line.ts';
import { prepareMachine } from './install.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const pageSources = [
  'web/index.html',
  'web/vite.config.ts',
  'web/{src,public}/**/*',
  'src/features/**/*.ts',
  'src/maths/*.ts',
];

/** Pages are tested as built; the build is made when it is missing or older than a source. */
function pagesAreOutdated(): boolean {
  if (!existsSync('web/dist/index.html')) return true;
  const built = statSync('web/dist/index.html').mtimeMs;
  return globSync(pageSources).some((file) => !file.includes('.test.') && statSync(file).mtimeMs > built);
}

function buildPages(): boolean {
  console.log('tests: building the pages (web/dist)');
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'];
  return spawnSync(process.execPath, vite, { stdio: 'inherit' }).status === 0;
}

process.chdir(repository);
prepareMachine();
const closing = new ClosingLine();
if (pagesAreOutdated() && !buildPages()) closing.outcome.broken.push('the pages could not be built');

/** Those that mostly wait for the clock of others wait beside those that work; a name of files may be of one of them alone. */
const run = (...projects: string[]) =>
  startVitest('test', process.argv.slice(2), {
    run: true,
    watch: false,
    allowOnly: false,
    passWithNoTests: true,
    project: projects,
    reporters: ['default', closing],
  });
for (const vitest of await Promise.all([run('waiting'), run('code', 'whole')])) await vitest.close();
const lines = `\n${closingLines(closing.outcome).join('\n')}\n`;
// The line must be out before the process ends, and nothing a test left open may keep it alive.
process.stdout.write(lines, () => process.exit(exitCode(closing.outcome)));
