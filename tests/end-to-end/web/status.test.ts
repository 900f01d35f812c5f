import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { administrator, reader } from './fixture-access.ts';
import { ledgerFixtures } from './fixture-ledger.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const write = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Tell customers/ }).click();
  await page.getByLabel('Title', { exact: true }).fill('Card payments fail');
  await page
    .getByLabel('Text', { exact: true })
    .fill('We look into it. **BLIK works.**\n\n- <b>wait</b>\n- [more](https://x.example)');
};

describeWith('chromium', 'what customers are told of an outage', () => {
  const fixtures = ledgerFixtures(now);
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
    fixtures.reset();
    server.access({ me: administrator });
  });
  async function open(path: string) {
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const panel = (page: Page) => page.getByRole('region', { name: 'Tell customers' });

  it('is written with a preview that shows no HTML, and published', async () => {
    const { page, complaints, close } = await open('/ledger/worked-vendor');
    expect(await panel(page).textContent()).toContain('Customers were told nothing of it.');
    await page.getByRole('button', { name: /^Tell customers/ }).click();
    await page.getByRole('button', { name: 'Publish it' }).click();
    await page.getByText('Say in a few words what customers notice.').waitFor();
    await page.keyboard.press('Escape');
    await write(page);
    const preview = page.getByRole('region', { name: 'Text: as customers read it' });
    await preview.locator('strong').waitFor();
    expect(await preview.textContent()).toContain('<b>wait</b>');
    expect(await preview.locator('a').getAttribute('href')).toBe('https://x.example');
    await page.getByRole('button', { name: 'Publish it' }).click();
    await panel(page).getByText('Card payments fail').waitFor();
    expect(fixtures.posts.told('worked-vendor')).toMatchObject({ title: { en: 'Card payments fail', pl: null } });

    // it is over, and the panel says that customers do not know
    await panel(page).getByText('It is over, and customers still read “Investigating”.').waitFor();
    await page.getByRole('button', { name: 'Tell them more…' }).click();
    await page.getByLabel('Resolved').check();
    await page.getByLabel('Text', { exact: true }).fill('It works.');
    await page.getByRole('button', { name: 'Publish it' }).click();
    await panel(page).getByText('It works.').waitFor();
    expect(await panel(page).textContent()).not.toContain('It is over');
    expect(fixtures.posts.told('worked-vendor').posts.map(({ status }) => status)).toEqual([
      'resolved',
      'investigating',
    ]);
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });

  it('is offered only to those who keep the ledger, and where customers would read it', async () => {
    const hidden = await open('/ledger/of-component');
    await panel(hidden.page).getByText('so customers do not read of it').waitFor();
    await hidden.close();
    server.access({ me: reader });
    const { page, close } = await open('/ledger/worked-vendor');
    await panel(page).getByRole('link', { name: 'The status page' }).waitFor();
    const footer = page.getByRole('contentinfo').getByRole('link', { name: 'Status page' });
    expect(await footer.getAttribute('href')).toBe('/status');
    expect(await panel(page).getByRole('button').count()).toBe(0);
    await close();
  });

  it('is accessible, quiet and fits every window', () =>
    lookEverywhere(browser, 'outage-tell', async (page) => {
      await page.goto(`${server.url}/ledger/worked-vendor`);
      await settled(page);
      await write(page);
      await page.getByRole('region', { name: 'Text: as customers read it' }).locator('strong').waitFor();
    }));
});
