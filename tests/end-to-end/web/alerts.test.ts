import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { type LearnShown, learnFixtures } from './fixture-learn.ts';
import { reviewFixtures } from './fixture-reviews.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const settlement = '/alerts/measure%3Atechnical_batch_settlement_availability';
const openDialog = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Retire this alert…' }).click();
  await page.getByRole('dialog').waitFor();
};
const refuseIt = async (page: Page): Promise<void> => {
  await openDialog(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What stands in its place').selectOption('business:payment');
  await dialog.getByLabel('Why').fill('It called 40 times and nothing was lost.');
  await dialog.getByRole('button', { name: 'Replay the past and retire it' }).click();
  await dialog.getByText('Refused: 1 P1 or P2 would be lost').waitFor();
};
const looks: {
  name: string;
  path: string;
  shown?: Partial<LearnShown>;
  reads?: true;
  open?: (page: Page) => Promise<void>;
}[] = [
  { name: 'alerts', path: '/alerts' },
  { name: 'alerts-none', path: '/alerts', shown: { alerts: 'none' } },
  { name: 'alerts-money-hidden', path: '/alerts', shown: { moneyHidden: true } },
  { name: 'alert-noisy', path: settlement },
  { name: 'alert-blind', path: '/alerts/objective%3Apayment-latency', reads: true },
  {
    name: 'alert-uncatalogued',
    path: '/alerts/external%3Aprom-1%2FHighErrorRate%2Fpayment-api',
    shown: { moneyHidden: true },
  },
  { name: 'alert-retired', path: '/alerts/measure%3Acard-latency-old' },
  { name: 'alert-refused', path: settlement, open: refuseIt },
];

describeWith('chromium', 'alerts', () => {
  const fixtures = learnFixtures(now);
  let server: FixtureServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startFixtureServer(now, 0, (app) => {
      fixtures.add(app);
      reviewFixtures(now).add(app);
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => {
    fixtures.reset();
    server.access({});
  });
  async function open(path: string) {
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }

  it.each(looks)('are accessible, quiet and fit every window: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      if (look.reads) server.access({ me: reader });
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      await look.open?.(page);
    }),
  );

  it('sorts and filters a thousand, and keeps what is asked in the address', async () => {
    fixtures.shown.alerts = 'many';
    const { page, complaints, close } = await open('/alerts');
    const grid = page.getByRole('grid', { name: 'Alerts' });
    // Those in use: one of the thousand is retired. The first row is the heading.
    await page.getByText('999 of 1 000 alerts').waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('1000');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await grid.getByRole('button', { name: 'No drop' }).click();
    const first = grid.getByRole('row').nth(1);
    await expect.poll(() => first.textContent()).toContain('Rozliczenia');
    expect(page.url()).toContain('sort=-empty');
    await page.getByLabel('Verdict').selectOption('blind');
    await page.getByLabel('Comes from').selectOption('objective');
    await page.getByText('1 of 1 000 alerts').waitFor();
    expect(await first.textContent()).toContain('122 900 PLN was lost in them');
    await page.getByRole('searchbox', { name: 'Find' }).fill('nothing like it');
    await page.getByText('No alert answers to all of this.').waitFor();
    await page.getByRole('button', { name: 'Show those in use' }).click();
    await page.getByText('999 of 1 000 alerts').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('says how to catalogue what another tool sends', async () => {
    const { page, close } = await open('/alerts');
    const panel = page.getByRole('region', { name: '2 alerts are not in the catalogue' });
    await panel.getByText('HighErrorRate').first().click();
    const yaml = await panel.locator('details[open] code').textContent();
    for (const line of [
      'kind: Alert',
      'alert: HighErrorRate',
      'source: prom-1',
      'component: payment-api',
      'type: errors',
    ])
      expect(yaml).toContain(line);
    await close();
  });

  it('shows a better rule, with the lines to copy and the way to try it', async () => {
    const { page, close } = await open(settlement);
    const panel = page.getByRole('region', { name: 'A better threshold' });
    await panel.getByText('It rests on 1 P1 or P2 in 30 days and 240 rules tried.').waitFor();
    expect(await panel.locator('code').textContent()).toContain('floor: 200');
    const href = await panel.getByRole('link', { name: 'Try it in a replay' }).getAttribute('href');
    expect(new URL(href ?? '', server.url).searchParams.get('change')).toBe(
      'measure,technical_batch_settlement_availability,atLeast=0.99,overMinutes=60,floor=200',
    );
    await close();
  });

  it('refuses to retire what nothing stands in for, then retires it, by keyboard', async () => {
    const { page, complaints, close } = await open(settlement);
    await tabTo(page, /^button Retire this alert/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Replay the past and retire it' }).click();
    await dialog.getByText('Fill this in.').first().waitFor();
    expect(fixtures.asked.retirements).toEqual([]);
    await page.keyboard.press('Escape');
    await refuseIt(page);
    expect(await dialog.getByRole('alert').textContent()).toContain('P1 of payment');
    expect(await dialog.getByRole('alert').textContent()).toContain('it was silent in all of its 42 minutes');
    fixtures.shown.retirement = 'done';
    await dialog.getByRole('button', { name: 'Replay the past and retire it' }).click();
    await dialog.getByText('Alarms in that time: 41 before, 2 from now on.').waitFor();
    expect(fixtures.asked.retirements.at(-1)).toMatchObject({ replacement: 'business:payment', days: 90 });
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });

  it('leads from the result of a process to other thresholds, and is found by the search', async () => {
    const { page, complaints, close } = await open('/alerts/business%3Apayment');
    await page.getByRole('link', { name: 'Try other thresholds in a replay' }).click();
    await page.getByRole('heading', { level: 1, name: 'Replay' }).waitFor();
    await settled(page);
    expect(await page.getByLabel('Process', { exact: true }).inputValue()).toBe('payment');
    expect(await page.getByLabel('P2 from, in percent').inputValue()).toBe('');
    for (const name of ['Alerts', 'Replay', 'Reviews']) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search by name' }).fill(name.toLowerCase());
      await page.getByRole('option', { name }).first().click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    }
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });

  it('takes a retirement back, and says when there is no such alert', async () => {
    const { page, close } = await open('/alerts/measure%3Acard-latency-old');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('button', { name: 'Yes, take it back' }).click();
    await page.getByText('Say why, in a few words.').waitFor();
    await page.getByLabel('Why').fill('The night is not covered.');
    await page.getByRole('button', { name: 'Yes, take it back' }).click();
    await expect.poll(() => fixtures.asked.takenBack).toEqual(['measure:card-latency-old: The night is not covered.']);
    await page.goto(`${server.url}/alerts/measure%3Anothing`);
    await page.getByRole('heading', { name: 'There is no such alert' }).waitFor();
    await close();
  });
});
