import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FleetList } from '../../../web/fixtures/fleet.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled, widerThanWindow } from './browser.ts';
import { fleetFixtures } from './fixture-fleet.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { axeFindings, lookEverywhere, refusalNotes } from './look.ts';

describeWith('chromium', 'the page of the availability of everything', () => {
  const fixtures = fleetFixtures(now);
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
  beforeEach(() => {
    fixtures.shown.list = 'some';
    server.show('calm');
  });

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
  const names = (page: Page): Promise<string[]> => page.getByRole('rowheader').getByRole('link').allTextContents();

  const looks: [name: string, path: string, list: FleetList][] = [
    ['availability', '/availability', 'thousand'],
    ['availability-own', '/availability?window=custom', 'some'],
  ];
  it.each(looks)('is accessible, quiet and fits every window: %s', (name, path, list) =>
    lookEverywhere(browser, name, (page) => {
      fixtures.shown.list = list;
      return lead(page, path);
    }),
  );

  it('shows the worst first, and what was not counted as neither up nor down', async () => {
    const { page, complaints, close } = await open('/availability');
    expect(await names(page)).toEqual(['Payment', 'Gateway', 'Search', 'Returns']);
    const rows = (await page.getByRole('row').allTextContents()).map((text) => text.replaceAll('\u202f', ' '));
    expect(rows[1]).toContain('99.200%');
    expect(rows[2]).toMatch(/99\.99999%.*29 d 23 h.*1 h/);
    expect(rows[4]).toContain('not counted');
    expect(rows[4]).not.toContain('100%');
    // 10:15 UTC in the zone of the processes
    await page.getByText(/4 found, 21 Oct 12:00 2026 – 20 Nov 11:15 2026, Europe\/Warsaw/).waitFor();
    expect(await page.getByRole('link', { name: 'Report of Payment' }).getAttribute('href')).toBe(
      '/reports/process/payment?period=2026-11',
    );
    quiet(complaints);
    await close();
  });

  it('keeps window, kind, words and order in the address', async () => {
    const { page, complaints, close } = await open('/availability?window=year&kind=process');
    expect(await names(page)).toEqual(['Payment', 'Search', 'Returns']);
    expect(fixtures.asked.at(-1)).toMatchObject({ from: '2025-11-20T10:00:00Z', kind: 'process', sort: 'worst' });
    await page.getByRole('radio', { name: '7 d' }).click();
    await page.waitForURL(/window=7d/);
    await expect.poll(() => fixtures.asked.at(-1)?.from).toBe('2026-11-13T10:00:00Z');
    await page.getByLabel('Find').fill('ret');
    await page.waitForURL(/q=ret/);
    await page.getByText('Payment', { exact: true }).first().waitFor({ state: 'detached' });
    expect(await names(page)).toEqual(['Returns']);
    await page.getByLabel('First').selectOption('By name');
    await page.waitForURL(/sort=name/);
    await page.getByLabel('Find').fill('nothing of this name');
    await page.getByText('Nothing matches what is asked for above.').waitFor();
    quiet(complaints);
    await close();
  });

  it('takes an own window on the clocks of the shown zone', async () => {
    const { page, complaints, close } = await open('/availability');
    await page.getByRole('radio', { name: 'Own' }).click();
    await page.getByText('Choose a beginning and an end.').waitFor();
    await page.getByLabel(/^From/).fill('2026-11-02T09:00');
    await page.getByLabel(/^To/).fill('2026-11-01T09:00');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('The end must come after the beginning.').waitFor();
    await page.getByLabel(/^To/).fill('2026-11-03T09:00');
    await page.keyboard.press('Enter');
    await page.waitForURL(/from=2026-11-02T08%3A00%3A00Z&to=2026-11-03T08%3A00%3A00Z/);
    await expect.poll(() => fixtures.asked.at(-1)).toMatchObject({ to: '2026-11-03T08:00:00Z' });
    quiet(complaints);
    await close();
  });

  it('has a thousand rows of which only those in sight are in the document, by keyboard too', async () => {
    fixtures.shown.list = 'thousand';
    const { page, complaints, close } = await open('/availability');
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await tabTo(page, /^combobox|^select First/);
    await tabTo(page, /^columnheader|^gridcell|^rowheader|^a /);
    await page.keyboard.press('Control+End');
    await page.getByText('component-998').first().waitFor();
    quiet(complaints);
    await close();
  });

  it('pages a thousand cards on a phone, none wider than it', async () => {
    fixtures.shown.list = 'thousand';
    const { page, complaints, close } = await open('/availability', 360);
    await page.getByText('1–8 of').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('9–16 of').waitFor();
    expect(await widerThanWindow(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    quiet(complaints);
    await close();
  });

  it('says calmly that there is nothing yet, and in words of the server why there is no answer', async () => {
    fixtures.shown.list = 'none';
    const { page, close } = await open('/availability', 390);
    await page.getByText('There is nothing to count yet', { exact: false }).waitFor();
    await lead(page, '/availability?window=custom&from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z');
    await page.getByText('from: hours are kept since 2016-11-01T00:00:00Z').waitFor();
    // the way out stays
    await page.getByRole('radio', { name: '7 d' }).click();
    await page.getByText('There is nothing to count yet', { exact: false }).waitFor();
    server.show('hanging');
    await page.goto(`${server.url}/availability?window=24h`);
    await page.getByText('Loading…').first().waitFor({ state: 'attached' });
    await close();
  });
});
