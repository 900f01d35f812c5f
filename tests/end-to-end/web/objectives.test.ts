import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ObjectiveList } from '../../../web/fixtures/objectives.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { objectiveFixtures } from './fixture-objectives.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { axeFindings, lookEverywhere, refusalNotes } from './look.ts';

const looks: [name: string, path: string, list?: ObjectiveList][] = [
  ['objectives', '/objectives', 'many'],
  ['objective-missed', '/objectives/missed'],
  ['objective-unsupported', '/objectives/unsupported'],
  ['objective-extreme', '/objectives/extreme'],
];

describeWith('chromium', 'the pages of objectives', () => {
  const fixtures = objectiveFixtures(now);
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
  beforeEach(() => Object.assign(fixtures.shown, { list: 'some', moneyHidden: false }));

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

  it.each(looks)('are accessible, quiet and fit every window: %s', (name, path, list = 'some') =>
    lookEverywhere(browser, name, (page) => {
      fixtures.shown.list = list;
      return lead(page, path);
    }),
  );

  it('show what burns first, and filter by the counts, by words and by service', async () => {
    const { page, complaints, close } = await open('/objectives');
    const names = (): Promise<string[]> => page.getByRole('rowheader').getByRole('link').allTextContents();
    expect((await names()).slice(0, 3)).toEqual(['Card payments answered', 'Basket within 300 ms', 'Refunds booked']);
    await page.getByRole('radio', { name: 'Missed 1' }).click();
    await page.waitForURL(/only=missed/);
    await page.getByText('Card payments answered').first().waitFor({ state: 'detached' });
    expect(await names()).toEqual(['Basket within 300 ms']);
    expect(await page.getByRole('gridcell', { name: /−66.2%/ }).count()).toBe(1);
    await page.getByRole('radio', { name: /^All/ }).click();
    await page.getByLabel('Find').fill('refund');
    await page.waitForURL(/q=refund/);
    await page.getByText('Card payments answered').first().waitFor({ state: 'detached' });
    expect(await names()).toEqual(['Refunds booked']);
    await page.getByRole('rowheader').getByRole('link').click();
    await page.waitForURL(/objectives\/refunds%232$/);
    await page.getByRole('heading', { name: 'Refunds booked', level: 1 }).waitFor();
    expect(await page.locator('.thing-head').textContent()).toContain('only business hours of office');
    quiet(complaints);
    await close();
  });

  it('say of one what is good, what was reached, what is left and how fast it goes', async () => {
    const { page, complaints, close } = await open('/objectives/burning');
    const head = (await page.locator('.thing-head').textContent())!;
    for (const told of ['Burning fast', 'answered without 5xx within 800 ms', '99.906%', 'last 30 days', '99.8%'])
      expect(head).toContain(told);
    const budget = (await page.getByRole('region', { name: 'Budget', exact: true }).textContent())!;
    expect(budget.replaceAll('\u202f', ' ')).toMatch(/6\.1%.*4 778 of 5 089\.733.*415 200 PLN.*124 PLN\/h.*in 3 h/);
    const burn = (await page.getByRole('region', { name: 'How fast it burns' }).textContent())!;
    expect(burn).toMatch(/1 h and 5 min.*calls somebody.*14\.4×.*21\.7×.*38×.*Burning.*since/);
    await tabTo(page, /^button Reached/);
    await page.keyboard.press('Enter');
    const made = page.getByRole('dialog');
    await made.getByText('good ÷ valid, compared exactly with the target').waitFor();
    expect((await made.textContent())!.replaceAll('\u202f', ' ')).toContain('5 084 955');
    quiet(complaints);
    await close();
  });

  it('say calmly that there is none yet, and what failed when the server cannot say', async () => {
    fixtures.shown.list = 'none';
    const { page, close } = await open('/objectives', 390);
    await page.getByRole('heading', { name: 'No objective yet' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    server.show('error');
    await lead(page, '/objectives/burning');
    await page.getByText('The measurements cannot be read: the disk is full.').waitFor();
    // With the next tick it comes by itself.
    server.show('calm');
    await page.getByRole('heading', { name: 'Card payments answered' }).waitFor();
    await close();
  });

  it('say why one cannot be measured, and hide money that one may not see', async () => {
    const { page, complaints, close } = await open('/objectives/unsupported', 390);
    await page.getByRole('heading', { name: 'Waga cannot measure this' }).waitFor();
    await page.getByText('asks metricSource bigquery', { exact: false }).waitFor();
    expect(await page.getByRole('heading', { name: 'Budget' }).count()).toBe(0);
    fixtures.shown.moneyHidden = true;
    await lead(page, '/objectives/burning');
    const budget = (await page.getByRole('region', { name: 'Budget', exact: true }).textContent())!;
    expect(budget).toContain('not shown to you');
    expect(budget).not.toContain('PLN');
    await lead(page, '/objectives/nothing-of-this-name');
    await page.getByRole('heading', { name: 'No objective has this name' }).waitFor();
    quiet(complaints);
    await close();
  });
});
