import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { incidentFixtures } from './fixture-incidents.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import type { VendorsShown } from './fixture-vendors.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const looks: { name: string; path: string; shown?: Partial<VendorsShown> }[] = [
  { name: 'vendors', path: '/vendors' },
  { name: 'vendors-none', path: '/vendors', shown: { state: 'none' } },
  { name: 'vendors-many', path: '/vendors', shown: { state: 'many' } },
  { name: 'vendor', path: '/vendors/blue' },
  { name: 'vendor-long', path: '/vendors/green' },
  { name: 'vendor-hidden', path: '/vendors/blue', shown: { moneyHidden: true } },
  { name: 'incident-asked', path: '/incidents/woken', shown: { call: 'exhausted' } },
];

describeWith('chromium', 'vendors', () => {
  const incidents = incidentFixtures(now);
  const fixtures = incidents.acting.vendors;
  let server: FixtureServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startFixtureServer(now, 0, incidents.add);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => {
    incidents.reset();
    server.access({});
    server.show('losing');
  });

  async function open(path: string, shown: Partial<VendorsShown> = {}, width = 1440) {
    Object.assign(fixtures.shown, shown);
    const opened = await openPage(browser, { width, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  const card = (page: Page) => page.getByRole('region', { name: 'Ask Blue Pay' });

  it.each(looks)('look right in every window and theme: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
    }),
  );

  it('show on a card what their faults came to, what they say, and what of theirs cannot be read', async () => {
    const { page, complaints, close } = await open('/vendors');
    const blue = page.getByRole('article', { name: 'Blue Pay' });
    const text = (await blue.textContent())!.replace(/\s/gu, ' ');
    for (const told of ['1 h 36 min', '3 outages', '41.2%', '372 140 PLN', '4 123', '11 kept, 2 overrun by 45 min']) {
      expect(text).toContain(told);
    }
    expect(text).toMatch(/They say now.*card authorisations are delayed.*Calendar cannot be read since 08:05/);
    await page.getByRole('radio', { name: '30 days' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?days=30');
    quiet(complaints);
    await close();
  });

  it('tell on their page whom to ask, what they told and what of ours it is, and when they were asked', async () => {
    const { page, complaints, close } = await open('/vendors/blue');
    const ours = page.getByRole('list', { name: 'What they told' }).getByRole('link', { name: 'Payment' });
    expect(await ours.getAttribute('href')).toBe('/incidents/woken');
    const asked = page.getByRole('list', { name: 'When they were asked' });
    await asked.getByText('Silent for 12 min; in 3 min: Duty manager').waitFor();
    await asked.getByText('“They see it too; a database fails over.”', { exact: false }).waitFor();
    await page.getByText('In this order; silence of 15 and 30 min moves on.').waitFor();
    await page.getByRole('grid', { name: 'Their windows' }).getByText('Overrun by 20 min').waitFor();
    await page.getByRole('grid', { name: 'Their outages' }).getByText('their fault and ours').waitFor();
    quiet(complaints);
    await close();
  });

  it('are asked from the incident by keyboard: the clock starts, moves on, and stops at their words', async () => {
    const { page, complaints, close } = await open('/incidents/woken', { call: 'none' });
    await card(page)
      .getByRole('button', { name: /^Asked ?: Service desk/ })
      .waitFor();
    await tabTo(page, /^button Asked: Service desk/);
    await page.keyboard.press('Enter');
    await card(page).getByText('Silent for 3 s; in 15 min: Duty manager').waitFor();
    await card(page).getByText('asked at 11:15 by Anna Nowak').waitFor();
    await tabTo(page, /^button Answered…: Service desk/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('They see it too.');
    await page.keyboard.press('Enter');
    await card(page).getByText('Service desk answered').waitFor();
    await card(page).getByText('“They see it too.”', { exact: false }).waitFor();
    expect(
      await card(page)
        .getByRole('button', { name: /^Answered/ })
        .count(),
    ).toBe(0);
    quiet(complaints);
    await close();
  });

  it('say on the incident what they admit themselves, and when everybody was asked', async () => {
    const { page, close } = await open('/incidents/woken', { call: 'exhausted' }, 390);
    await card(page).getByText('Silent for 41 min. Every contact was asked.').waitFor();
    await card(page)
      .getByRole('link', { name: /Card authorisations are delayed/ })
      .waitFor();
    await close();
  });

  it('leave the incident standing when they cannot be read, and offer readers nothing to press', async () => {
    const { page, close } = await open('/incidents/woken', { isBroken: true });
    await card(page).getByText('Who was asked cannot be read now', { exact: false }).waitFor();
    await card(page).getByText('Duty manager').first().waitFor();
    expect(await page.getByRole('button', { name: 'I have it' }).count()).toBe(1);
    fixtures.shown.isBroken = false;
    server.access({ me: reader });
    await page.reload();
    await card(page).getByText('Silent for 12 min; in 3 min: Duty manager').waitFor();
    expect(
      await card(page)
        .getByRole('button', { name: /^(Asked|Answered)/ })
        .count(),
    ).toBe(0);
    await close();
  });
});
