import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StateName } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { reader } from './fixture-access.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { focused, tabTo } from './keys.ts';
import { lookEverywhere, views } from './look.ts';

const cases: [name: string, path: string, state: StateName][] = [
  ['losing', '/map?as=map', 'losing'],
  ['many', '/map?as=map', 'many'],
  ['extreme', '/map?as=map&pick=process:payment', 'extreme'],
  ['table', '/map?as=table', 'extreme'],
  ['what-if', '/map?as=map&pick=component:ledger-db&what=ledger-db:down,psp-blue:nine', 'losing'],
];

describeWith('chromium', 'the map', () => {
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

  async function lead(page: Page, path: string, state: StateName): Promise<void> {
    server.show(state);
    await page.goto(`${server.url}${path}`);
    await settled(page);
  }
  async function open(path: string, state: StateName, view = views[0]!) {
    const opened = await openPage(browser, view);
    await lead(opened.page, path, state);
    return opened;
  }
  const asked = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams);

  it.each(cases)('is accessible, quiet and fits every window: %s', (name, path, state) =>
    lookEverywhere(browser, `map-${name}`, (page) => lead(page, path, state)),
  );

  it('is gone through by keys: neighbours, pick, what if, let go', async () => {
    const { page, complaints, close } = await open('/map', 'calm');
    await tabTo(page, /^button Payment, process, critical, well/);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(focused)).toMatch(/^button (Gateway|Payment API), service/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const at = (await page.evaluate(focused)) as string;
    await page.keyboard.press('Enter');
    const picked = page.getByRole('region', { name: /^Picked: / });
    expect(at).toContain(((await picked.getAttribute('aria-label')) ?? '').slice('Picked: '.length));
    expect(asked(page).pick).toMatch(/^component:/);
    for (const key of ['+', '+', '-', '0', 'Shift+ArrowLeft']) await page.keyboard.press(key);
    expect(await page.evaluate(focused)).toBe(at);
    await page.keyboard.press('Escape');
    await picked.waitFor({ state: 'detached' });
    expect(asked(page)).toEqual({});
    expect(complaints).toEqual([]);
    await close();
  });

  it('says which processes go with a component, how, and how much money', async () => {
    const { page, close } = await open('/map', 'calm');
    await page.getByRole('searchbox', { name: 'Find on the map' }).fill('ledger');
    await page.keyboard.press('Enter');
    const list = page.getByRole('list', { name: 'Processes that go with it' });
    await list.getByText('1.06 M PLN').waitFor();
    expect(await list.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Payment\s+cannot do without it\s+1.06.M PLN/),
      expect.stringMatching(/^Payment abroad\s+cannot do without it\s+61.560 EUR/),
      expect.stringMatching(/^Cashback\s+cannot do without it\s+31.500 PLN/),
    ]);
    await list.getByRole('button', { name: 'Cashback' }).click();
    await page.getByRole('region', { name: 'Picked: Cashback' }).waitFor();
    const below = page.getByRole('list', { name: 'What it stands on' });
    await below.getByText('goes on while a buffer lasts').waitFor();
    expect(await below.getByRole('listitem').count()).toBe(3);
    await close();
  });

  it('is picked, panned and zoomed by the pointer', async () => {
    const { page, close } = await open('/map?as=map', 'calm');
    const cursor = page.locator('.map-cursor');
    await cursor.focus();
    const box = async () => (await cursor.boundingBox())!;
    const before = await box();
    const stage = (await page.getByRole('application').boundingBox())!;
    await page.mouse.click(before.x + before.width / 2, before.y + before.height / 2);
    await page.getByRole('region', { name: /^Picked: / }).waitFor();
    await page.mouse.move(stage.x + 100, stage.y + stage.height - 120);
    await page.mouse.down();
    await page.mouse.move(stage.x + 160, stage.y + stage.height - 90, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await box()).x - before.x)).toBe(60);
    await page.mouse.wheel(0, -200);
    await expect.poll(async () => (await box()).width / before.width).toBeGreaterThan(1.3);
    await page.mouse.click(stage.x + 30, stage.y + stage.height - 200);
    await page.getByRole('region', { name: /^Picked: / }).waitFor({ state: 'detached' });
    await close();
  });

  it('answers what if, several at once, before and after in money', async () => {
    const { page, complaints, close } = await open('/map?pick=component:ledger-db', 'calm');
    await page.getByRole('button', { name: 'is down' }).click();
    const answer = page.getByRole('region', { name: 'What if', exact: true });
    const list = answer.getByRole('list', { name: 'Processes, before and after' });
    await expect
      .poll(() => list.getByRole('listitem').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^Payment\s+Down\s+2.929 PLN → 1.06.M PLN an hour/),
        expect.stringMatching(/^Payment abroad\s+Down\s+170 EUR → 61.560 EUR an hour/),
        expect.stringMatching(/^Cashback\s+Down/),
      ]);
    await answer.getByText('4 processes stay as they are.').waitFor();
    await lead(
      page,
      `/map?pick=component:gateway&${new URL(page.url()).search.slice(1).replace(/pick=[^&]*&?/, '')}`,
      'calm',
    );
    await page.getByRole('button', { name: 'had a replica' }).click();
    await expect.poll(() => asked(page).what).toBe('ledger-db:down,gateway:replica');
    await answer.getByText('1 process stays as it is.').waitFor();
    await answer.getByRole('button', { name: 'Take out: Ledger database' }).click();
    await answer
      .getByText(/a year$/)
      .first()
      .waitFor();
    await answer.getByRole('button', { name: 'Clear' }).click();
    await answer.waitFor({ state: 'detached' });
    expect(asked(page)).toEqual({ pick: 'component:gateway' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('travels to a past minute with the states of then, and the address keeps it', async () => {
    const { page, close } = await open('/map', 'losing');
    const states = page.getByRole('list', { name: 'States' });
    const downNow = async (): Promise<boolean> => ((await states.textContent()) ?? '').includes('Down2');
    await expect.poll(downNow).toBe(true);
    await page.getByRole('button', { name: 'one hour back' }).click();
    await page.getByText('As it was: 04:15').waitFor();
    await expect.poll(downNow).toBe(false);
    expect(asked(page)).toEqual({ at: '2026-11-20T09:15:00Z' });
    await page.reload();
    await settled(page);
    await page.getByText('As it was: 04:15').waitFor();
    await page.getByLabel('As it was at, America/New_York (GMT-5)').fill('2026-11-20T05:05');
    await page.keyboard.press('Enter');
    await expect.poll(downNow).toBe(true);
    expect(asked(page)).toEqual({ at: '2026-11-20T10:05:00Z' });
    await page.goBack();
    await expect.poll(downNow).toBe(false);
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    await page.getByText('Now: 05:15').waitFor();
    expect(asked(page)).toEqual({});
    await close();
  });

  it('is a table too, with the same content and the same picks; on a phone at first', async () => {
    const { page, close } = await open('/map', 'losing');
    await page.getByRole('radio', { name: 'Table' }).click();
    const grid = page.getByRole('grid', { name: 'Map as a table' });
    expect(await grid.getAttribute('aria-rowcount')).toBe('27');
    const row = grid.getByRole('row', { name: /^Cashback API/ });
    await row.getByText('Ledger database, Event bus (buffers 30 minutes)').waitFor();
    expect(await row.textContent()).toContain('Waga Pay');
    await page.getByRole('searchbox', { name: 'Find on the map' }).fill('data');
    await expect.poll(() => grid.getByRole('rowheader').count()).toBe(4);
    await grid.getByRole('rowheader', { name: /^Ledger database/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Picked: Ledger database' }).waitFor();
    await close();
    const phone = await open('/map', 'losing', { width: 390, theme: 'light' });
    await phone.page.getByRole('grid', { name: 'Map as a table' }).waitFor();
    expect(await phone.page.getByRole('application').count()).toBe(0);
    await phone.close();
  });

  it('hides money', async () => {
    server.access({ me: { ...reader, money: [] } });
    const { page, close } = await open('/map?pick=component:ledger-db&what=ledger-db:down', 'calm');
    await page.getByText('its money is not known or not shown').first().waitFor();
    await page.getByRole('list', { name: 'Processes that go with it' }).waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/\b(PLN|EUR)\b/);
    server.access({});
    await close();
  });
});
