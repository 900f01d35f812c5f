import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { openBrowser } from './browser.ts';
import { webFolder } from './built-pages.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { type Fetched, scriptsBefore, visit } from './visit.ts';

/** Kilobytes are a thousand bytes; what counts is the brotli that the build put beside each file and the server sends. */
const mostScript = 250_000;

const firstPage = {
  name: 'the first page',
  path: '/',
  heading: 'main h1:not(.visually-hidden)',
  numbers: '.process-list .process-facts .explained',
  chart: '.process-spark svg:has(path.actual[d^="M"])',
};
const processPage = {
  name: 'a process',
  path: '/processes/payment',
  heading: 'main h1:not(.visually-hidden)',
  numbers: 'main .panel .explained',
  chart: '.chart-canvas svg',
};

/** What the server would send of a built file to a browser. */
function compressedBytes({ path }: Fetched): number {
  const small = join(webFolder, `${path}.br`);
  return statSync(existsSync(small) ? small : join(webFolder, path)).size;
}

/** The scripts in which the chart library is, by what is in them. */
function chartScripts(): string[] {
  const scripts = readdirSync(join(webFolder, 'assets')).filter((name) => name.endsWith('.js'));
  return scripts
    .filter((name) => readFileSync(join(webFolder, 'assets', name), 'utf8').includes('__ec_inner_'))
    .map((name) => `/assets/${name}`);
}

describeWith('chromium', 'the weight of the pages', () => {
  let server: FixtureServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startFixtureServer(Math.floor(Date.now() / 60_000) * 60_000);
    server.show('losing');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('keeps the JavaScript before the first numbers small, and draws sparklines without the chart library', async () => {
    const seen = await visit(browser, { url: server.url, target: firstPage });
    const before = scriptsBefore(seen, seen.useful);
    const bytes = before.reduce((sum, one) => sum + compressedBytes(one), 0);
    expect(before.length).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(mostScript);
    // with the sparklines drawn and everything at rest, nobody has asked for it yet
    expect(seen.chart).not.toBeNull();
    expect(chartScripts().filter((script) => seen.fetched.some(({ path }) => path === script))).toEqual([]);
    expect(seen.shift).toBeLessThan(0.1);
  });

  it('asks for the chart library after the first numbers of a page with a chart', async () => {
    const seen = await visit(browser, { url: server.url, target: processPage });
    const library = seen.fetched.filter(({ path }) => chartScripts().includes(path));
    expect(library).toHaveLength(1);
    expect(library[0]!.from).toBeGreaterThan(seen.useful);
    expect(seen.chart).toBeGreaterThan(library[0]!.to);
  });

  it('has brotli and gzip beside every script and style that is worth it', () => {
    const files = readdirSync(join(webFolder, 'assets')).filter((name) => /\.(js|css)$/.test(name));
    const heavy = files.filter((name) => statSync(join(webFolder, 'assets', name)).size >= 1_024);
    expect(heavy.length).toBeGreaterThan(20);
    for (const name of heavy) {
      for (const kind of ['br', 'gz'])
        expect(existsSync(join(webFolder, 'assets', `${name}.${kind}`)), name).toBe(true);
    }
  });

  it('names the files of every page that is loaded when it is opened, and each of them is there', () => {
    const ahead = JSON.parse(readFileSync(join(webFolder, 'ahead.json'), 'utf8')) as {
      path: string;
      files: string[];
    }[];
    expect(ahead.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/incidents/:id', '/objectives', '/sign-in']),
    );
    for (const { path, files } of ahead) {
      expect(files.length, path).toBeGreaterThan(0);
      for (const file of files) expect(existsSync(join(webFolder, file)), `${path}: ${file}`).toBe(true);
    }
  });
});
