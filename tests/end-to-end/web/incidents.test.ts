import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Invited } from '../../../src/features/access/contract.ts';
import { describeWith } from '../../needs.ts';
import { at, catalogue, openWorld, paymentHistory } from '../balance-world.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { type IncidentsShown, incidentFixtures } from './fixture-incidents.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

interface Look {
  name: string;
  path: string;
  shown?: Partial<IncidentsShown>;
  /** What the process shows beside it. */
  state?: 'unknown';
  open?: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
};
const looks: Look[] = [
  { name: 'incident', path: '/incidents/woken' },
  { name: 'incident-blind', path: '/incidents/blind', state: 'unknown' },
  { name: 'incident-technical', path: '/incidents/technical' },
  { name: 'incident-recovered', path: '/incidents/recovered' },
  { name: 'incident-extreme', path: '/incidents/extreme' },
  { name: 'incident-reader', path: '/incidents/part', shown: { moneyHidden: true, mayNothing: true } },
  { name: 'incidents', path: '/incidents' },
  { name: 'incidents-none', path: '/incidents', shown: { list: 'none' } },
  { name: 'on-call', path: '/on-call' },
  { name: 'on-call-none', path: '/on-call', shown: { duty: 'none' } },
  { name: 'on-call-extreme', path: '/on-call', shown: { duty: 'extreme' } },
  { name: 'on-call-stand-in', path: '/on-call', shown: { duty: 'covered' }, open: press(/^Let somebody stand in/) },
];

describeWith('chromium', 'incidents and who is on call', () => {
  const fixtures = incidentFixtures(now);
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
    server.show('losing');
  });

  async function open(path: string, shown: Partial<IncidentsShown> = {}, width = 1440) {
    Object.assign(fixtures.shown, shown);
    const opened = await openPage(browser, { width, theme: 'light' });
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }
  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);

  it.each(looks)('are accessible, quiet and fit every window: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      if (look.state) server.show(look.state);
      if (look.shown?.mayNothing) server.access({ me: reader });
      await page.goto(`${server.url}${look.path}`);
      await settled(page);
      await look.open?.(page);
    }),
  );

  it('show on the first screen of a phone what, since when, how much, and the button', async () => {
    const { page, complaints, close } = await open('/incidents/woken', {}, 390);
    const button = page.getByRole('button', { name: 'I have it' });
    const box = (await button.boundingBox())!;
    expect(box.y + box.height).toBeLessThan(844);
    expect(box.height).toBeGreaterThan(44);
    const head = (await page.locator('.incident-head').textContent())!;
    for (const told of ['P1', 'critical process', 'Since 11:01', '57.4%–71.6%, 90%', 'PLN/h', 'Nobody has it yet.']) {
      expect(head).toContain(told);
    }
    quiet(complaints);
    await close();
  });

  it('go by keyboard alone from “I have it” over the steps to the report', async () => {
    const { page, complaints, close } = await open('/incidents/woken');
    const enter = async (wanted: RegExp): Promise<void> => {
      await tabTo(page, wanted);
      await page.keyboard.press('Enter');
    };
    await enter(/^button I have it/);
    await page.getByText('Anna Nowak has it since 11:15', { exact: false }).waitFor();
    await enter(/^button Done: Look at the business/);
    await page.getByText('1 of 5 done').waitFor();
    await enter(/^button Note: Act/);
    await page.keyboard.type('The banner is up');
    await page.keyboard.press('Enter');
    await page.getByText('2 of 5 done').waitFor();
    await enter(/^button It is mitigated/);
    await page.getByRole('dialog').waitFor();
    await enter(/^button It is mitigated/);
    await page.getByText('Say it in a few words.').waitFor();
    await page.keyboard.type('Half of the payments come again');
    await enter(/^button It is mitigated/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const log = page.getByRole('list', { name: 'What happened, newest first' });
    const line = log.getByRole('listitem').filter({ hasText: 'Half of the payments come again' });
    expect(await line.textContent()).toContain('Mitigated by Anna Nowak');

    await page.goto(`${server.url}/incidents/recovered`);
    await settled(page);
    await enter(/^button Report it/);
    await page.getByRole('dialog').waitFor();
    await enter(/^button Report it/);
    await page.getByRole('button', { name: 'Close the review' }).waitFor();
    const review = page.getByRole('link', { name: 'Write its review' });
    expect(await review.getAttribute('href')).toBe('/incidents/recovered/review');
    quiet(complaints);
    await close();
  });

  it('say who was faster, and let nobody take it twice', async () => {
    const { page, complaints, close } = await open('/incidents/woken', { fasterBy: 'Piotr Żółw' });
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByText('Piotr Żółw has it since 11:14, and was faster.').waitFor();
    expect(await page.getByRole('button', { name: 'I have it' }).count()).toBe(0);
    quiet(complaints);
    await close();
  });

  it('set side by side what the next hour costs, and say what is advised', async () => {
    const { page, close } = await open('/incidents/woken');
    const ways = page.getByRole('region', { name: 'What the next hour costs' });
    expect(await ways.getByRole('listitem').filter({ hasText: 'advised' }).textContent()).toMatch(
      /^Switch it off.*203.100 PLN.*90%from an agreement with the second vendor$/,
    );
    fixtures.shown.moneyHidden = true;
    await page.reload();
    await ways.getByText('not shown to you').first().waitFor();
    expect(await ways.textContent()).not.toContain('PLN');
    await close();
  });

  it('name whom to ask at the vendor, in the order of escalation, and the runbook where one acts', async () => {
    const { page, complaints, close } = await open('/incidents/woken', {}, 390);
    const card = page.getByRole('region', { name: 'Ask Blue Pay' });
    await card.waitFor();
    const contacts = card.getByRole('list', { name: 'Whom to ask' }).getByRole('listitem');
    expect(await contacts.locator('strong').allTextContents()).toEqual(['Service desk', 'Duty manager', 'Status']);
    const ways = await contacts.getByRole('link').all();
    expect(await Promise.all(ways.map((way) => way.getAttribute('href')))).toEqual([
      'tel:+48225550101',
      'mailto:desk@blue.example',
      'tel:+48225550102',
      'https://status.blue.example/',
    ]);
    for (const way of ways) expect((await way.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await card.textContent()).toMatch(/3 outages of theirs in the 90 days before, 1 h 36 min in all/);
    await tabTo(page, /^a 3 outages of theirs/);
    expect(await card.getByRole('link', { name: '3 outages of theirs' }).getAttribute('href')).toBe(
      '/ledger?period=range&from=2026-08-22&to=2026-11-20&fault=vendor',
    );
    const steps = page.getByRole('region', { name: 'Five steps' });
    await steps.getByRole('link', { name: /^Runbook of Payment/ }).waitFor();
    quiet(complaints);
    await page.goto(`${server.url}/incidents/blind`);
    await page.getByRole('region', { name: 'Five steps' }).waitFor();
    expect(await page.getByRole('region', { name: /^Ask / }).count()).toBe(0);
    await close();
  });

  it('lead to the incident and the outage of what was like it, with its cost, cause and what helped', async () => {
    const { page, complaints, close } = await open('/incidents/woken');
    const before = page.getByRole('region', { name: 'Like it before' }).getByRole('listitem');
    await before.first().waitFor();
    const paths = async (nth: number) =>
      Promise.all((await before.nth(nth).getByRole('link').all()).map((link) => link.getAttribute('href')));
    expect(await paths(0)).toEqual(['/incidents/reviewed', '/ledger/payment-1']);
    expect(await paths(1)).toEqual(['/ledger/payment-2']);
    expect(await paths(2)).toEqual([]);
    const first = (await before.first().textContent())!.replace(/\s/gu, ' ');
    for (const told of ['24 min', 'P1, 66 % missing', '214 800 PLN', 'Less what came back', '152 600 PLN']) {
      expect(first).toContain(told);
    }
    expect(first).toMatch(/Cause: The vendor .* Helped: Cards .* \(Piotr Żółw\)$/);
    await tabTo(page, /^a Its outage/);
    quiet(complaints);
    fixtures.shown.moneyHidden = true;
    await page.reload();
    await before.first().getByText('Cause:', { exact: false }).waitFor();
    expect(await before.first().textContent()).not.toContain('PLN');
    await close();
  });

  it('are muted until a time, with the reason', async () => {
    const { page, close } = await open('/incidents/woken');
    await press('Mute it')(page);
    await page.getByRole('radio', { name: '4 h' }).check();
    await page.getByLabel('Why').fill('The vendor works on it');
    await page.getByRole('dialog').getByRole('button', { name: 'Mute it' }).click();
    await page.getByText('Nobody is called until 15:15: The vendor works on it (Anna Nowak)').waitFor();
    await close();
  });

  it('name no money where nothing is seen, nor where it is not shown, and lead to the incident that leads', async () => {
    server.show('unknown');
    const { page, close } = await open('/incidents/blind');
    expect(await page.locator('main').textContent()).not.toMatch(/PLN/);
    await page.getByText('shop-events is silent', { exact: false }).waitFor();
    fixtures.shown.moneyHidden = true;
    server.show('losing');
    await page.goto(`${server.url}/incidents/part`);
    await settled(page);
    expect(await page.locator('.incident-head').textContent()).toContain('Money is not shown to you');
    await page.getByRole('link', { name: 'another incident' }).click();
    await page.getByText('both stand on it, and its failures rose first', { exact: false }).waitFor();
    await close();
  });

  it('say whom they wait for before anything is proven, and on a lesser process', async () => {
    const { page, close } = await open('/incidents/suspected');
    await page.getByText('Nobody is called before its class is proven.').waitFor();
    await page.goto(`${server.url}/incidents/ticket`);
    await page.getByText('It is a ticket for 23 Nov 09:15.', { exact: false }).waitFor();
    await close();
  });

  it('answer calmly where there is none, and say what failed', async () => {
    const { page, complaints, close } = await open('/incidents/nothing');
    await page.getByRole('heading', { name: 'There is no such incident' }).waitFor();
    server.show('error');
    await page.goto(`${server.url}/incidents`);
    await page.getByText('The measurements cannot be read: the disk is full.').waitFor();
    server.show('losing');
    await page.getByRole('heading', { name: 'Open now' }).waitFor();
    expect(complaints.filter((text) => !/Failed to load resource/.test(text))).toEqual([]);
    await close();
  });

  it('are listed open ones first, then page by page, by process and only open if one likes', async () => {
    const { page, complaints, close } = await open('/incidents', { list: 'many' });
    const rows = (name: string) => page.getByRole('grid', { name }).getByRole('row');
    expect(await rows('Open now').count()).toBe(9);
    await page.getByText('1–25 of 42').waitFor();
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await page.getByText('1–25 of 92').waitFor();
    await page.getByLabel('Process').selectOption('search');
    await expect.poll(() => rows('Open now').count()).toBe(2);
    await page.getByText('None is closed yet.', { exact: false }).waitFor();
    await page.getByLabel('Only open ones').check();
    await page.getByRole('heading', { name: 'Before' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?process=search&only=open');
    await rows('Open now').getByRole('link').click();
    await page.getByText('It is a ticket for', { exact: false }).waitFor();
    quiet(complaints);
    await close();
  });

  it('are one press from the balance and from the process', async () => {
    const { page, complaints, close } = await open('/');
    const link = page.getByRole('link', { name: 'Incident of Payment, nobody has it yet' });
    await link.waitFor();
    await page.goto(`${server.url}/processes/payment`);
    expect(await page.getByRole('link', { name: 'Its ledger' }).getAttribute('href')).toBe(
      '/ledger?subject=process%3Apayment',
    );
    await link.click();
    await page.getByRole('button', { name: 'I have it' }).waitFor();
    quiet(complaints);
    await close();
  });

  it('send a test page after a question, show how it went, and lead to where one press says that it arrived', async () => {
    const { page, complaints, close } = await open('/on-call');
    const part = page.getByRole('region', { name: 'Test page, Pay on call' });
    await part.getByText('None was sent yet.').waitFor();
    await part.getByRole('button', { name: 'Send a test page' }).click();
    await part.getByText('says that it is a test', { exact: false }).waitFor();
    await part.getByRole('button', { name: 'Send it' }).click();
    await part.getByText('Nobody has said yet that it arrived.').waitFor();
    const went = part.getByRole('list', { name: 'How the test page went, Pay on call' });
    expect(await went.textContent()).toMatch(/pager\s*Told.*pay-slack\s*Failed\s*The receiver answered 403\./);
    await part.getByRole('link', { name: 'The last one' }).click();
    await page.getByRole('heading', { name: 'This was a test' }).waitFor();
    // opening the page has done nothing
    await page.getByText('Nobody has said yet that it arrived.').waitFor();
    await tabTo(page, /^button I got it/);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Anna Nowak got it', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'I got it' }).count()).toBe(0);
    await page.goto(`${server.url}/on-call`);
    await part.getByText('Anna Nowak got it', { exact: false }).waitFor();
    quiet(complaints);
    await close();
  });

  it('show holes loudly, and let somebody stand in and take it back', async () => {
    const { page, complaints, close } = await open('/on-call');
    const holes = page.getByRole('region', { name: 'Here a page would reach nobody' });
    await holes.getByText('nobody from Fri 20 Nov, 20:00 to Mon 23 Nov, 08:00 (2 d 12 h)', { exact: false }).waitFor();
    await holes.getByRole('link', { name: 'Opening an account' }).waitFor();
    await holes.getByText('cannot be read since Thu 19 Nov', { exact: false }).waitFor();
    await holes.getByText('names “On call: K. Zieliński” from Sun 22 Nov', { exact: false }).waitFor();
    await tabTo(page, /^button Let somebody stand in in Offer/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Stand in: Offer, in hours' });
    await dialog.getByRole('button', { name: 'Stand in' }).click();
    await dialog.getByText('Fill this in.').waitFor();
    await page.keyboard.type('jan');
    await dialog.getByLabel('From').fill('2026-11-20T20:00');
    await dialog.getByLabel('To', { exact: true }).fill('2026-11-23T08:00');
    await dialog.getByLabel(/^Why/).fill('The weekend of the sale');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const made = page.getByRole('list', { name: 'Standing in, Offer, in hours' });
    await made.getByText('jan from Fri 20 Nov, 20:00 to Mon 23 Nov, 08:00').waitFor();
    await holes.getByText('(2 d 12 h)', { exact: false }).waitFor();
    expect(await holes.textContent()).not.toContain('Fri 20 Nov, 20:00');
    await made.getByRole('button', { name: 'Take it back' }).click();
    await made.getByRole('button', { name: 'Take it back' }).click();
    await made.waitFor({ state: 'detached' });
    quiet(complaints);
    await close();
  });
});

const rotation = `
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay, displayName: Pay on call}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment]}
  layers: [{name: weeks, people: ['user:anna', 'user:piotr'], since: "2026-01-05T09:00", turn: 1w}]
`;
const password = 'correct horse battery';
/** Minutes from noon in which nearly all payments are missing. */
const drop = { from: 3, until: 9 };

describeWith('chromium', 'a drop at a real server', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let browser: Browser;
  const asMachine = async (path: string, body: unknown): Promise<unknown> => {
    const { url, machineToken } = world.running();
    const headers = { authorization: `Bearer ${machineToken}`, 'content-type': 'application/json' };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status, path).toBeLessThan(300);
    return answer.json();
  };
  const pass = async (from: number, until: number, perMinute: number): Promise<void> => {
    for (let index = from; index < until; index += 1) {
      await world.sendEvents(index, perMinute);
      await world.tick();
    }
    expect(world.failures()).toEqual([]);
  };
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), openBrowser()]);
    await world.apply(catalogue.lean + rotation);
    await world.importHistory('history', 35, paymentHistory(35));
    await pass(0, drop.from, 120);
    await pass(drop.from, drop.until, 5);
    const anna = { name: 'anna', displayName: 'Anna Nowak', roles: ['on-call'] };
    const { invitation } = Invited.parse(await asMachine('/api/v1/people', anna));
    await asMachine('/api/v1/invitations/accept', { secret: invitation.secret, password });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('opens an incident, which who is on call finds, takes, and sees end', async () => {
    const { page, complaints, close } = await openPage(browser, { width: 390, theme: 'dark' });
    await page.clock.setFixedTime(at(drop.until) + 1_000);
    const { url } = world.running();
    await page.goto(`${url}/incidents`);
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Payment', exact: true }).click();
    const head = page.locator('.incident-head');
    await head.getByText('piotr was called at 13:', { exact: false }).waitFor();
    expect(await head.textContent()).toMatch(/P1.*critical process.*Since 13:03/);
    await page.getByRole('button', { name: 'I have it' }).click();
    await head.getByText('Anna Nowak has it since 13:09', { exact: false }).waitFor();
    await page.getByRole('button', { name: /^Done ?: Look at the business/ }).click();
    await page.getByText('1 of 5 done').waitFor();
    await pass(drop.until, drop.until + 30, 120);
    await head.getByText('Recovered').waitFor();
    await page.getByRole('button', { name: 'Report it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Report it' }).click();
    await page.getByRole('button', { name: 'Close the review' }).waitFor();
    await page.goto(`${url}/on-call`);
    await page.getByText('1 rotation, and somebody is on call in it.').waitFor();
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });
});
