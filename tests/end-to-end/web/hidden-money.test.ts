import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { views } from './look.ts';

const amount = /\b(PLN|EUR)\b/;

describeWith('chromium', 'the balance for one who sees no money', () => {
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

  it.each(['losing', 'hidden-money'] as const)(
    'says what is not shown, in the place of each amount: %s',
    async (state) => {
      server.show(state);
      const { page, close } = await openPage(browser, views[0]!);
      await page.goto(server.url);
      await settled(page);
      await page.getByRole('button', { name: 'Payment', exact: true }).click();
      await page.getByText('Value of one', { exact: true }).waitFor();
      const text = (await page.locator('main').textContent()) ?? '';
      const hidden = state === 'hidden-money';
      expect(amount.test(text)).toBe(!hidden);
      for (const words of ['Money not shown to you', 'Money of some processes is not shown to you']) {
        expect([words, text.includes(words)]).toEqual([words, hidden]);
      }
      const row = page.getByRole('definition').filter({ hasText: 'not shown to you' });
      expect(await row.count()).toBe(hidden ? 4 : 0);
      await close();
    },
  );
});
