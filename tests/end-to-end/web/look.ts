import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { heightAt, keepScreenshot, type OpenPage, openPage, type View, widerThanWindow } from './browser.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const views: View[] = [1440, 390].flatMap((width) => [
  { width, theme: 'light' as const },
  { width, theme: 'dark' as const },
]);

/** Colours do not depend on the width, nor the layout on the theme: dark is analysed on the wide page, light on the narrow one. */
const isLookedAt = ({ width, theme }: View): boolean => (width === 1440 ? theme === 'dark' : theme === 'light');

/**
 * What axe finds at levels A and AA, a line each. It runs in the page itself (the mode it calls legacy): the other one opens a
 * second page to bring frames of foreign hosts together, of which there are none. Of what passes only that it does is reported.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations, passes } = await axe.withTags(levels).analyze();
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
  const { page, complaints, close } = await openPage(browser, views[0]!);
  await open(page);
  for (const view of views) {
    await showIn(page, view);
    await keepScreenshot(page, `${name}-${view.width}-${view.theme}`);
    if (isLookedAt(view)) expect(await axeFindings(page), `${name} ${view.width} ${view.theme}`).toEqual([]);
    expect(await widerThanWindow(page), `${name} ${view.width}`).toBe(0);
  }
  for (const width of widths) {
    await page.setViewportSize({ width, height: heightAt(width) });
    await painted(page);
    expect(await widerThanWindow(page), `${name} ${width}`).toBe(0);
  }
  expect(complaints.filter((text) => !mayComplain.test(text))).toEqual([]);
  await close();
}

/** Turns an open page to another window and theme, as people do. */
export async function showIn(page: Page, { width, theme }: View): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: heightAt(width) });
  await page.locator(`html[data-theme=${theme}]`).waitFor();
  await painted(page);
}

/** Waits until what a change of window or theme asks for is loaded and drawn; a page that waits for its answer may go on. */
async function painted(page: Page): Promise<void> {
  await page.waitForSelector('.skeleton:not(.loading > *)', { state: 'detached' });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
}
