import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { heightAt, keepScreenshot, type OpenPage, openPage, twoFrames, type View, widerThanWindow } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** In an order in which each differs from the one before it in one thing alone. */
export const views: View[] = [
  { width: 1440, theme: 'light' },
  { width: 1440, theme: 'dark' },
  { width: 390, theme: 'dark' },
  { width: 390, theme: 'light' },
];

/** Colours do not depend on the width, nor the layout on the theme: dark is analysed on the wide page, light on the narrow one. */
const isLookedAt = ({ width, theme }: View): boolean => (width === 1440 ? theme === 'dark' : theme === 'light');

/** Text, since it runs in the page and not here. */
const runAxe = `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], runOnly: levels })})`;

/**
 * What axe finds at levels A and AA, a line each. It is put into a page once and runs there; there are no frames of foreign hosts. Of
 * what passes only that it does is reported.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe);
  const { violations, passes } = await page.evaluate<Pick<AxeResults, 'violations' | 'passes'>>(runAxe);
  expect(passes.length).toBeGreaterThan(5);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
  );
}

/** What browsers themselves say of an answer that a test means to happen. */
export const refusalNotes = /^Failed to load resource: the server responded with a status of 4/;

/** Everything that holds for a page as it is now: axe, no sideways scroll, no complaints; and a picture of it is kept. */
export async function lookAt({ page, complaints }: OpenPage, view: View, name: string): Promise<void> {
  await keepScreenshot(page, `${name}-${view.width}-${view.theme}`);
  if (isLookedAt(view)) expect(await axeFindings(page), name).toEqual([]);
  expect(await widerThanWindow(page), name).toBe(0);
  expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
}

/** From the narrowest phone to the widest screen; the layout does not depend on the theme. */
const widths = [360, 768, 1024, 2560];

/** A page of each browser that is free, with its caches: it was looked at, and what it kept of that was thrown away. */
const free = new WeakMap<Browser, OpenPage>();

/** A page as after `openPage`, wide and light. It has its programs of the page before it, so that they are compiled once. */
async function freePage(browser: Browser): Promise<OpenPage> {
  const opened = free.get(browser) ?? (await openPage(browser, views[0]!));
  free.delete(browser);
  await opened.page.emulateMedia({ colorScheme: 'light' });
  await opened.page.setViewportSize({ width: 1440, height: heightAt(1440) });
  return opened;
}

/** Gives a page back that went well: it leaves what it showed, for something that runs nothing, and remembers nothing of it. */
async function giveBack(browser: Browser, opened: OpenPage): Promise<void> {
  const { page, complaints } = opened;
  await page.goto(new URL('/favicon.svg', page.url()).href);
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  await page.context().clearCookies();
  complaints.length = 0;
  if (free.has(browser)) await opened.close();
  else free.set(browser, opened);
}

/**
 * Everything that holds for one page in each view, opened once: then the window and the theme change, as they do for people.
 * `open` leads to what is looked at; `mayComplain` are complaints that the state means to happen.
 */
export async function lookEverywhere(
  browser: Browser,
  name: string,
  open: (page: Page) => Promise<void>,
  mayComplain = refusalNotes,
): Promise<void> {
  const opened = await freePage(browser);
  const { page, complaints } = opened;
  let isWell = false;
  try {
    await open(page);
    for (const view of views) {
      await showIn(page, view);
      await keepScreenshot(page, `${name}-${view.width}-${view.theme}`);
      if (isLookedAt(view)) expect(await axeFindings(page), `${name} ${view.width} ${view.theme}`).toEqual([]);
      expect(await widerThanWindow(page), `${name} ${view.width}`).toBe(0);
    }
    for (const width of widths) {
      await page.setViewportSize({ width, height: heightAt(width) });
      await page.evaluate(painted);
      expect(await widerThanWindow(page), `${name} ${width}`).toBe(0);
    }
    expect(complaints.filter((text) => !mayComplain.test(text))).toEqual([]);
    isWell = true;
  } finally {
    await (isWell ? giveBack(browser, opened) : opened.close());
  }
}

/** Turns an open page to another window and theme, as people do. */
export async function showIn(page: Page, { width, theme }: View): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: heightAt(width) });
  await page.locator(`html[data-theme=${theme}]`).waitFor();
  await page.evaluate(painted);
}

/** Waits until what a change of window or theme asks for is loaded and drawn; a page that waits for its answer may go on. */
const painted = `new Promise((done) => {
  const look = () => (document.querySelector('.skeleton:not(.loading > *)') ? requestAnimationFrame(look) : done());
  look();
}).then(() => ${twoFrames})`;
