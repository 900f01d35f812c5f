import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stateNames } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { keepScreenshot, now, openBrowser, openPage, settled, widerThanWindow } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { axeFindings, isLookedAt, views } from './look.ts';

const shown = [...stateNames, 'error', 'hanging'] as const;

describeWith('chromium', 'every state of the balance', () => {
  let server: FixtureServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startFixtureServer(now);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  for (const view of views) {
    it.each(shown)(`is accessible and quiet: %s at ${view.width} px, ${view.theme}`, async (state) => {
      server.show(state);
      const { page, complaints, close } = await openPage(browser, view);
      await page.goto(server.url);
      if (state === 'hanging') await page.locator('.loading').waitFor();
      else await settled(page);

      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(view.theme);
      if (isLookedAt(view)) expect(await axeFindings(page)).toEqual([]);
      expect(await widerThanWindow(page)).toBe(0);
      expect(complaints.filter((text) => state !== 'error' || !text.includes('status of 503'))).toEqual([]);
      await keepScreenshot(page, `${state}-${view.width}-${view.theme}`);
      await close();
    });
  }

  it.each(views)(
    'is accessible opened: details, chart, table, what a number is made of ($width px, $theme)',
    async (view) => {
      server.show('losing');
      const { page, complaints, close } = await openPage(browser, view);
      await page.goto(server.url);
      await settled(page);
      await page.getByRole('button', { name: 'Payment', exact: true }).click();
      await page.locator('.chart-canvas svg').waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      expect(await widerThanWindow(page)).toBe(0);
      await keepScreenshot(page, `details-${view.width}-${view.theme}`);

      await page.getByRole('radio', { name: 'Table' }).click();
      await page.getByRole('grid', { name: 'Payment: completed, as a table' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await widerThanWindow(page)).toBe(0);

      await page.getByRole('button', { name: /^Impact share of Payment:/ }).click();
      await page.getByRole('dialog').getByText('1 − actual ÷ expected').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await keepScreenshot(page, `made-of-${view.width}-${view.theme}`);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it.each(['/guide', '/no/such/page'])('is accessible elsewhere: %s', async (path) => {
    for (const view of views) {
      const { page, complaints, close } = await openPage(browser, view);
      await page.goto(`${server.url}${path}`);
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
