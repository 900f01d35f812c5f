import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../needs.ts';
import { answered, followRequests } from './requests.ts';

/** A whole minute; the pages believe it is three seconds later. */
export const now = Date.parse('2026-11-20T10:15:00Z');
const screenshots = fileURLToPath(new URL('../../../test-output/screenshots', import.meta.url));

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run', '--disable-gpu'],
  });
}

/** Text, since it runs in the page and not here. */
const reportBreaches = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('content policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
});`;

export interface View {
  width: number;
  theme: 'light' | 'dark';
}

export interface OpenPage {
  page: Page;
  /** What the page complained of: console errors, breaches of the content policy, uncaught exceptions. */
  complaints: string[];
  close(): Promise<void>;
}

/** A phone is higher than wide. */
export const heightAt = (width: number): number => (width < 600 ? 844 : 900);

/** A fresh page of its own profile: system theme as given, clock fixed, no motion, in a zone that is not the process's. */
export async function openPage(browser: Browser, { width, theme }: View): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height: heightAt(width) },
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'America/New_York',
    locale: 'pl-PL',
  });
  const page = await context.newPage();
  followRequests(page);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(reportBreaches);
  await page.clock.setFixedTime(now + 3_000);
  return { page, complaints, close: () => context.close() };
}

/** Two frames: what was asked for before the first of them is drawn in the second. */
export const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))';

/**
 * Waits until the page has what it asked for and what that made it ask for, nothing on it is a placeholder any more, and fonts
 * are there: nothing moves away under the pointer after that, and a count is final.
 */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await answered(page, () => page.evaluate(`document.fonts.ready.then(() => ${twoFrames})`));
  await page.waitForSelector('.skeleton', { state: 'detached' });
}

/** Pixels by which the page is wider than its window. */
export function widerThanWindow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/**
 * Keeps a picture of the whole page in the output of the tests. Chromium packs it in the quicker of its two ways, which loses
 * nothing and takes more room.
 */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const wire = await page.context().newCDPSession(page);
  const { data } = await wire.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: true,
    optimizeForSpeed: true,
  });
  await wire.detach();
  mkdirSync(screenshots, { recursive: true });
  writeFileSync(join(screenshots, `${name}.png`), data, 'base64');
}
