import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { type DecisionsShown, decisionFixtures } from './fixture-decisions.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

interface Shown {
  name: string;
  path: string;
  shown?: Partial<DecisionsShown>;
  reads?: true;
  /** What is done on the page before it is looked at. */
  open?: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
};
const workshop = '/workshops/w-1';
const looks: Shown[] = [
  { name: 'workshops', path: '/workshops' },
  { name: 'workshops-none', path: '/workshops', shown: { decisions: 'none' }, reads: true },
  { name: 'workshop-start', path: '/workshops', open: press('Start a workshop') },
  { name: 'workshop-question', path: workshop },
  { name: 'workshop-question-reader', path: workshop, reads: true },
  { name: 'workshop-comparison', path: workshop, shown: { workshop: 'comparison' } },
  { name: 'workshop-result', path: workshop, shown: { workshop: 'result' } },
  { name: 'workshop-settle', path: workshop, shown: { workshop: 'result' }, open: press(/^Settle differently/) },
  { name: 'workshop-closed', path: workshop, shown: { workshop: 'closed' } },
  { name: 'decisions', path: '/decisions' },
  { name: 'decisions-none', path: '/decisions', shown: { decisions: 'none' }, reads: true },
  { name: 'decisions-history', path: '/decisions/payment' },
  { name: 'decisions-sign', path: '/decisions', open: press(/^Read and sign/) },
  {
    name: 'decisions-propose',
    path: '/decisions',
    open: async (page) => {
      await press('Propose a decision')(page);
      await page.getByLabel('Decided here').check();
      await page.getByLabel('Every day: P1 from, in percent').fill('15');
      await page.getByRole('button', { name: 'Propose it' }).click();
      await page.getByText('Choose a process.').waitFor();
    },
  },
];

describeWith('chromium', 'workshops and decisions', () => {
  const fixtures = decisionFixtures(now);
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

  async function open(path: string, shown: Partial<DecisionsShown> = {}) {
    Object.assign(fixtures.shown, shown);
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }

  it.each(looks)('are accessible, quiet and fit every window: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {}, look.reads ? { maySign: [] } : {});
      if (look.reads) server.access({ me: reader });
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      await look.open?.(page);
    }),
  );

  it('write nothing over what somebody else answered meanwhile, and say so', async () => {
    const { page, complaints, close } = await open(workshop);
    await page.getByText('Do you get out of bed for it?').waitFor();
    server.breakStream(true);
    fixtures.shown.ahead = 1;
    await page.keyboard.press('y');
    await page.getByText('Somebody else went on meanwhile. This is how it stands now.').waitFor();
    await page.getByText('Can it wait until Monday?').waitFor();
    expect(fixtures.shown.workshop).toBe('question');
    // Keys wait a moment, so that nobody answers a question that they have not read; then they work.
    await page.keyboard.press('n');
    expect(fixtures.shown.workshop).toBe('question');
    await expect
      .poll(async () => {
        await page.keyboard.press('n');
        return fixtures.shown.workshop;
      })
      .not.toBe('question');
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    server.breakStream(false);
    await close();
  });

  it('answer by keys only while the question has the focus', async () => {
    const { page, close } = await open(workshop);
    await page.getByText('Do you get out of bed for it?').waitFor();
    await page.getByRole('link', { name: 'Decisions' }).focus();
    await page.keyboard.press('y');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search by name' }).fill('yny');
    await page.keyboard.press('Escape');
    expect(fixtures.shown.workshop).toBe('question');
    await tabTo(page, /^button Not sure/);
    await page.keyboard.press('y');
    await page.getByText('Which one do we fix first?').waitFor();
    await close();
  });

  it('show the result so far to who is in a hurry, and lead back to the questions', async () => {
    const { page, close } = await open(workshop);
    await page.getByRole('button', { name: 'Look at the result so far' }).click();
    await page.getByRole('heading', { name: 'What you said so far' }).waitFor();
    await press('Close the workshop')(page);
    await page.getByText('7 processes have no level yet and stay as they are.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Not yet' }).click();
    await page.getByRole('button', { name: 'Back to the questions' }).click();
    await page.getByText('Do you get out of bed for it?').waitFor();
    await close();
  });

  it('say whom a signature waits for where there is no button, and why nobody signs twice', async () => {
    const { page, close } = await open(workshop, { workshop: 'closed', maySign: ['business', 'technology'] });
    const told = async (name: string) => page.getByRole('row', { name }).textContent();
    expect(await told('Checkout')).toContain('Waits for the product manager, jan.');
    expect(await told('Payment abroad')).toContain('You signed the other side, and nobody signs both.');
    await close();
  });

  it('show exactly what is signed, and say when it could not be', async () => {
    const { page, close } = await open('/decisions');
    await press(/^Read and sign/)(page);
    const dialog = page.getByRole('dialog', { name: 'Sign: Payment' });
    const text = (await dialog.textContent()) ?? '';
    for (const words of ['P2 from 15%, P1 from 30%', 'on a weekend P2 from 25%', 'A loss on a Sunday night may wait'])
      expect(text).toContain(words);
    fixtures.shown.maySign = [];
    await dialog.getByRole('button', { name: 'Sign for the business' }).click();
    await dialog.getByRole('alert').getByText('This needs another right.').waitFor();
    fixtures.shown.maySign = ['business'];
    await dialog.getByRole('button', { name: 'Sign for the business' }).click();
    await dialog.waitFor({ state: 'detached' });
    await close();
  });

  it('tell what was in force on a day', async () => {
    const { page, close } = await open('/decisions/payment');
    const held = page.getByRole('region', { name: 'What was in force' });
    await held.getByText('Critical').waitFor();
    for (const [day, words] of [
      ['2026-01-01T12:00', 'by version 1, signed by Anna Nowak and Piotr Żółw'],
      ['2024-01-01T12:00', 'No decision held then'],
    ] as const) {
      await held.getByLabel('What was in force on').fill(day);
      await held.getByText(words, { exact: false }).waitFor();
    }
    await close();
  });
});
