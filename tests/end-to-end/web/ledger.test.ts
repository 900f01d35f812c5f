import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { meFixture } from '../../../web/fixtures/access.ts';
import type { LedgerState } from '../../../web/fixtures/ledger.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { administrator, reader } from './fixture-access.ts';
import { ledgerFixtures } from './fixture-ledger.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

interface Look {
  name: string;
  path: string;
  state?: LedgerState;
  isReader?: boolean;
  open?: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
};
const looks: Look[] = [
  { name: 'ledger', path: '/ledger' },
  { name: 'ledger-subject', path: '/ledger?subject=process:payment' },
  { name: 'ledger-many', path: '/ledger?period=quarter', state: 'many' },
  { name: 'ledger-none', path: '/ledger', state: 'none' },
  { name: 'ledger-extreme', path: '/ledger?period=range&from=2026-10-20&to=2026-11-20', state: 'extreme' },
  { name: 'ledger-add', path: '/ledger', open: press(/^Add an outage/) },
  { name: 'outage', path: '/ledger/waiting' },
  { name: 'outage-of-component', path: '/ledger/of-component' },
  { name: 'outage-lasting', path: '/ledger/lasting' },
  { name: 'outage-extreme', path: '/ledger/extreme', state: 'extreme' },
  { name: 'outage-reader', path: '/ledger/overdue', isReader: true },
  {
    name: 'outage-changing',
    path: '/ledger/worked-vendor',
    open: async (page) => {
      await page.getByLabel('End: time').fill('19:25:30');
      await page.getByText('What changes').waitFor();
    },
  },
  { name: 'outage-propose', path: '/ledger/overdue', open: press(/^Propose to exclude/) },
];

describeWith('chromium', 'the ledger', () => {
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
    signedIn(administrator);
  });

  const signedIn = (me: typeof administrator): void => {
    server.access({ me });
    fixtures.shown.me = me;
  };
  async function open(path: string, width = 1440) {
    const opened = await openPage(browser, { width, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  const figure = async (page: Page, name: string): Promise<string> =>
    (await page.locator('.figure').filter({ hasText: name }).locator('.figure-value').textContent())!.replace(
      /^.*: /,
      '',
    );

  it.each(looks)('is accessible, quiet and fits every window: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      if (look.state) fixtures.start(look.state);
      if (look.isReader) {
        signedIn(reader);
        fixtures.shown.moneyHidden = true;
      }
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      await look.open?.(page);
    }),
  );

  it('shows the worked month, each figure with what it is made of', async () => {
    const { page, complaints, close } = await open('/ledger?subject=process:payment&period=month&at=2026-09');
    expect(await figure(page, 'Raw')).toBe('99.711%');
    expect(await figure(page, 'Adjusted')).toBe('99.926%');
    expect(await figure(page, 'Own fault only')).toBe('99.954%');
    expect(await figure(page, 'Vendor’s fault only')).toBe('99.972%');
    expect(await figure(page, 'Unmeasured')).toBe('nothing');
    await page.getByRole('button', { name: 'Adjusted: 99.926%' }).click();
    const made = page.getByRole('dialog');
    await made.getByText('0.999258, cut at six places').waitFor();
    expect((await made.textContent())!.replaceAll('\u202f', ' ')).toMatch(
      /Down32 min.*Excluded1 h.*Excluded time leaves/,
    );
    quiet(complaints);
    await close();
  });

  it('is walked by keys: from a day of the calendar to its outages', async () => {
    const { page, complaints, close } = await open('/ledger?subject=process:payment&period=month&at=2026-09');
    await tabTo(page, /^button 24 Sept? 2026/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('On 16 Sept 2026.').waitFor();
    const list = page.getByRole('grid', { name: 'Outages' });
    expect(await list.getByRole('rowheader').allTextContents()).toEqual([
      expect.stringContaining('Payment, 16 Sept 19:10'),
    ]);
    await page.keyboard.press('Home');
    expect(await page.evaluate('document.activeElement.dataset.day')).toBe('2026-09-14');
    quiet(complaints);
    await close();
  });

  it('puts overdue ones first, and counts them of all times', async () => {
    const { page, complaints, close } = await open('/ledger');
    const names = page.getByRole('grid', { name: 'Outages' }).getByRole('rowheader');
    expect(await names.first().textContent()).toContain('Payment, 4 Nov 11:15');
    await page.getByRole('button', { name: '1 waiting for a second person' }).click();
    await page.getByText('Of all times: an exclusion is proposed').waitFor();
    expect(await names.allTextContents()).toEqual([expect.stringContaining('Maintenance of the vendor')]);
    await page.goto(`${server.url}/ledger?at=2026-08&only=overdue`);
    await page.getByText('The connection pool of the vendor').waitFor();
    quiet(complaints);
    await close();
  });

  it('takes an outage by hand, and says what is missing', async () => {
    const { page, complaints, close } = await open('/ledger');
    await press(/^Add an outage/)(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Beginning: time').fill('9 o’clock');
    await dialog.getByRole('button', { name: 'Add it as a draft' }).click();
    await dialog.getByText('Choose a process or a component.').waitFor();
    await dialog.getByText('Expected a time such as 09:02 or 09:02:30.').waitFor();
    await dialog.getByLabel('Process or component').selectOption('component:psp-blue');
    await dialog.getByLabel('Beginning: time').fill('09:02:30');
    await dialog.getByRole('button', { name: 'Add it as a draft' }).click();
    await page.getByRole('heading', { name: 'Outage of Blue payments' }).waitFor();
    expect(fixtures.outage('added').detected.from).toBe(Date.parse('2026-11-20T08:02:30Z'));
    quiet(complaints);
    await close();
  });

  it('is corrected by keys on the handles, and shows what that changes before it is saved', async () => {
    const { page, complaints, close } = await open('/ledger/overdue');
    await tabTo(page, /^slider Beginning of the outage/);
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    const slider = page.getByRole('slider', { name: 'Beginning of the outage' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('4 Nov 2026, 11:25:00');
    await tabTo(page, /^slider End of the outage/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('End');
    expect(await page.getByLabel('End: time').inputValue()).toBe('12:02');
    const changes = page.getByRole('region', { name: 'What changes' });
    const month = changes.getByRole('row').filter({ hasText: 'Adjusted, November 2026' });
    await month.filter({ hasNotText: '…' }).waitFor();
    expect(await month.textContent()).toMatch(/November 2026(99\.\d{3}%( to 99\.\d{3}%)?){2}$/);
    expect(await changes.getByRole('row').filter({ hasText: 'Lasted' }).textContent()).toContain(
      '47 min37 min (−10 min)',
    );
    await tabTo(page, /^button Save the correction/);
    await page.keyboard.press('Enter');
    await page.getByText('set by a person', { exact: false }).waitFor();
    expect(fixtures.outage('overdue').corrected?.from).toBe(Date.parse('2026-11-04T10:25:00Z'));
    await page.getByText('beginning: 4 Nov 2026, 11:15:00', { exact: false }).waitFor();
    quiet(complaints);
    await close();
  });

  it('is corrected by typing to the second, and by dragging', async () => {
    const { page, complaints, close } = await open('/ledger/overdue');
    const end = page.getByLabel('End: time');
    await end.fill('11:1');
    await page.getByText('Expected a time such as 09:02 or 09:02:30.').waitFor();
    await end.fill('11:10');
    await page.getByText('The end must come after the beginning.').waitFor();
    await end.fill('11:40:30');
    const slider = page.getByRole('slider', { name: 'End of the outage' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('4 Nov 2026, 11:40:30');
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + 8, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^4 Nov 2026, (11:5|12:)\d/);
    await page.getByRole('button', { name: 'Take these' }).click();
    expect(await end.inputValue()).toBe('12:02');
    expect(await page.getByRole('button', { name: 'Save the correction' }).count()).toBe(0);
    quiet(complaints);
    await close();
  });

  it('asks which of the two hours is meant where the clocks go back, and knows those that do not exist', async () => {
    const { page, close } = await open('/ledger/overdue');
    await page.getByLabel('Beginning: day').fill('2026-10-25');
    await page.getByLabel('Beginning: time').fill('02:30');
    await page.getByLabel('Beginning: the clocks go back').selectOption({ label: 'second (GMT+1)' });
    const slider = page.getByRole('slider', { name: 'Beginning of the outage' });
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBe(Date.parse('2026-10-25T01:30:00Z') / 1_000);
    await page.getByLabel('Beginning: day').fill('2026-03-29');
    await page.getByText('The clocks go forward on this day: 02:30 does not exist.').waitFor();
    await close();
  });

  it('asks why where the month is closed, and shows both versions where somebody was faster', async () => {
    const { page, complaints, close } = await open('/ledger/worked-vendor');
    await page.getByLabel('End: time').fill('19:30');
    fixtures.correctedBy('Piotr Żółw', 'worked-vendor', {
      ends: { from: '2026-09-16T17:10:00Z', to: '2026-09-16T17:25:00Z' },
      reason: 'By the mail of the vendor.',
    });
    const save = page.getByRole('button', { name: 'Save the correction' });
    await save.click();
    await page.getByText('Say it in a few words.').waitFor();
    await page.getByLabel('Why').fill('Our own logs say so');
    await save.click();
    const conflict = page.getByRole('alert').filter({ hasText: 'Somebody changed this outage meanwhile' });
    await conflict.getByText('Corrected by Piotr Żółw').waitFor();
    const row = conflict.getByRole('row').filter({ hasText: '19:30:00' });
    expect(await row.textContent()).toBe('End16 Sept 2026, 19:22:0016 Sept 2026, 19:25:0016 Sept 2026, 19:30:00');
    expect(await save.isDisabled()).toBe(true);
    await conflict.getByRole('button', { name: 'Go on with mine' }).click();
    await save.click();
    await page.getByText('Our own logs say so').waitFor();
    expect(fixtures.outage('worked-vendor').corrected?.to).toBe(Date.parse('2026-09-16T17:30:00Z'));
    quiet(complaints);
    await close();
  });

  it('takes what Waga measured meanwhile for no conflict', async () => {
    const { page, complaints, close } = await open('/ledger/overdue');
    await page.getByLabel('End: time').fill('11:50');
    fixtures.measured('overdue');
    await page.getByRole('button', { name: 'Save the correction' }).click();
    await page.getByText('set by a person', { exact: false }).waitFor();
    expect(fixtures.outage('overdue').corrected?.to).toBe(Date.parse('2026-11-04T10:50:00Z'));
    await press(/^Propose to exclude/)(page);
    await page.getByLabel('The figures over everything').check();
    await page.getByLabel('Why').fill('Force majeure');
    fixtures.measured('overdue');
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByText('You proposed it', { exact: false }).waitFor();
    quiet(complaints);
    await close();
  });

  it('is left out once a second person agrees, and tells the first one why they cannot', async () => {
    const { page, complaints, close } = await open('/ledger/overdue');
    await press(/^Propose to exclude/)(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Propose it' }).click();
    await dialog.getByText('That is how it counts already.').waitFor();
    await dialog.getByLabel('The figures of Payment').check();
    await dialog.getByLabel('Why').fill('Announced ten days before');
    await dialog.getByRole('button', { name: 'Propose it' }).click();
    await page.getByText('You proposed it, so it waits for somebody else', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: /^Agree/ }).count()).toBe(0);

    signedIn(meFixture(['editor'], 'Piotr Żółw'));
    await page.reload();
    await press(/^Agree/)(page);
    await dialog.getByText('Announced ten days before').waitFor();
    await dialog.getByRole('button', { name: 'Agree', exact: true }).click();
    await page.getByText('It is left out of its own figures.').waitFor();
    await page.getByText('Exclusion agreed to by Piotr Żółw').waitFor();
    expect(fixtures.outage('overdue').excluded).toEqual({ fromProcess: true, fromGlobal: false });

    signedIn({ ...administrator, kind: 'token' });
    await page.goto(`${server.url}/ledger/waiting`);
    await page.getByText('A token cannot agree: it takes a second signed-in person.').waitFor();
    quiet(complaints);
    await close();
  });

  it('is reported once cause and summary are written', async () => {
    const { page, complaints, close } = await open('/ledger/overdue', 390);
    await page.getByText('To report it, write the cause and the summary first', { exact: false }).waitFor();
    await page.getByLabel('Summary').fill('Four in ten payments failed; the pool was made larger.');
    await page.getByRole('button', { name: 'Save what you wrote' }).click();
    await press(/^Report it/)(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Report it' }).click();
    await page.getByText('cause and summary stand', { exact: false }).waitFor();
    expect(fixtures.outage('overdue').state).toBe('reported');
    await page.getByText('Reported by Anna Nowak').waitFor();
    quiet(complaints);
    await close();
  });

  it('is removed and put back with a reason, and an unknown one is said to be', async () => {
    const { page, close } = await open('/ledger/draft');
    for (const act of ['Remove it', 'Put it back']) {
      await press(new RegExp(`^${act}`))(page);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: act }).click();
      await dialog.getByText('Say it in a few words.').waitFor();
      await dialog.getByLabel('Why').fill('A test of the load team');
      await dialog.getByRole('button', { name: act }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    expect(fixtures.outage('draft').state).toBe('draft');
    await page.goto(`${server.url}/ledger/nothing-like-it`);
    await page.getByRole('heading', { name: 'There is no such outage' }).waitFor();
    await close();
  });

  it('names no money where it is not shown, and offers nothing to those who only read', async () => {
    signedIn(reader);
    fixtures.shown.moneyHidden = true;
    const { page, close } = await open('/ledger/overdue');
    expect(await page.locator('main').textContent()).not.toContain('PLN');
    await page.getByText('You may look on.', { exact: false }).waitFor();
    expect(await page.getByRole('slider').count()).toBe(0);
    await close();
  });
});
