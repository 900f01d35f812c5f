import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { incidentFixtures } from './fixture-incidents.ts';
import type { RunbooksShown } from './fixture-runbooks.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const looks: { name: string; path: string; shown?: Partial<RunbooksShown>; press?: RegExp }[] = [
  { name: 'runbooks', path: '/runbooks', shown: { runs: ['asks', 'running', 'failed', 'done'] } },
  { name: 'runbooks-none', path: '/runbooks', shown: { state: 'none' } },
  { name: 'runbooks-many', path: '/runbooks', shown: { state: 'many' } },
  { name: 'runbook', path: '/runbooks/drain' },
  { name: 'runbook-run', path: '/runbooks/payment-stands', press: /^Run…/ },
  { name: 'run-asks', path: '/runbook-runs/asks' },
  { name: 'run-unclear', path: '/runbook-runs/unclear' },
  { name: 'run-failed', path: '/runbook-runs/failed' },
  { name: 'run-done', path: '/runbook-runs/done' },
];

describeWith('chromium', 'runbooks', () => {
  const incidents = incidentFixtures(now);
  const fixtures = incidents.acting.runbooks;
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

  async function open(path: string, shown: Partial<RunbooksShown> = {}, width = 1440) {
    Object.assign(fixtures.shown, shown);
    const opened = await openPage(browser, { width, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  const step = (page: Page, title: string) =>
    page
      .getByRole('list', { name: 'Steps' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: title }) });

  it.each(looks)('look right in every window and theme: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      if (look.press) {
        await page.getByRole('button', { name: look.press }).first().click();
        await page.getByRole('dialog').waitFor();
      }
    }),
  );

  it('say how much was done without a person, what cannot be done, and which run waits', async () => {
    const { page, complaints, close } = await open('/runbooks');
    const meter = page.getByRole('region', { name: 'Done without a person' });
    expect(await meter.textContent()).toMatch(/87%.*63 of 72 steps.*9 h 20 min.*16/);
    await page.getByText('2 problems: The configuration names no command drain-queue.').waitFor();
    expect(await page.title()).toBe('(1 waiting) Runbooks · Waga');
    await page.goto(`${server.url}/runbooks/drain`);
    await page.getByText('Channel shop is not in the catalogue.').waitFor();
    await page.getByText('Starts by itself with P1, technical; goes on after a restart of the server.').waitFor();
    await page.goto(`${server.url}/runbooks/none`);
    await page.getByText('No runbook has this name').waitFor();
    quiet(complaints);
    await close();
  });

  it('run from an incident by keyboard, wait for a yes, ask, and take the answer', async () => {
    const { page, complaints, close } = await open('/incidents/woken', { runs: [] });
    await page.getByRole('list', { name: 'Runbooks' }).waitFor();
    await tabTo(page, /^button Run…: Payments stand still/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('It runs for this incident,', { exact: false }).waitFor();
    await tabTo(page, /^button Run it/);
    await page.keyboard.press('Enter');
    await step(page, 'Drain the queue').getByText('Nothing is done before somebody says yes.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/runbook-runs/approval');
    await tabTo(page, /^button Yes, do it/);
    await page.keyboard.press('Enter');
    await page.getByText('Does the status page of Blue Pay tell of an incident?').waitFor();
    await tabTo(page, /^button Yes: Is it the vendor/);
    await page.keyboard.press('Enter');
    await step(page, 'Is it the vendor').getByText('Answered: Yes').waitFor();
    await step(page, 'Switch cards off')
      .getByText('Another person than the one who runs it', { exact: false })
      .waitFor();
    const log = page.getByRole('list', { name: 'Log, newest first' }).getByRole('listitem');
    expect(await log.first().textContent()).toContain('Is it the vendor: Answered: Yes (Anna Nowak)');
    quiet(complaints);
    await close();
  });

  it('explain an unclear step, which is not done twice unless it may be', async () => {
    const { page, complaints, close } = await open('/runbook-runs/unclear');
    const unclear = step(page, 'Restart the workers');
    await unclear.getByText('nobody knows whether it was done', { exact: false }).waitFor();
    await unclear.getByRole('button', { name: /^It was done…/ }).click();
    await page.getByLabel('Why').fill('The workers restarted at 11:13.');
    await page.getByRole('dialog').getByRole('button', { name: 'It was done' }).click();
    await unclear.getByText('The workers restarted at 11:13.').waitFor();
    quiet(complaints);
    await close();
  });

  it('go on before one’s eyes at each tick, are stopped with a reason, and undone', async () => {
    const { page, complaints, close } = await open('/runbook-runs/running');
    await page.getByText('5 of 6 steps, now: Tell the shop').waitFor();
    fixtures.goOn('running', 'done');
    server.show('losing');
    await page.getByText('6 of 6 steps').waitFor();
    await step(page, 'Switch cards off')
      .getByRole('button', { name: /^Undo it/ })
      .click();
    await step(page, 'Switch cards off').getByText('Undone').waitFor();
    await page.goto(`${server.url}/runbook-runs/asks`);
    await page.getByRole('button', { name: 'Stop it…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
    await page.getByText('Say why in a few words.').waitFor();
    await page.getByLabel('Why').fill('It is us, not the vendor.');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
    await page.getByRole('status').getByText('Stopped').waitFor();
    quiet(complaints);
    await close();
  });

  it('stand on the incident as they go, which stands without them, and offer readers nothing to press', async () => {
    const { page, close } = await open('/incidents/woken');
    const offers = page.getByRole('list', { name: 'Runbooks' });
    await offers.getByRole('link', { name: /^It waits for you/ }).waitFor();
    await offers.getByText('Does the status page of Blue Pay tell of an incident?', { exact: false }).waitFor();
    fixtures.shown.isBroken = true;
    incidents.acting.switches.shown.isBroken = true;
    await page.reload();
    await page.getByText('Runbooks cannot be read now', { exact: false }).waitFor();
    await page.getByText('Switches cannot be read now', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'I have it' }).count()).toBe(1);
    Object.assign(fixtures.shown, { isBroken: false, mayNothing: true });
    server.access({ me: reader });
    await page.goto(`${server.url}/runbook-runs/asks`);
    await page.getByText('Does the status page of Blue Pay tell of an incident?').waitFor();
    expect(await page.getByRole('button', { name: /^(Yes|Stop|Skip|Run)/ }).count()).toBe(0);
    await close();
  });
});
