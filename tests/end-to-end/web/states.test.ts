import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stateNames } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { keepScreenshot, now, openBrowser, openPage, settled, widerThanWindow } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { axeFindings, lookEverywhere, showIn, views } from './look.ts';

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

  it('is accessible opened, in every view: details, chart, table, what a number is made of', async () => {
    server.show('losing');
    const { page, complaints, close } = await openPage(browser, views[0]!);
    await page.goto(server.url);
    await settled(page);
    const everywhere = async (picture: string | null, fitsWindow: boolean): Promise<void> => {
      for (const view of views) {
        const said = `${picture ?? 'table'} ${view.width} ${view.theme}`;
        await showIn(page, view);
        expect(await axeFindings(page), said).toEqual([]);
        if (fitsWindow) expect(await widerThanWindow(page), said).toBe(0);
        if (picture) await keepScreenshot(page, `${picture}-${view.width}-${view.theme}`);
      }
      // The next step begins wide and at the top: where the narrow window had scrolled to, controls lie under the header.
      await showIn(page, views[0]!);
      await page.evaluate('scrollTo(0, 0)');
    };

    await page.getByRole('button', { name: 'Payment', exact: true }).click();
    await page.locator('.chart-canvas svg').waitFor();
    await settled(page);
    await everywhere('details', true);

    await page.getByRole('radio', { name: 'Table' }).click();
    await page.getByRole('grid', { name: 'Payment: completed, as a table' }).waitFor();
    await everywhere(null, true);

    await page.getByRole('button', { name: /^Impact share of Payment:/ }).click();
    await page.getByRole('dialog').getByText('1 − actual ÷ expected').waitFor();
    await everywhere('made-of', false);
    expect(complaints).toEqual([]);
    await close();
  });

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
