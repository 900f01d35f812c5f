import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { reviewFixtures } from './fixture-reviews.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const document = '/incidents/payment-1/review';
const week = '/reviews/weeks/2026-W46?review=operations';

describeWith('chromium', 'reviews', () => {
  const fixtures = reviewFixtures(now);
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
  async function open(path: string) {
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  /** Both write the same field; the page learns of the other version when it saves. */
  const clash = async (page: Page): Promise<void> => {
    await page.getByLabel('Summary').fill('What I wrote for half an hour.');
    fixtures.saveElsewhere('payment-1', { summary: 'What Piotr wrote.', hindered: ['Nobody had the address.'] });
    await page.getByRole('button', { name: 'Save what you wrote' }).click();
    await page.getByText('Somebody changed the same meanwhile').waitFor();
  };

  const looks: {
    name: string;
    path: string;
    shown?: Partial<typeof fixtures.shown>;
    reads?: true;
    open?: (page: Page) => Promise<void>;
  }[] = [
    { name: 'reviews', path: '/reviews' },
    { name: 'reviews-none', path: '/reviews', shown: { list: 'none' }, reads: true },
    { name: 'review-new', path: document, shown: { review: 'none', moneyHidden: true } },
    { name: 'review-draft', path: document },
    { name: 'review-final', path: document, shown: { review: 'final' } },
    { name: 'review-conflict', path: document, open: clash },
    { name: 'week', path: week },
    { name: 'week-quiet', path: week, shown: { week: 'quiet' }, reads: true },
    { name: 'week-kept', path: week, shown: { week: 'kept', moneyHidden: true } },
  ];
  it.each(looks)('are accessible, quiet and fit every window: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      if (look.reads) server.access({ me: reader });
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      await look.open?.(page);
    }),
  );

  it('lead from the list to the open actions, the documents and the weeks', async () => {
    const { page, complaints, close } = await open('/reviews');
    await page.getByText('2 actions are open, 1 overdue.').waitFor();
    const first = page.getByRole('grid', { name: 'Actions not done' }).getByRole('row').nth(1);
    expect(await first.textContent()).toContain('3 days late');
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await page.getByRole('link', { name: 'Payments stood, 11' }).waitFor();
    await page.getByRole('link', { name: 'Last week, 2026-W46' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Operations weekly 2026-W46' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('save what was written when one says so, by keyboard, and never before', async () => {
    const { page, complaints, close } = await open(document);
    await tabTo(page, /^button Add to what helped/);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'What helped, 2' }).fill('Two people had drilled it.');
    expect(await page.getByRole('button', { name: 'Declare it whole' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add an action' }).click();
    const action = page.getByRole('group', { name: 'Action 4' });
    await action.getByLabel('What').fill('Drill it every quarter');
    await page.getByRole('button', { name: 'Save what you wrote' }).click();
    await action.getByText('Expected a name such as anna, or group:payments.').waitFor();
    expect(fixtures.written.text).toBeNull();
    await action.getByLabel('Owner').fill('anna');
    await action.getByLabel('Until').fill('2027-01-15');
    await page.getByRole('button', { name: 'Save what you wrote' }).click();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    expect(fixtures.written.text?.helped).toContain('Two people had drilled it.');
    expect(fixtures.written.text?.actions.at(-1)).toEqual({
      ...{ what: 'Drill it every quarter', owner: 'user:anna', due: '2027-01-15', doneAt: null },
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it('lose nothing typed when somebody else saved the same field, and keep what only they changed', async () => {
    const { page, complaints, close } = await open(document);
    await clash(page);
    expect(await page.getByLabel('Summary').inputValue()).toBe('What I wrote for half an hour.');
    const versions = await page.getByRole('alert').textContent();
    for (const words of [
      'By Piotr Żółw',
      'What Piotr wrote.',
      'What I wrote for half an hour.',
      'four of five payments failed',
    ])
      expect(versions).toContain(words);
    await page.getByRole('button', { name: 'Go on with mine' }).click();
    await page.getByRole('button', { name: 'Save what you wrote' }).click();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    expect(fixtures.written.text).toMatchObject({
      summary: 'What I wrote for half an hour.',
      hindered: ['Nobody had the address.'],
    });
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });

  it('are declared whole, opened again with a reason, and had as Markdown', async () => {
    const { page, complaints, close } = await open(document);
    const link = page.getByRole('link', { name: 'Download as Markdown' });
    expect(await link.getAttribute('href')).toBe('/api/v1/incidents/payment-1/review.md');
    await page.getByRole('button', { name: 'Declare it whole' }).click();
    await page.getByRole('status').getByText('Final').waitFor();
    await page.getByRole('checkbox', { name: /^Watch the certificates/ }).click();
    await expect.poll(() => fixtures.written.acts.at(-1)).toEqual({ act: 'done', action: 1, done: true });
    await page.getByRole('button', { name: 'Open it again…' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('The cause was another one.');
    await page.getByRole('dialog').getByRole('button', { name: 'Open it again' }).click();
    await page.getByRole('button', { name: 'Declare it whole' }).waitFor();
    expect(fixtures.written.acts.at(-1)).toEqual({ act: 'open', reason: 'The cause was another one.' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('take the score of one’s own shift and of no other, and the notes of the meeting', async () => {
    const { page, complaints, close } = await open(week);
    expect(await page.getByRole('form', { name: 'How your shift was' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByRole('alert').getByText('Choose a score.').waitFor();
    await page.getByRole('radio', { name: '4 good' }).check();
    await page.getByLabel('What the next one should know').fill('Settlement calls for nothing.');
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByText('“Settlement calls for nothing.”').waitFor();
    expect(fixtures.written.scores).toEqual([
      { rotation: 'shop', from: '2026-11-09T07:00:00Z', score: 4, words: 'Settlement calls for nothing.' },
    ]);
    await page.getByLabel('Notes of the meeting').fill('We retire it.');
    await page.getByRole('button', { name: 'Save the notes' }).click();
    await expect.poll(() => fixtures.written.notes).toBe('We retire it.');
    expect(complaints).toEqual([]);
    await close();
  });

  it('are printed whole, without what one presses', async () => {
    const { page, close } = await open(week);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.locator('.week-notes.on-paper').isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: 'Hand-over' }).isVisible()).toBe(true);
    await close();
  });
});
