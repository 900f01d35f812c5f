import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { rightSecret } from './fixture-access.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { focused, tabTo } from './keys.ts';

const view = { width: 1440, theme: 'light' } as const;

describeWith('chromium', 'people, tokens, the audit log and the search by keyboard alone', () => {
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
  beforeEach(() => {
    server.show('losing');
    server.access({});
  });

  async function open(path: string) {
    const opened = await openPage(browser, view);
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const enter = async (page: Page, wanted: RegExp): Promise<void> => {
    await tabTo(page, wanted);
    await page.keyboard.press('Enter');
  };

  it('invites somebody and shows the link once', async () => {
    const { page, complaints, close } = await open('/people');
    await enter(page, /^button Invite somebody/);
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^input Name, as others see it/);
    await page.keyboard.type('Łucja Żak');
    await enter(page, /^button Invite$/);
    await page.getByText('Fill this in.').waitFor();
    await expect.poll(() => page.evaluate(focused)).toBe('input Name to sign in with');
    await page.keyboard.type('lucja');
    await tabTo(page, /^input Editor/);
    await page.keyboard.press('Space');
    await enter(page, /^button Invite$/);
    const link = page.getByText(`${server.url}/invitation#${rightSecret}`, { exact: true });
    await link.waitFor();
    await enter(page, /^button Done/);
    await page.getByRole('row', { name: 'Łucja Żak' }).waitFor();
    expect(await link.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('says that somebody else changed a person meanwhile, and keeps what was typed', async () => {
    const { page, close } = await open('/people');
    await page.getByRole('button', { name: 'Manage Jan Kowalski' }).click();
    await page.getByLabel('Name, as others see it').fill('Jan K.');
    await page.evaluate(`fetch('/api/v1/people/p-2', { method: 'PATCH', headers: { 'content-type': 'application/json', 'if-match': '"3"' },
      body: JSON.stringify({ roles: ['auditor'] }) })`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('the roles are now Auditor', { exact: false }).waitFor();
    expect(await page.getByLabel('Name, as others see it').inputValue()).toBe('Jan K.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: 'Jan K.' }).waitFor();
    await close();
  });

  it('disables an account after asking', async () => {
    const { page, complaints, close } = await open('/people');
    await tabTo(page, /^row Anna Nowak/);
    await page.keyboard.press('ArrowDown');
    for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(focused)).toBe('button Manage Jan Kowalski');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await enter(page, /^button Disable$/);
    await enter(page, /^button Disable the account/);
    await page.getByText('The account is disabled.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: 'Jan Kowalski' }).getByText('Disabled').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('makes a token for a source of the catalogue and shows its secret once', async () => {
    const { page, complaints, close } = await open('/people/tokens');
    await enter(page, /^button New token/);
    await tabTo(page, /^input Name/);
    await page.keyboard.type('shop-2');
    await tabTo(page, /^input Sources/);
    await page.keyboard.type('otlp');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Chosen sources' }).getByText('shop-otlp').waitFor();
    await enter(page, /^button Make the token/);
    await page.getByText('never shown again', { exact: false }).waitFor();
    await enter(page, /^summary How to use it/);
    await page.getByText('OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20waga_', { exact: false }).waitFor();
    await enter(page, /^button Done/);
    await page.getByRole('row', { name: 'shop-2' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('revokes a token after asking', async () => {
    const { page, complaints, close } = await open('/people/tokens');
    await tabTo(page, /^row shop/);
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowDown');
    for (let presses = 0; presses < 7; presses += 1) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(focused)).toBe('button Manage grafana');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await enter(page, /^button Revoke$/);
    await enter(page, /^button Revoke grafana/);
    await page.getByText('A token that is revoked does not come back.', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('searches the audit log, opens an entry, reads on, and takes the same lines along', async () => {
    const { page, complaints, close } = await open('/audit');
    await page.getByText('100 newest entries').waitFor();
    await enter(page, /^button Show older entries/);
    await page.getByText('200 newest entries').waitFor();
    await page.getByLabel('Text').focus();
    await page.keyboard.type('Token shop');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).search).toBe('?text=Token+shop');
    await page.getByText(/^66 entries$/).waitFor();
    expect(await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toBe(
      '/api/v1/audit/export?text=Token+shop&format=csv',
    );
    await enter(page, /^button .*details$/);
    await page.getByText('graceMinutes').or(page.getByText('scopes')).first().waitFor();
    await enter(page, /^button Only token\./);
    await expect.poll(() => new URL(page.url()).searchParams.get('action')).toMatch(/^token\./);
    expect(complaints).toEqual([]);
    await close();
  });

  it('finds by name from anywhere, and remembers where one was', async () => {
    const { page, complaints, close } = await open('/audit');
    await page.keyboard.press('Control+k');
    const line = page.getByRole('combobox', { name: 'Search by name' });
    await expect.poll(() => page.evaluate(focused)).toBe('combobox Search by name');
    await page.keyboard.type('jan k');
    await page.getByRole('status').getByText('1 result').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await line.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await page.keyboard.type('peop');
    await page.getByRole('dialog').getByRole('option', { name: 'People' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();

    await page.keyboard.press('Control+k');
    const options = page.getByRole('dialog').getByRole('option');
    expect(await options.first().textContent()).toContain('People');
    const active = (): Promise<unknown> =>
      page.evaluate(
        `document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent`,
      );
    const first = await active();
    await page.keyboard.press('ArrowDown');
    expect(await active()).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await active()).toBe(first);
    await page.keyboard.type('qqqq');
    await page.getByRole('status').getByText('Nothing is called qqqq').waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
    await close();
  });
});
