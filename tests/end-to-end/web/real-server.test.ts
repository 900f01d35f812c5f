import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Config } from '../../../src/server/config.ts';
import { type Running, startServer } from '../../../src/server/start.ts';
import { describeWith } from '../../needs.ts';
import { openBrowser, openPage, settled } from './browser.ts';
import { refusalNotes } from './look.ts';

const view = { width: 1440, theme: 'light' } as const;
const password = 'correct horse battery';
const catalog = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Płatność kartą}
spec:
  level: critical
  timeZone: Europe/Warsaw
  steps: [started, completed]
  kpi: completed
  thresholds: {partial: "0.2", total: "0.4"}
  value: {perEvent: "150.00", currency: PLN}
---
{apiVersion: waga/v1, kind: Source, metadata: {name: shop-events}, spec: {type: events, processes: [payment]}}
`;

/** The whole way, with nothing pretended: each test goes on where the one before ended. */
describeWith('chromium', 'the pages with the real server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-pages-'));
  let running: Running;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let secret: string;
  const asMachine = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    expect(answer.status, path).toBeLessThan(300);
    return (await answer.json()) as Record<string, unknown>;
  };
  const open = async (): Promise<Page> => {
    const opened = await openPage(browser, view);
    await opened.page.clock.setSystemTime(Date.now());
    complaints = opened.complaints;
    return opened.page;
  };

  beforeAll(async () => {
    const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
    running = await startServer(config, { log: pino({ level: 'silent' }) });
    await asMachine('PUT', '/api/v1/catalog', { files: [{ path: 'shop.yaml', text: catalog }] });
    browser = await openBrowser();
    page = await open();
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes the first administrator by the link', async () => {
    const link = await asMachine('POST', '/api/v1/first-administrator/link');
    await page.goto(running.url);
    await page.getByText('Nobody is an administrator here yet', { exact: false }).waitFor();
    await page.goto(`${running.url}${link.path}#${link.secret}`);
    await page.getByLabel('Your name, as others see it').fill('Anna Nowak');
    await page.getByLabel('Name to sign in with').fill('anna');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Become administrator' }).click();
    await page.getByRole('button', { name: 'You: Anna Nowak' }).waitFor();
    await settled(page);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);

    const another = await open();
    await another.goto(`${running.url}${link.path}#${link.secret}`);
    await another.getByLabel('Your name, as others see it').fill('Eve');
    await another.getByLabel('Name to sign in with').fill('eve');
    await another.getByLabel('Password', { exact: true }).fill(password);
    await another.getByRole('button', { name: 'Become administrator' }).click();
    await another.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
    await another.context().close();
  });

  it('invites somebody, who comes in with the roles given and no others', async () => {
    await page.goto(`${running.url}/people`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Name, as others see it').fill('Jan Żak');
    await page.getByLabel('Name to sign in with').fill('jan');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await page.getByText(`${running.url}/invitation#`, { exact: false }).textContent();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: 'Jan Żak' }).getByText('Invited').waitFor();

    const theirs = await open();
    await theirs.goto(link as string);
    await theirs.getByRole('heading', { name: 'Welcome, Jan Żak' }).waitFor();
    await theirs.getByLabel('Password', { exact: true }).fill(password);
    await theirs.getByRole('button', { name: 'Come in' }).click();
    await theirs.getByRole('button', { name: 'You: Jan Żak' }).waitFor();
    await theirs.goto(`${running.url}/people`);
    await theirs.getByRole('heading', { name: 'This page is not yours to see' }).waitFor();
    await theirs.context().close();
  });

  it('changes their roles, and signs them out everywhere', async () => {
    await page.goto(`${running.url}/people`);
    await page.getByRole('button', { name: 'Manage Jan Żak' }).click();
    await page.getByRole('dialog').getByLabel('Auditor').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: 'Jan Żak' }).getByText('Reader, Auditor').waitFor();
    await page.getByRole('button', { name: 'Manage Jan Żak' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('button', { name: 'Sign them out' }).click();
    await page.getByText('Every session has ended.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('makes a token that sends, rotates it without grace, and the old secret is refused', async () => {
    const send = async (token: string): Promise<number> =>
      (
        await fetch(`${running.url}/api/v1/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
          body: JSON.stringify({ process: 'payment', step: 'completed', at: new Date().toISOString() }),
        })
      ).status;
    await page.goto(`${running.url}/people/tokens`);
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name', { exact: true }).fill('shop');
    await page.getByRole('dialog').getByRole('button', { name: 'shop-events' }).click();
    await page.getByRole('button', { name: 'Make the token' }).click();
    const shown = page.getByRole('dialog').locator('code').first();
    secret = (await shown.textContent()) as string;
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await send(secret)).toBe(202);

    await page.getByRole('button', { name: 'Manage shop' }).click();
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByLabel('The present secret holds on').selectOption('0');
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('never shown again', { exact: false }).waitFor();
    const next = (await shown.textContent()) as string;
    expect(next).not.toBe(secret);
    expect([await send(secret), await send(next)]).toEqual([401, 202]);
    await page.getByRole('button', { name: 'Done' }).click();
  });

  it('tells all of it in the audit log, and nothing secret', async () => {
    await page.goto(`${running.url}/audit`);
    for (const what of ['Administrator: become', 'Person: create', 'Person: edit', 'Token: create', 'Token: rotate']) {
      await page.getByText(what, { exact: true }).first().waitFor();
    }
    await page.getByRole('combobox', { name: /^What/ }).selectOption('token');
    await page.getByText('2 entries').waitFor();
    const path = await page.getByRole('link', { name: 'Export NDJSON' }).getAttribute('href');
    const lines = (await page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.text())`)) as string;
    expect(lines.trim().split('\n')).toHaveLength(2);
    expect(lines).not.toContain(secret);
  });

  it('finds by name what the catalogue holds', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search by name' }).fill('platnosc');
    await page.getByRole('option', { name: 'Płatność kartą' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/processes/payment');
    await settled(page);
  });

  it('notices that the session has ended elsewhere', async () => {
    await page.goto(running.url);
    await settled(page);
    await page.evaluate(`fetch('/api/v1/sign-out', { method: 'POST' })`);
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'You: Anna Nowak' }).waitFor();
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  });
});
