import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { catalogue, openWorld, toldAlert, type World } from '../alerts-world.ts';
import { openBrowser, openPage, settled } from './browser.ts';
import { refusalNotes } from './look.ts';

/** The pages of learning with nothing pretended: each test goes on where the one before ended. */
describeWith('chromium', 'the pages of learning with the real server', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  const open = async (path: string): Promise<void> => {
    await page.goto(world.running.url + path);
    await settled(page);
  };
  beforeAll(async () => {
    world = await openWorld(Date.now(), { realClock: true });
    const since = new Date(Date.now() - 600_000).toISOString();
    expect((await world.tell(toldAlert('NodeDiskPressure', since, null, { component: 'ledger-db' }))).status).toBe(202);
    const link = await world.ask<{ secret: string }>('/api/v1/first-administrator/link', { method: 'POST', body: {} });
    browser = await openBrowser();
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    page = opened.page;
    complaints = opened.complaints;
    await page.clock.setSystemTime(Date.now());
    await page.goto(world.running.url);
    const body = {
      secret: link.body.secret,
      name: 'anna',
      displayName: 'Anna Nowak',
      password: 'correct horse battery',
    };
    const status = await page.evaluate(
      `fetch('/api/v1/first-administrator', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))} }).then(({ status }) => status)`,
    );
    expect(status).toBe(201);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('lists every alert, and says how to catalogue what came in', async () => {
    await open('/alerts');
    const panel = page.getByRole('region', { name: 'One alert is not in the catalogue' });
    await panel.locator('summary').click();
    const yaml = (await panel.locator('code').textContent()) ?? '';
    await page.getByRole('grid', { name: 'Alerts' }).getByText('Payments fail').waitFor();
    // The very lines that the page gives are taken by the server, and the alert is catalogued.
    expect((await world.apply(`${catalogue}---\n${yaml}\n`)).status).toBe(200);
    await open('/alerts');
    expect(await page.getByText('not in the catalogue').count()).toBe(0);
  });

  it('retires an alert for another one, and takes that back', async () => {
    await open('/alerts');
    await page.getByRole('link', { name: 'technical_service_payment_api_availability' }).click();
    await page.getByRole('button', { name: 'Retire this alert…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What stands in its place').selectOption('business:payment');
    await dialog.getByLabel('Why').fill('The result of the process tells of it.');
    await dialog.getByRole('button', { name: 'Replay the past and retire it' }).click();
    await dialog.getByText('In 90 days it told of no P1 or P2, so none is lost.').waitFor();
    await dialog.getByRole('button', { name: 'Good' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByLabel('Why').fill('We want to see it by night.');
    await page.getByRole('button', { name: 'Yes, take it back' }).click();
    await page.getByRole('button', { name: 'Retire this alert…' }).waitFor();
  });

  it('replays the last days without a measure', async () => {
    const measure = 'technical_service_payment_api_availability';
    await open(`/replay?change=${encodeURIComponent(`measure,${measure},off`)}`);
    await page.getByRole('radio', { name: '7 days' }).click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByRole('heading', { name: 'No P1 or P2 is lost' }).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Before and after' }).waitFor();
  });

  it('makes the agenda of a week, and keeps the notes of the meeting', async () => {
    await open('/reviews');
    await page.getByText('No action is open.').waitFor();
    await page.getByRole('link', { name: /^Last week/ }).click();
    await page.getByRole('heading', { name: 'Planned windows' }).waitFor();
    await page.getByLabel('Notes of the meeting').fill('Nothing to decide.');
    await page.getByRole('button', { name: 'Save the notes' }).click();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    await page.reload();
    await settled(page);
    expect(await page.getByLabel('Notes of the meeting').inputValue()).toBe('Nothing to decide.');
  });

  it('says nothing that the content policy or the browser complains of', () => {
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  });
});
