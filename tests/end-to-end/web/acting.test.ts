import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { openSwitchWorld, type SwitchWorld, shop } from '../switch-world.ts';
import { openBrowser, openPage, settled } from './browser.ts';
import { lookAt, refusalNotes } from './look.ts';

const switchNamed = (name: string, hook: string, flags: string, method: string, rest = '') => `---
apiVersion: waga/v1
kind: Switch
metadata: {name: ${name}-off, displayName: ${method.toUpperCase()}}
spec:
  process: payment
  part: {attribute: method, value: ${method}}
  carriedOut: {by: webhook, url: "${hook}/flags", secrets: [hook]}
  verify:
    - {by: flag, provider: "${flags}", tokenFrom: flags, flag: ${name}-off, off: true}
    - {by: traffic, within: 1m}
  verifyWithin: 2m
  customersSee: {off: "${method} is greyed out.", on: "${method} is offered."}
  ${rest}
`;
const catalogue = (hook: string, flags: string) =>
  shop(`${switchNamed('blik', hook, flags, 'blik')}${switchNamed('card', hook, flags, 'card', 'twoPeople: true')}---
apiVersion: waga/v1
kind: Component
metadata: {name: blik-api, displayName: BLIK API}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  components: [blik-api]
  contacts:
    - {name: Service desk, phone: "+48 22 555 01 01"}
    - {name: Duty manager, phone: "+48 22 555 01 02"}
---
apiVersion: waga/v1
kind: Runbook
metadata: {name: blik-fails, displayName: BLIK fails}
spec:
  processes: [payment]
  steps:
    - {id: facts, title: Write down what is known, do: gather}
    - id: ask
      title: Ask PayFast
      do: question
      text: Does PayFast say that it works within minutes?
      answers: [{answer: "Yes", end: true}, {answer: "No"}]
    - {id: wait, title: Wait a little, do: wait, for: 1h}
`);
const view = { width: 1440, theme: 'light' } as const;

/** The whole way: real server, real receiver, real holder of flags; each test goes on where the one before ended. */
describeWith('chromium', 'acting with the real server', () => {
  let world: SwitchWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await openSwitchWorld(catalogue);
    await world.member('anna', 'on-call');
    await world.member('piotr', 'editor');
    await world.minutes(20);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const quiet = (complaints: string[]): void =>
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
  async function open(as: string, path: string) {
    const opened = await openPage(browser, view);
    const { page } = opened;
    await page.clock.setFixedTime(world.now());
    const url = world.running().url;
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('Name', { exact: true }).fill(as);
    await page.getByLabel('Password', { exact: true }).fill('a long enough password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `You: ${as}` }).waitFor();
    await page.goto(url + path);
    await settled(page);
    return opened;
  }
  async function switchOff(page: Page, name: string): Promise<void> {
    await page.goto(`${world.running().url}/switches/${name}`);
    await page.getByRole('button', { name: /^Switch off…/ }).click();
    await page.getByLabel('Why').fill('It answers nobody.');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Switch off|Ask a second person)$/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  it('switches off, and cries while the flag reads off and customers come through', async () => {
    const opened = await open('anna', '/switches');
    const { page } = opened;
    await page.getByText('2 switches: all as usual.').waitFor();
    await switchOff(page, 'blik-off');
    await page.getByText('Told to be off. The checks have not agreed yet.').waitFor();
    await page.getByText('blik is greyed out.').waitFor();
    expect(world.told()).toEqual(['blik-off off']);
    world.flags.flags['blik-off'] = true;
    await world.minutes(4, 37);
    await page.getByText(/^Reads off, but \d+ .*came through since/).waitFor();
    await page.goto(`${world.running().url}/switches`);
    await page.getByText('1 not verified', { exact: false }).waitFor();
    await lookAt(opened, view, 'acting-real-switches');
    await opened.close();
  });

  it('lets who asked wait for another person, who agrees', async () => {
    const anna = await open('anna', '/switches');
    await switchOff(anna.page, 'card-off');
    await anna.page.getByText('You asked to switch it off, so somebody else has to agree.').waitFor();
    expect(await anna.page.getByRole('button', { name: /^I agree/ }).count()).toBe(0);
    const piotr = await open('piotr', '/switches/card-off');
    await piotr.page.getByText('anna asks to switch it off.').waitFor();
    await piotr.page.getByRole('button', { name: /^I agree/ }).click();
    await piotr.page.getByText('Told to be off.', { exact: false }).waitFor();
    expect(world.told()).toEqual(['blik-off off', 'card-off off']);
    const history = piotr.page.getByRole('list', { name: 'History, newest first' });
    await history.getByText('“It answers nobody.”').first().waitFor();
    quiet(anna.complaints);
    quiet(piotr.complaints);
    await anna.close();
    await piotr.close();
  });

  it('asks a vendor about the incident, and stops the clock at their words', async () => {
    await world.minutes(12, 0);
    const { json } = await world.ask('machine', 'GET', '/api/v1/incidents?only=open');
    const { id } = json.incidents[0];
    const call = await world.ask('anna', 'POST', `/api/v1/incidents/${id}/vendors`, { vendor: 'payfast', contact: 1 });
    expect(call.status).toBeLessThan(300);
    const { page, complaints, close } = await open('anna', `/incidents/${encodeURIComponent(id)}`);
    const card = page.getByRole('region', { name: 'Ask PayFast' });
    await card.getByText(/^Silent for .*: Duty manager$/).waitFor();
    await card.getByRole('button', { name: /^Answered…/ }).click();
    await page.keyboard.type('A database fails over.');
    await page.keyboard.press('Enter');
    await card.getByText('“A database fails over.”', { exact: false }).waitFor();
    await page.getByRole('list', { name: 'What was switched' }).waitFor();
    await page.goto(`${world.running().url}/vendors/payfast`);
    await page
      .getByRole('list', { name: 'When they were asked' })
      .getByText('“A database fails over.”', { exact: false })
      .waitFor();
    quiet(complaints);
    await close();
  });

  it('runs a runbook that asks, takes the answer and is stopped', async () => {
    const opened = await open('anna', '/runbooks');
    const { page, complaints } = opened;
    await page.getByText('Nothing ran in', { exact: false }).waitFor();
    await page.getByRole('button', { name: /^Run…/ }).click();
    await page.getByRole('button', { name: 'Run it' }).click();
    await expect
      .poll(async () => {
        await world.seconds(1);
        return page.getByRole('button', { name: /^No ?: Ask PayFast/ }).count();
      })
      .toBe(1);
    await lookAt(opened, view, 'acting-real-run');
    await page.getByRole('button', { name: /^No ?: Ask PayFast/ }).click();
    await page
      .getByRole('list', { name: 'Log, newest first' })
      .getByText('Answered', { exact: false })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Stop it…' }).click();
    await page.getByLabel('Why').fill('It works again.');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
    await page.getByRole('status').getByText('Stopped').waitFor();
    await page.goto(`${world.running().url}/runbooks`);
    await page.getByRole('grid', { name: 'Newest runs' }).getByText('Stopped').waitFor();
    quiet(complaints);
    await opened.close();
  });
});
