import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { agreementFixtures } from './fixture-agreements.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { leaveDialog, tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const looks: [name: string, path: string][] = [
  ['reports', '/reports'],
  ['report-process', '/reports/process/payment?period=2026-10'],
  ['report-extreme', '/reports/agreement/extreme?period=2026-10-03..2026-10-17&subject=process:payment'],
];

describeWith('chromium', 'the page of a report', () => {
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
  async function open(path: string, width = 1440) {
    const opened = await openPage(browser, { width, theme: 'light' });
    await lead(opened.page, path);
    return opened;
  }
  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  const plain = (text: string | null): string => (text ?? '').replaceAll('\u202f', ' ');

  it.each(looks)('is accessible, quiet and fits every window: %s', (name, path) =>
    lookEverywhere(browser, name, async (page) => {
      await lead(page, path);
      // Where one subject was chosen the page goes on there, and the header would lie over what is halfway out of sight.
      await page.evaluate('scrollTo(0, 0)');
    }),
  );

  it('shows the worked month, each figure of which opens to what it was made of', async () => {
    const { page, complaints, close } = await open('/reports/process/payment?period=2026-10');
    const time = page.getByRole('region', { name: 'Payment: by time' });
    const told = plain(await time.textContent());
    for (const figure of ['99.711%', '99.866% to 99.926%', '99.954%', '99.972%', '26 min'])
      expect(told).toContain(figure);
    expect(told).toContain('It rests on 2 incidents, which is few');
    expect(told).toContain('99.961%');
    const ways = plain(await page.getByRole('grid', { name: 'Payment, counted four ways' }).textContent());
    for (const part of ['10 777 ÷ 10 785', '5 087 412 requests of 5 089 733', 'user-seconds', '761 200 045.00 PLN of'])
      expect(ways).toContain(part);
    const opened = page.getByRole('dialog');
    const holds = async (line: string): Promise<void> => {
      await opened.waitFor();
      expect(plain(await opened.textContent())).toContain(line);
      await leaveDialog(page);
    };
    await tabTo(page, /^button Adjusted/);
    await page.keyboard.press('Enter');
    await holds('10 777 ÷ 10 785');
    await tabTo(page, /^row TimePayment/);
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await holds('5 089 733 requests');
    for (const [button, line] of [
      [/^Payment: money lost/, 'A migration locked the table'],
      [/^Blue Payments: down by it/, '3 ÷ 8'],
      [/^Blue Payments: of all down-time/, '3 ÷ 8'],
      [/^Booked: pay/, '2026-10-30'],
      [/^pay: Median time to restore/, 'the longest lasted 20 min'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await holds(line);
    }
    for (const part of ['In all', 'Key measures of each product', 'Payment: counted four ways', 'Vendors'])
      expect(await page.getByRole('region', { name: part }).textContent()).toContain('PLN is 1.24% less than booked');
    expect(await page.getByRole('link', { name: /^Payment, 3 Oct/ }).getAttribute('href')).toBe('/ledger/own');
    await page.getByText('waga doctor --head 9f2c41d0', { exact: false }).waitFor();
    await page.getByText('What changed against version 1').waitFor();
    quiet(complaints);
    await close();
  });

  it('is chosen by what, when and where, and leads on to one subject', async () => {
    const { page, complaints, close } = await open('/reports', 390);
    await page.getByLabel('Report on').selectOption('product');
    await page.getByRole('combobox', { name: /^Over/ }).selectOption('quarter');
    await page.getByRole('button', { name: 'Show the report' }).click();
    await page.waitForURL(/reports\/product\/[^?]+\?period=2026-Q3&zone=Europe%2FWarsaw$/);
    const table = page.getByRole('grid', { name: 'What was delivered' });
    await table.getByRole('link', { name: 'Payment', exact: true }).click();
    await page.waitForURL(/subject=process%3Apayment/);
    await page.getByRole('region', { name: 'Payment: counted four ways' }).waitFor();
    const part = page.locator('.report-subject');
    await expect.poll(async () => (await part.boundingBox())?.y).toBeLessThan(200);
    expect(await part.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.getByRole('combobox', { name: /^Over/ }).selectOption('range');
    await page.getByLabel('First day').fill('2026-10-17');
    await page.getByLabel('Last day').fill('2026-10-03');
    await page.getByText('The last day lies before the first.').waitFor();
    expect(await page.getByRole('button', { name: 'Show the report' }).isDisabled()).toBe(true);
    await page.getByLabel('Last day').fill('2026-10-19');
    await page.getByRole('button', { name: 'Show the report' }).click();
    await page.waitForURL(/period=2026-10-17\.\.2026-10-19/);
    quiet(complaints);
    await close();
  });

  it('is had as files in both languages, and without money where one may not see it', async () => {
    const { page, close } = await open('/reports/agreement/bank?period=2026-10&version=1');
    await page.getByRole('radio', { name: 'Polski' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'PDF' }).click(),
    ]);
    expect(new URL(download.url()).search).toBe('?period=2026-10&format=pdf&language=pl&version=1');
    const evidence = await page.getByRole('link', { name: 'Evidence pack' }).getAttribute('href');
    expect(evidence).toBe('/api/v1/reports/agreement/bank/evidence?period=2026-10&version=1');
    expect(await page.getByRole('navigation', { name: 'Versions' }).textContent()).toContain('the newest');
    fixtures.shown.moneyHidden = true;
    await lead(page, '/reports/agreement/bank?period=2026-10&subject=process:payment');
    const text = await page.locator('main').textContent();
    expect(text).toContain('Money of some products is not shown to you.');
    expect(text).not.toMatch(/\d PLN/);
    await lead(page, '/reports/process/nothing?period=2026-10');
    await page.getByRole('heading', { name: 'No process has this name' }).waitFor();
    await close();
  });
});
