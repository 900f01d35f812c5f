import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { incidentFixtures } from './fixture-incidents.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import type { SwitchesShown } from './fixture-switches.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

interface Look {
  name: string;
  path: string;
  shown?: Partial<SwitchesShown>;
  open?: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
};
const looks: Look[] = [
  { name: 'switches', path: '/switches' },
  { name: 'switches-none', path: '/switches', shown: { state: 'none' } },
  { name: 'switches-many', path: '/switches', shown: { state: 'many' } },
  { name: 'switch', path: '/switches/payment-off' },
  { name: 'switch-breaker', path: '/switches/blue-cards' },
  { name: 'switch-reader', path: '/switches/payment-off', shown: { moneyHidden: true, mayNothing: true } },
  { name: 'switch-dialog', path: '/switches/payment-off', open: press(/^Let a share through/) },
  { name: 'incident-ready', path: '/incidents/woken', shown: { state: 'ready' } },
  { name: 'switch-person', path: '/switches/cashback-off', open: press(/^Switch off/) },
];

describeWith('chromium', 'switches', () => {
  const incidents = incidentFixtures(now);
  const fixtures = incidents.acting.switches;
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

  async function open(path: string, shown: Partial<SwitchesShown> = {}, width = 1440) {
    Object.assign(fixtures.shown, shown);
    const opened = await openPage(browser, { width, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);

  it.each(looks)('look right in every window and theme: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      incidents.shown.moneyHidden = look.shown?.moneyHidden ?? false;
      if (look.shown?.mayNothing) server.access({ me: reader });
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      await look.open?.(page);
    }),
  );

  it('show first what is not as usual, and cry where customers come through what reads off', async () => {
    const { page, complaints, close } = await open('/switches');
    const first = page.getByRole('region', { name: 'Not as usual' }).getByRole('article').first();
    await first.getByText('Reads off, but 37 customers came through since.').waitFor();
    expect(await first.textContent()).toMatch(/Off.*Not verified.*Customers should now see.*Payments are paused/);
    expect(await first.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^Flag agreesthe flag reads off/),
      expect.stringMatching(/^Traffic disagrees37 customers came through since/),
    ]);
    await page.getByText('8 switches and 1 banner: 1 not verified, 2 off', { exact: false }).waitFor();
    expect(await page.title()).toBe('(1 not verified) Switches · Waga');
    quiet(complaints);
    await close();
  });

  it('are switched off by keyboard, with a reason, beside the forecasts, for the incident that is open', async () => {
    const { page, complaints, close } = await open('/switches/blue-cards');
    await tabTo(page, /^button Switch off…/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('listitem').filter({ hasText: 'advised' }).textContent()).toMatch(/203.100 PLN/);
    await tabTo(page, /^button Switch off$/);
    await page.keyboard.press('Enter');
    await dialog.getByText('Say why in a few words', { exact: false }).waitFor();
    await page.keyboard.type('Blue Pay answers nobody.');
    await tabTo(page, /^button Switch off$/);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Told to be off. The checks have not agreed yet.').waitFor();
    const line = page.getByRole('list', { name: 'History, newest first' }).getByRole('listitem').first();
    expect(await line.textContent()).toMatch(/Off Anna Nowak.*“Blue Pay answers nobody.”.*For this incident/);
    await line.getByText('The forecasts that were known then').click();
    await line.getByText('was advised').waitFor();
    quiet(complaints);
    await close();
  });

  it('are switched off from the incident, the advised one first, and verified there', async () => {
    const { page, complaints, close } = await open('/incidents/woken', { state: 'ready' }, 390);
    const offers = page.getByRole('list', { name: 'Switches and banners' }).getByRole('listitem');
    expect(await offers.first().textContent()).toMatch(/^PaymentsOn ?advised/);
    expect(await page.getByRole('list', { name: 'What was switched' }).count()).toBe(0);
    const verdict = (await page.getByRole('region', { name: 'What the next hour costs' }).boundingBox())!;
    const steps = (await page.getByRole('region', { name: 'Five steps' }).boundingBox())!;
    expect(steps.y - verdict.y - verdict.height).toBeLessThan(40);
    await offers
      .first()
      .getByRole('button', { name: /^Switch off…/ })
      .click();
    await page.getByLabel('Why').fill('Nobody can pay anyway.');
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    const switched = page.getByRole('list', { name: 'What was switched' });
    await switched.getByText('Told to be off. The checks have not agreed yet.').waitFor();
    await switched.getByText('Customers should now see:', { exact: false }).waitFor();
    await switched.getByRole('button', { name: /^Check now/ }).click();
    await switched.getByText('Verified').waitFor();
    quiet(complaints);
    await close();
  });

  it('need another person where two must agree, and say so to who asked', async () => {
    const { page, complaints, close } = await open('/switches');
    const mine = page.getByRole('article', { name: 'Vouchers' });
    await mine.getByText('You asked to switch it off, so somebody else has to agree.').waitFor();
    expect(await mine.getByRole('button', { name: /^I agree/ }).count()).toBe(0);
    const theirs = page.getByRole('article', { name: 'Transfers' });
    await theirs.getByText('Piotr Żółw asks to switch it off.').waitFor();
    await theirs.getByRole('button', { name: /^I agree/ }).click();
    await theirs.getByText('Told to be off. The checks have not agreed yet.').waitFor();
    expect(await theirs.textContent()).toContain('by Piotr Żółw: “Transfers are booked twice');

    await page.goto(`${server.url}/switches/payment-abroad`);
    await press(/^Switch off/)(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You cannot agree yourself.', { exact: false }).waitFor();
    await dialog.getByLabel('Why').fill('Abroad everything times out.');
    await dialog.getByRole('button', { name: 'Ask a second person' }).click();
    await page.getByText('You asked to switch it off, so somebody else has to agree.').waitFor();
    quiet(complaints);
    await close();
  });

  it('let a share through in whole percent, look again on demand, and are declined with a reason', async () => {
    const { page, complaints, close } = await open('/switches/payment-off');
    await press(/^Let a share through/)(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Percent of customers let through').fill('0');
    await dialog.getByLabel('Why').fill('Try with few.');
    await dialog.getByRole('button', { name: 'Let a share through' }).click();
    await dialog.getByText('Write a whole number from 1 to 99.').waitFor();
    await dialog.getByLabel('Percent of customers let through').fill('5');
    await dialog.getByRole('button', { name: 'Let a share through' }).click();
    await page.getByText('5% let through').first().waitFor();
    await page.getByRole('button', { name: /^Check now/ }).click();
    await page.getByText('Half open, and every check agrees.').waitFor();
    await page.goto(`${server.url}/switches/transfers-off`);
    await press(/^I do not agree/)(page);
    await dialog.getByLabel('Why').fill('The deploy is rolled back already.');
    await dialog.getByRole('button', { name: 'I do not agree' }).click();
    await page.getByText('On, and every check agrees.').waitFor();
    quiet(complaints);
    await close();
  });

  it('say when somebody was faster, and when they cannot be read', async () => {
    const { page, close } = await open('/switches/blue-cards', { isLate: true });
    await press(/^Switch on/)(page);
    await page.getByLabel('Why').fill('It works again.');
    await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Somebody, or Waga, was faster.', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Told to be on.', { exact: false }).waitFor();
    fixtures.shown.isBroken = true;
    await page.goto(`${server.url}/switches`);
    await page.getByText('The records cannot be read.').waitFor();
    await close();
  });

  it('show no money to those who may not see it, and nothing to press to readers', async () => {
    incidents.shown.moneyHidden = true;
    server.access({ me: reader });
    const { page, close } = await open('/switches/payment-off', { moneyHidden: true, mayNothing: true });
    await page.getByText('not shown to you').first().waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/PLN|EUR/);
    await page.getByText('You may look on.', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: /^(Switch|Let|Check)/ }).count()).toBe(0);
    await close();
  });

  it('are found by the header and the search, and lead back from a name that is none', async () => {
    const { page, close } = await open('/');
    await page.getByRole('button', { name: 'Act', exact: true }).click();
    await page.getByRole('link', { name: 'Switches' }).click();
    await page.getByRole('heading', { name: 'Switches', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Runb');
    await page.getByRole('option', { name: /Runbooks/ }).waitFor();
    await page.goto(`${server.url}/switches/none`);
    await page.getByText('No switch has this name').waitFor();
    await close();
  });
});
