import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { rightPassword, rightSecret } from './fixture-access.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';

const view = { width: 1440, theme: 'light' } as const;

describeWith('chromium', 'signing in, staying in and leaving', () => {
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

  it('leads to the sign-in and on to where one was going, by keyboard alone', async () => {
    server.access({ me: null });
    const { page, close } = await openPage(browser, view);
    await page.goto(`${server.url}/audit?outcome=refused`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tabTo(page, /^input Name/);
    await page.keyboard.type('anna');
    await tabTo(page, /^input Password/);
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
    await tabTo(page, /^input Password/);
    await page.keyboard.type(rightPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/audit?outcome=refused');
    await page.getByText('Live', { exact: true }).waitFor();
    await close();
  });

  it('never leads to another site', async () => {
    server.access({ me: null });
    const { page, close } = await openPage(browser, view);
    await page.goto(`${server.url}/sign-in?to=${encodeURIComponent('//evil.example/')}`);
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('Password').fill(rightPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Technical and business agree' }).waitFor();
    expect(page.url()).toBe(`${server.url}/`);
    await close();
  });

  it('says how long to wait after too many attempts, and lets one try again then', async () => {
    server.access({ me: null });
    const { page, close } = await openPage(browser, view);
    await page.clock.install({ time: now });
    await page.goto(`${server.url}/sign-in`);
    const button = page.getByRole('button', { name: 'Sign in', exact: true });
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await page.getByLabel('Name').fill('anna');
      await page.getByLabel('Password').fill(`wrong ${attempt}`);
      await button.click();
      if (attempt < 3) await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
    }
    await page.getByText('Too many attempts. Try again in 42 s.').waitFor();
    expect(await button.isDisabled()).toBe(true);
    await page.clock.runFor(43_000);
    await page.getByText('You can try again now.').waitFor();
    expect(await button.isDisabled()).toBe(false);
    await close();
  });

  it('takes the secret of a link out of the address and makes the first administrator', async () => {
    server.access({ me: null, signIn: 'first' });
    const { page, close } = await openPage(browser, view);
    await page.goto(`${server.url}/welcome#${rightSecret}`);
    await page.getByRole('heading', { name: 'Welcome to Waga' }).waitFor();
    expect(page.url()).toBe(`${server.url}/welcome`);
    await page.getByLabel('Your name, as others see it').fill('Łucja Żak');
    await page.getByLabel('Name to sign in with').fill('lucja');
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByRole('button', { name: 'Become administrator' }).click();
    await page.getByText('Expected at least 12 characters.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(rightPassword);
    await page.getByRole('button', { name: 'Become administrator' }).click();
    await page.getByRole('button', { name: 'You: Łucja Żak' }).waitFor();
    expect(page.url()).toBe(`${server.url}/`);
    await close();
  });

  it('stops when the session ends, keeps what is shown, and goes on after signing in again', async () => {
    const { page, close } = await openPage(browser, view);
    await page.clock.install({ time: now });
    await page.goto(`${server.url}/people`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Name, as others see it').fill('Half-written');
    await page.keyboard.press('Escape');
    await page.goto(server.url);
    await settled(page);
    server.endSession();
    await page.getByText('Your session has ended.', { exact: false }).waitFor();
    expect(await page.getByRole('heading', { name: 'Technical and business agree' }).count()).toBe(1);
    expect(await page.locator('.live-indicator').textContent()).toContain('Stopped');

    const asked = () => server.asked('/api/v1/stream') + server.asked('/api/v1/me') + server.asked('/api/v1/balance');
    const before = asked();
    await page.clock.runFor(120_000);
    expect(asked()).toBe(before);

    await page.getByRole('button', { name: 'Sign in again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('anna.nowak');
    await dialog.getByLabel('Password').fill(rightPassword);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByText('Your session has ended.', { exact: false }).count()).toBe(0);
    await close();
  });

  it('keeps a form through the end of the session', async () => {
    const { page, close } = await openPage(browser, view);
    await page.goto(`${server.url}/people`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Name, as others see it').fill('Łucja');
    await page.getByLabel('Name to sign in with').fill('lucja');
    server.endSession();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByRole('alert').getByText('Sign in, or send a token').waitFor();
    expect(await page.getByLabel('Name to sign in with').inputValue()).toBe('lucja');
    await close();
  });

  it('signs out, and shows nothing of before', async () => {
    const { page, close } = await openPage(browser, view);
    await page.goto(server.url);
    await settled(page);
    await tabTo(page, /^button You: Anna Nowak/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^button Sign out/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await close();
  });

  it('changes the password, and says when the present one is wrong', async () => {
    const { page, close } = await openPage(browser, view);
    await page.goto(server.url);
    await page.locator('.user-button').click();
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change password' });
    await dialog.getByLabel('Present password').fill('another one');
    await dialog.getByLabel('New password').fill('a new and long password');
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Present password').fill(rightPassword);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await dialog.getByText('Your password is changed.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    await close();
  });
});
