import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { keepScreenshot, type OpenPage, type View, widerThanWindow } from './browser.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const views: View[] = [1440, 390].flatMap((width) => [
  { width, theme: 'light' as const },
  { width, theme: 'dark' as const },
]);

/** Colours do not depend on the width: the dark theme is analysed on the wide page, the narrow layout in the light one. */
export const isLookedAt = ({ width, theme }: View): boolean => width === 1440 || theme === 'light';

/** What axe finds at levels A and AA, a line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(levels).analyze();
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
