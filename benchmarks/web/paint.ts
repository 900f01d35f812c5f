/**
 * `node benchmarks/web/paint.ts [visits] [--json]`: how heavy the pages are and when they are of use. The web is built and the demo
 * started with 20 days behind it and a vendor that fails, so that every page has real rows; then Chromium opens, each time in a
 * fresh profile with an empty cache and signed in, the first page, an incident, a process and the objectives in turns, and in every
 * round a page of one line from the same server. *Useful* is the frame in which the main heading and the first row of numbers stand.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { type Target, type Visit, visit } from '../../tests/end-to-end/web/visit.ts';
import { chromiumPath } from '../../tests/needs.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, rowOf } from '../result.ts';
import { demoWithIncident, firstPage, otherPages } from './demo-pages.ts';
import { firstRows, pageRows } from './paint-rows.ts';

const visits = Math.max(9, Number(process.argv[2]) || 0);
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Served by the same server from the same folder as the pages, and gone again at the end. */
const oneLine = join(root, 'web', 'dist', 'one-line.html');
const empty: Target = { name: 'a page of one line', path: '/one-line.html', heading: 'h1', numbers: null };

async function measured(browser: Browser): Promise<{ rows: ResultRow[] }> {
  const { demo, incident } = await demoWithIncident();
  try {
    const [name, value] = demo.session.cookie.split(/=(.*)/s);
    const targets = [empty, firstPage, ...otherPages(incident)];
    const seen = new Map<Target, Visit[]>(targets.map((target) => [target, []]));
    const open = (target: Target): Promise<Visit> =>
      visit(browser, {
        url: demo.waga,
        target,
        prepare: (context) => context.addCookies([{ name: name!, value: value!, url: demo.waga }]),
      });
    // what is read from disk for the first time, or compiled, counts for nobody
    for (const target of targets) await open(target);
    for (let round = 0; round < visits; round++) {
      for (const target of targets) seen.get(target)!.push(await open(target));
    }
    const reference = seen.get(empty)!;
    const first = firstRows(firstPage, seen.get(firstPage)!, reference);
    const others = otherPages(incident).map(({ name }) => name);
    const rest = targets.filter((one) => others.includes(one.name));
    const quiet = rowOf(
      'a page of one line: painted',
      'ms',
      reference.map(({ useful }) => useful),
    );
    return { rows: [...first, ...rest.flatMap((one) => pageRows(one, seen.get(one)!, reference)), quiet] };
  } finally {
    await demo.stop();
  }
}

const executablePath = chromiumPath();
if (executablePath === undefined) {
  console.error('Chromium is not installed: nothing can be painted');
  process.exit(1);
}
const date = new Date().toISOString();
const machine = describeMachine();
const built = spawnSync('npm', ['run', '--silent', 'build:web'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) throw new Error('the web pages could not be built');
writeFileSync(oneLine, '<!doctype html><html lang="en"><title>One line</title><h1>One line</h1></html>\n');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
try {
  const { rows } = await measured(browser);
  const notes = [
    `Chromium ${browser.version()}, ${visits} visits of each page in turns, each in a fresh profile with an empty cache, 1440 × 900, over loopback. The demo with its customers runs on the same machine throughout.`,
    'Bytes are those on the wire, headers of the answers with them; kB are 1 000 bytes. Before the useful paint counts every script that was asked for by then, whether or not it had come.',
    'Useful: the frame in which the main heading and the first row of numbers stand. The ratio is the time of the page of one line divided by that of the page.',
    'Work is processor time of the main thread of the page until then, which other work on the machine does not make longer.',
  ];
  printResult({ name: 'web/paint', date, machine, rows, notes });
} finally {
  await browser.close();
  rmSync(oneLine, { force: true });
}
