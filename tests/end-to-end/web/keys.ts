import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, as a screen reader would name it: its role or tag, and its label or text. */
export const focused = `(() => {
  const element = document.activeElement;
  const label = element.getAttribute('aria-label') ?? (element.labels?.[0]?.textContent || element.textContent) ?? '';
  return (element.getAttribute('role') ?? element.tagName.toLowerCase()) + ' ' + label.replace(/\\s+/g, ' ').trim();
})()`;

/** Whether the focused element shows it: an outline or a shadow of its line, not only a place in the order. */
const isFocusVisible = `(() => {
  const style = getComputedStyle(document.activeElement);
  const line = document.activeElement.closest('.search-line');
  return style.outlineStyle === 'solid' || (line !== null && getComputedStyle(line).boxShadow !== 'none');
})()`;

/** Presses Tab until what has the focus reads so; every stop on the way must be seen. */
export async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<string> {
  const stops: string[] = [];
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    const stop = (await page.evaluate(focused)) as string;
    stops.push(stop);
    if (stop.startsWith('body')) continue;
    expect(await page.evaluate(isFocusVisible), `${stop} shows its focus`).toBe(true);
    if (wanted.test(stop)) return stop;
  }
  throw new Error(`no stop reads ${wanted}:\n${stops.join('\n')}`);
}

const isFocusInDialog = `document.querySelector('[role=dialog]')?.contains(document.activeElement) === true`;

/** Leaves a dialog by the key for it, once it has the focus: a key that is quicker than the dialog goes to what lies below. */
export async function leaveDialog(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(isFocusInDialog)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
