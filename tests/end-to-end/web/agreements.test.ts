import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { agreementFixtures } from './fixture-agreements.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { leaveDialog, tabTo } from './keys.ts';
import { axeFindings, lookEverywhere, refusalNotes } from './look.ts';

const looks: [name: string, path: string][] = [
  ['agreements', '/agreements'],
  ['agreement-extreme', '/agreements/extreme'],
];

describeWith('chromium', 'the pages of agreements', () => {
  const fixtures = agreementFixtures(now);
  let server: FixtureServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startFixtureServer(now, 0, fixtures.add);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => void fixtures.reset());

  const lead = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${server.url}${path}`);
    await settled(page);
  };
  const plain = (text: string | null): string => (text ?? '').replaceAll('\u202f', ' ');

  it.each(looks)('are accessible, quiet and fit every window: %s', (name, path) =>
    lookEverywhere(browser, name, (page) => lead(page, path)),
  );

  it('lead by keyboard from what is missed to why, what is owed, and the report of a past month', async () => {
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await lead(page, '/agreements');
    const row = plain(await page.getByRole('row').nth(1).textContent());
    expect(row).toMatch(/Bank missed.*Missed.*November 2026.*99\.866%–99\.926% of 99\.95%.*10 min 25\.8 s over/);
    expect(row).toMatch(/6 000 PLN – 12 000 PLN.*12 000 PLN.*30 Dec|31 Dec/);
    await page.getByRole('link', { name: 'Bank missed' }).click();
    await page.getByRole('heading', { name: 'Bank missed', level: 1 }).waitFor();
    for (const word of ['Missed', 'Undecided', 'Met', 'Not measured'])
      expect(await page.getByRole('grid', { name: 'Promises' }).getByText(word, { exact: true }).count(), word).toBe(1);
    await tabTo(page, /^button Bank missed: credits owed today/);
    await page.keyboard.press('Enter');
    const made = page.getByRole('dialog');
    await made.getByText('the tier below 99.95 % gives 5 % of the fee', { exact: false }).waitFor();
    await leaveDialog(page);
    const august = page.getByRole('row', { name: /^August 2026/ });
    expect(await august.textContent()).toContain('not frozen: before Waga kept reports');
    await page.getByRole('link', { name: 'October 2026, version 2' }).click();
    await page.waitForURL(/reports\/agreement\/missed\?period=2026-10&version=2$/);
    await page.getByRole('heading', { name: 'Bank Północny, October 2026', level: 1 }).waitFor();
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });

  it('hide money that one may not see, and say so; and that there is none yet', async () => {
    fixtures.shown.moneyHidden = true;
    const { page, close } = await openPage(browser, { width: 390, theme: 'dark' });
    for (const path of ['/agreements', '/agreements/missed']) {
      await lead(page, path);
      const text = await page.locator('main').textContent();
      expect(text).toContain('not shown to you');
      expect(text).not.toContain('PLN');
    }
    fixtures.shown.list = 'none';
    await lead(page, '/agreements');
    await page.getByRole('heading', { name: 'No agreement yet' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await close();
  });
});
