import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stateNames } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { keepScreenshot, now, openBrowser, openPage, settled, widerThanWindow } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { axeFindings, lookEverywhere, views } from './look.ts';

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

  it.each(shown)('is accessible, quiet and fits every window: %s', (state) => {
    server.show(state);
    const awaited = async (page: Page) => {
      await page.goto(server.url);
      await (state === 'hanging' ? page.locator('.loading').waitFor() : settled(page));
    };
    return lookEverywhere(browser, state, awaited, state === 'error' ? /status of 503/ : undefined);
  });

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

  it.each([
    ['guide', '/guide'],
    ['not-found', '/no/such/page'],
  ])('is accessible elsewhere: %s', (name, path) =>
    lookEverywhere(browser, name, async (page) => {
      await page.goto(`${server.url}${path}`);
      await settled(page);
    }),
  );
});
