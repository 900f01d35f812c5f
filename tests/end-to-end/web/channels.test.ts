import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { channelFixtures } from './fixture-channels.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere } from './look.ts';

describeWith('chromium', 'channels', () => {
  const fixtures = channelFixtures(now);
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
    server.access({});
  });

  const visit = async (page: Page, search = ''): Promise<void> => {
    await page.goto(`${server.url}/channels${search}`);
    await settled(page);
  };
  async function open(search = '') {
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    await visit(opened.page, search);
    return opened;
  }

  it.each(['usual', 'none'] as const)('look right in every window and theme: %s', async (state) => {
    fixtures.shown.state = state;
    await lookEverywhere(browser, `channels-${state}`, visit);
  });

  it('show first what does not come through, and why', async () => {
    const { page, complaints, close } = await open();
    await page.getByText('7 channels: 4 work, 2 fail, 1 was never used.').waitFor();
    const first = page.getByRole('grid', { name: 'Channels' }).getByRole('row').nth(1);
    expect(await first.textContent()).toContain('could not be reached');
    await page.getByText('The receiver answered 503.', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('are tested by keyboard, and the page says what came of it', async () => {
    const { page, complaints, close } = await open();
    await page.getByRole('grid', { name: 'Channels' }).getByRole('row', { name: 'Dyżur płatności' }).focus();
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('The test arrived.').waitFor();
    await page.getByRole('grid', { name: 'Deliveries' }).getByText('Test of duty from Waga').waitFor();
    fixtures.shown.end = { state: 'failed', reason: 'The receiver answered 403.' };
    await page.getByRole('button', { name: 'Test mail' }).click();
    await page.getByRole('status').getByText('The test did not arrive. The receiver answered 403.').waitFor();
    expect(await page.getByRole('button', { name: 'Test hooks' }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  it('have a log that is asked by channel, outcome and thing, read on, and tried again', async () => {
    const { page, complaints, close } = await open();
    const log = page.getByRole('grid', { name: 'Deliveries' });
    await tabTo(page, /^select Channel/);
    await page.getByRole('combobox', { name: /^Channel/ }).selectOption('duty');
    await expect.poll(() => new URL(page.url()).search).toBe('?channel=duty');
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await page.getByRole('button', { name: 'Show older ones' }).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: /^Channel/ }).selectOption('');
    await page.getByRole('combobox', { name: /^Outcome/ }).selectOption('failed');
    await log.getByText('Given up after 12 tries.').waitFor();
    await page.getByRole('button', { name: /^Try again/ }).click();
    await page.getByRole('combobox', { name: /^Outcome/ }).selectOption('');
    await log.getByRole('row', { name: 'Payment: 45% of payments are missing' }).first().waitFor();
    await log
      .getByRole('button', { name: /^inc-2026/ })
      .first()
      .click();
    await expect.poll(() => new URL(page.url()).searchParams.get('key')).toBe('inc-2026-11-20-payment-7');
    await page.getByRole('button', { name: /^Everything, not only/ }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    expect(complaints).toEqual([]);
    await close();
  });

  it('offer nothing to press to those who may only read', async () => {
    server.access({ me: reader });
    const { page, close } = await open('?state=failed');
    await page.getByText('Given up after 12 tries.', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: /^(Test|Try again)/ }).count()).toBe(0);
    await close();
  });
});
