import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { type AccessShown, reader, rightSecret } from './fixture-access.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { lookAt, lookEverywhere } from './look.ts';

interface Shown {
  name: string;
  path: string;
  access?: Partial<AccessShown>;
  state?: 'error';
  /** What is done on the page before it is looked at. */
  open?: (page: Page) => Promise<void>;
}

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
};
const inTurn =
  (...steps: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };
const hears = (text: string) => (page: Page) => page.getByText(text, { exact: false }).first().waitFor();

const entrances: Shown[] = [
  { name: 'sign-in', path: '/sign-in', access: { me: null } },
  {
    name: 'sign-in-wrong',
    path: '/sign-in',
    access: { me: null, signIn: 'both' },
    open: inTurn(
      (page) => page.getByLabel('Name').fill('anna'),
      (page) => page.getByLabel('Password').fill('wrong'),
      press('Sign in'),
      hears('Name or password is wrong'),
    ),
  },
  { name: 'sign-in-first', path: '/sign-in', access: { me: null, signIn: 'first' } },
  { name: 'welcome', path: `/welcome#${rightSecret}`, access: { me: null }, open: press('Become administrator') },
  { name: 'welcome-spent', path: '/welcome', access: { me: null } },
  { name: 'invitation', path: `/invitation#${rightSecret}`, access: { me: null } },
  { name: 'invitation-spent', path: '/invitation#another', access: { me: null } },
];
const pages: Shown[] = [
  { name: 'forbidden', path: '/people', access: { me: reader } },
  { name: 'people', path: '/people' },
  { name: 'people-alone', path: '/people', access: { people: 'alone' } },
  { name: 'people-many', path: '/people', access: { people: 'many' } },
  { name: 'people-error', path: '/people', state: 'error' },
  { name: 'tokens', path: '/people/tokens' },
  { name: 'tokens-none', path: '/people/tokens', access: { tokens: 'none' } },
  { name: 'tokens-many', path: '/people/tokens', access: { tokens: 'many' } },
  {
    name: 'audit',
    path: '/audit',
    access: { auditEntries: 25 },
    open: (page) => page.locator('.audit-toggle').nth(6).click(),
  },
  { name: 'audit-none', path: '/audit?text=nothing+like+that&period=custom' },
  { name: 'audit-error', path: '/audit', state: 'error' },
];
const dialogs: Shown[] = [
  { name: 'user', path: '/', open: (page) => page.locator('.user-button').click() },
  {
    name: 'password',
    path: '/',
    open: inTurn((page) => page.locator('.user-button').click(), press('Change password')),
  },
  { name: 'invite', path: '/people', open: press('Invite somebody') },
  { name: 'person', path: '/people', open: inTurn(press('Manage Jan Kowalski'), press('Disable')) },
  {
    name: 'new-token',
    path: '/people/tokens',
    open: inTurn(
      press('New token'),
      (page) => page.getByLabel('Only some').check(),
      (page) => page.getByLabel('Read metrics').check(),
      press('Make the token'),
      hears('at least one source'),
    ),
  },
  { name: 'token', path: '/people/tokens', open: inTurn(press('Manage shop'), press('Rotate')) },
  {
    name: 'secret',
    path: '/people/tokens',
    open: inTurn(press('Manage shop'), press('Rotate'), press('Make a new secret'), (page) =>
      page.getByText('How to use it').click(),
    ),
  },
  {
    name: 'search',
    path: '/',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search by name' }).fill('pay');
      await page
        .getByRole('option', { name: /^Payment\b/ })
        .first()
        .waitFor();
    },
  },
];

describeWith('chromium', 'every page and dialog of access', () => {
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

  async function open(shown: Shown, page: Page): Promise<void> {
    server.show(shown.state ?? 'losing');
    server.access(shown.access ?? {});
    await page.goto(`${server.url}${shown.path}`);
    await settled(page);
    await shown.open?.(page);
    await settled(page);
  }

  it.each([...entrances, ...pages, ...dialogs])('is accessible, quiet and fits every window: $name', (shown) =>
    lookEverywhere(browser, `access-${shown.name}`, (page) => open(shown, page), /status of (4|503)/),
  );

  it('shows the pages as a menu where the header has no room for them', async () => {
    const view = { width: 390, theme: 'light' } as const;
    const opened = await openPage(browser, view);
    await open({ name: 'menu', path: '/audit' }, opened.page);
    await press('Pages')(opened.page);
    const menu = opened.page.getByRole('dialog', { name: 'Pages' });
    await menu.getByRole('link', { name: 'Audit' }).waitFor();
    await lookAt(opened, view, 'access-menu');
    await menu.getByRole('link', { name: 'People' }).click();
    await opened.page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    expect(await menu.count()).toBe(0);
    await opened.close();
  });

  it('offers only what one may see', async () => {
    const { page, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await open({ name: 'reader', path: '/', access: { me: reader } }, page);
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    expect(await links.allTextContents()).not.toEqual(expect.arrayContaining(['People']));
    expect(await links.allTextContents()).not.toEqual(expect.arrayContaining(['Audit']));
    await page.goto(`${server.url}/audit`);
    await page.getByRole('heading', { name: 'This page is not yours to see' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('Administrator or Auditor');
    await close();
  });
});
