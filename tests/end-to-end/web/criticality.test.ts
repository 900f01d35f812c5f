import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StateName } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { focused, tabTo } from './keys.ts';
import { axeFindings, lookEverywhere, views } from './look.ts';

const cases: [name: string, path: string, state: StateName][] = [
  ['many', '/criticality', 'many'],
  ['extreme', '/criticality', 'extreme'],
  ['processes', '/criticality?show=processes', 'extreme'],
  ['findings', '/criticality?show=findings', 'extreme'],
];
const quiet: [what: RegExp, path: string, state: StateName][] = [
  [/^No component answers to all of this/, '/criticality?text=nothing+is+called+this', 'calm'],
  [/worked out for the first time/, '/criticality', 'learning'],
  [/^The last try to work this out failed; this is the former answer/, '/criticality', 'unknown'],
  [/^What is critical follows from the catalogue/, '/criticality', 'empty'],
];

describeWith('chromium', 'the page of what is critical', () => {
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

  async function lead(page: Page, path: string, state: StateName): Promise<void> {
    server.show(state);
    await page.goto(`${server.url}${path}`);
    await settled(page);
  }
  async function open(path: string, state: StateName) {
    const opened = await openPage(browser, views[0]!);
    await lead(opened.page, path, state);
    return opened;
  }
  const names = (page: Page): Promise<string[]> => page.getByRole('rowheader').allTextContents();
  const asked = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams);

  it.each(cases)('is accessible, quiet and fits every window: %s', (name, path, state) =>
    lookEverywhere(browser, `criticality-${name}`, (page) => lead(page, path, state)),
  );

  it('says why nothing is shown, or what is shown is old', async () => {
    const { page, complaints, close } = await open('/criticality', 'calm');
    for (const [words, path, state] of quiet) {
      await lead(page, path, state);
      await page.getByText(words).first().waitFor();
      expect(await axeFindings(page), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('is a grid of a thousand rows, one stop of the tab key, gone through by keys', async () => {
    const { page, complaints, close } = await open('/criticality', 'many');
    const grid = page.getByRole('grid', { name: 'Components' });
    expect(await grid.getAttribute('aria-rowcount')).toBe('941');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await tabTo(page, /^rowheader/);
    await page.keyboard.press('Control+End');
    await expect.poll(() => page.evaluate(`document.activeElement.closest('[role=row]').ariaRowIndex`)).toBe('941');
    expect(await page.evaluate(focused)).toMatch(/^gridcell (none|\d+ (error|warning))/);
    await page.keyboard.press('Control+Home');
    await expect.poll(() => page.evaluate(focused)).toMatch(/^rowheader/);
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(focused)).toBe('columnheader Component');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(page)).toEqual({ sort: 'name' });
    const heading = grid.getByRole('columnheader', { name: 'Component' });
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    const ordered = (await names(page)).slice(0, 5);
    expect(ordered).toEqual([...ordered].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/components\//);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await close();
  });

  it('filters together, in the address, and comes back by it', async () => {
    const { page, close } = await open('/criticality', 'many');
    await page.getByLabel('Find', { exact: true }).fill('gateway');
    await page.getByLabel('Level').selectOption('critical');
    await page.getByLabel('Only with findings').check();
    await page
      .getByRole('status')
      .filter({ hasText: /^\d+ of 940 components$/ })
      .waitFor();
    expect(asked(page)).toEqual({ text: 'gateway', level: 'critical', findings: 'only' });
    const found = await names(page);
    expect(found.length).toBeGreaterThan(0);
    for (const name of found) expect(name).toContain('gateway');
    await page.reload();
    await settled(page);
    expect(await names(page)).toEqual(found);
    await page.getByLabel('Find', { exact: true }).fill('gateway that is not there');
    await page.getByRole('button', { name: 'Show all 940' }).click();
    await page.getByText('940 components', { exact: true }).waitFor();
    expect(asked(page)).toEqual({});
    await close();
  });

  it('accepts a finding for a reason and until a day, by keyboard alone, and takes that back', async () => {
    const { page, complaints, close } = await open('/criticality?show=findings&kind=declared_below_derived', 'calm');
    const openOnes = page.getByRole('list', { name: 'Open findings' });
    const before = await openOnes.getByRole('listitem').count();
    await tabTo(page, /^button Accept: ledger-db/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Accept: ledger-db, declared below what hangs on it' });
    await dialog.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Accept it' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('Fill this in.').waitFor();
    // The form moves the focus in the frame after the one that says what is missing.
    await expect.poll(() => page.evaluate(focused)).toMatch(/^input Why it may stay so/);
    await page.keyboard.type('The replica comes in January.');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => openOnes.getByRole('listitem').count()).toBe(before - 1);
    await page.getByText('1 accepted finding', { exact: true }).click();
    const accepted = page.getByRole('list', { name: 'Accepted findings' });
    await accepted.getByText('Accepted until 18 Feb 2027 by Anna Nowak: The replica comes in January.').waitFor();
    await accepted.getByRole('button', { name: 'Take back' }).click();
    await accepted.getByRole('button', { name: 'Yes, it counts again' }).click();
    await expect.poll(() => openOnes.getByRole('listitem').count()).toBe(before);
    expect(complaints).toEqual([]);
    await close();
  });

  it('hides money, and who may only read accepts nothing', async () => {
    server.access({ me: { ...reader, money: [] } });
    const { page, close } = await open('/criticality', 'calm');
    await page.getByText('Money is not shown to you.').waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/\b(PLN|EUR)\b/);
    expect(await page.getByRole('columnheader', { name: 'At risk an hour' }).count()).toBe(0);
    await page.getByRole('link', { name: /^Findings/ }).click();
    await page.getByRole('list', { name: 'Open findings' }).waitFor();
    expect(await page.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
    for (const path of ['/components/payment-api', '/processes/payment']) {
      await lead(page, path, 'calm');
      const panel = page.getByRole('region', { name: /^What (hangs on it|takes it down)$/ });
      await panel.getByText(/not shown to you/).waitFor();
      expect(await panel.textContent()).not.toMatch(/\b(PLN|EUR)\b/);
    }
    server.access({});
    await close();
  });

  it('shows on the page of a component what hangs on it, as it was seen, and by hour of the week', async () => {
    const { page, complaints, close } = await open('/components/payment-api', 'calm');
    const panel = page.getByRole('region', { name: 'What hangs on it', exact: true });
    await panel.getByText('75.4%–100.0% (90%), 3 outages, 60 minutes').waitFor();
    await panel.getByText('It was never down while this process was measured.').waitFor();
    await panel.getByRole('img', { name: /^Most on Monday 13:00: 2\.12.M PLN/ }).waitFor();
    await panel.getByRole('radio', { name: 'Table' }).click();
    expect(
      await panel
        .getByRole('row', { name: /^13:00/ })
        .getByRole('cell')
        .count(),
    ).toBe(7);
    await panel.getByText('Runbook').waitFor();
    expect(complaints).toEqual([]);
    await page.getByRole('link', { name: 'Show on the map' }).click();
    await page.getByRole('region', { name: 'Picked: Payment API' }).waitFor();
    await lead(page, '/processes/payment', 'calm');
    const ways = page.getByRole('region', { name: 'Ways that take it down' });
    expect(await ways.textContent()).toContain('Two at oncepsp-blue with psp-green');
    await close();
  });
});
