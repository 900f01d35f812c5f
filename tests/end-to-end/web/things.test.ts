import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StateName } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled, type View } from './browser.ts';
import { reader } from './fixture-access.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { axeFindings, lookEverywhere } from './look.ts';

const longName = 'przetwarzanie-platnosci-odroczonych-z-weryfikacja-tozsamosci-i-oceną-ryzyka-kredytowego';
const shown: [name: string, path: string, states: StateName[]][] = [
  ['process', '/processes/payment', ['calm', 'losing', 'unknown', 'learning']],
  ['process-extreme', `/processes/${encodeURIComponent(longName)}`, ['extreme']],
  ['process-nothing', '/processes/nothing', ['extreme']],
  ['component', '/components/payment-api', ['calm', 'losing', 'unknown']],
  ['component-unmeasured', '/components/recommender', ['calm']],
  ['component-extreme', `/components/${encodeURIComponent(longName)}`, ['extreme']],
  ['component-many', '/components/gateway', ['many']],
  ['sources', '/sources', ['calm', 'learning', 'unknown', 'empty']],
  ['source', '/sources/shop-events', ['losing', 'learning']],
  ['source-extreme', '/sources/shop-otlp', ['extreme']],
  ['source-troubles', '/sources/shop-otlp', ['unknown']],
  ['health', '/health', ['calm', 'learning', 'losing', 'empty']],
];
const cases = shown.flatMap(([name, path, states]) => states.map((state) => ({ name, path, state })));
const wide: View = { width: 1440, theme: 'dark' };

describeWith('chromium', 'the pages of one thing, of the sources and of health', () => {
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

  async function open(path: string, state: StateName | 'error', view: View) {
    server.show(state);
    const opened = await openPage(browser, view);
    await opened.page.goto(`${server.url}${path}`);
    await settled(opened.page);
    return opened;
  }

  it.each(cases)('are accessible, quiet and fit every window: $name, $state', ({ name, path, state }) => {
    server.show(state);
    return lookEverywhere(browser, `${name}-${state}`, async (page) => {
      await page.goto(`${server.url}${path}`);
      await settled(page);
    });
  });

  it('show a process by its steps, its course with changes, and what it stands on', async () => {
    const { page, complaints, close } = await open('/processes/payment', 'losing', wide);
    expect(await page.title()).toBe('Payment · Waga');
    await page.getByText('Technical and business agree: an alarm, and money is being lost.').waitFor();
    await page.getByText('12 of 1 440 minutes are unknown and not counted.').waitFor();
    expect(await page.getByText('of the users before').count()).toBe(2);
    const changes = page.getByRole('list', { name: 'Changes in this time' });
    expect(await changes.getByRole('listitem').count()).toBe(3);
    expect(await changes.getByRole('link', { name: /^payment-api 1.42.0/ }).getAttribute('rel')).toContain('noopener');
    await page.getByRole('radio', { name: '24 h' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Table' }).click();
    const table = page.getByRole('grid', { name: 'Payment: completed, as a table' });
    await table.getByText('payment-api 1.42.0', { exact: false }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.getByText('without it 6% of the value is lost').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([false, true])('say from which reading on a process loses, and what; money hidden: %s', async (hidden) => {
    server.access(hidden ? { me: { ...reader, money: [] } } : {});
    const { page, complaints, close } = await open('/processes/payment', 'losing', wide);
    const panel = page.getByRole('region', { name: 'What technical thresholds cost' });
    await panel.getByText('Of all requests, loss begins beyond').first().waitFor();
    await panel.getByText('Seen in 310 minutes beyond it, in separate incidents; by chance alone: 1.8%.').waitFor();
    expect(/PLN/.test((await panel.textContent()) ?? '')).toBe(!hidden);
    expect(await panel.getByText('What it costs: not shown to you').count()).toBe(hidden ? 2 : 0);
    await panel.getByText('no link found: high for 122 min', { exact: false }).first().waitFor();
    await panel.getByRole('link', { name: 'Gateway' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Gateway' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
    server.access({});
  });

  it('lead from the balance to a process, on to a component, and back, by keyboard alone', async () => {
    const { page, complaints, close } = await open('/', 'losing', wide);
    await page.getByRole('link', { name: 'Open page of Payment', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Payment', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Payment API' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Payment API' }).waitFor();
    await page.getByRole('grid', { name: 'Processes that stand on it' }).getByText('through Checkout').waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Payment', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('show an indicator against its objective, and its steps as a table', async () => {
    const { page, complaints, close } = await open('/components/payment-api', 'losing', wide);
    await page.getByText('7 steps are below it.', { exact: false }).waitFor();
    await page
      .getByRole('radiogroup', { name: /without 5xx: show as/ })
      .getByText('Table')
      .click();
    const table = page.getByRole('grid', { name: /without 5xx, as a table/ });
    expect(await table.getByText('below the objective').count()).toBeGreaterThan(0);
    await page.getByRole('grid', { name: 'Dependencies declared and seen' }).getByText('seen, not declared').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('say what is refused and how to connect, with the address of this server', async () => {
    const { page, close } = await open('/sources/shop-otlp', 'extreme', wide);
    await page.getByText('nearly full').waitFor();
    await page.getByText('the source has reached its limit of series; known ones go on').waitFor();
    expect(await page.locator('.command code').first().textContent()).toContain(
      `OTEL_EXPORTER_OTLP_ENDPOINT=${server.url}`,
    );
    await close();
  });

  it('say first how Waga is, why, and what to do', async () => {
    const { page, close } = await open('/health', 'losing', wide);
    expect(await page.title()).toBe('(failing) Health · Waga');
    await page.getByRole('heading', { level: 1, name: 'Waga loses sight of something, or refuses data.' }).waitFor();
    const reasons = page.getByRole('list', { name: 'Why' }).getByRole('listitem');
    expect(await reasons.count()).toBe(2);
    expect(await reasons.nth(1).textContent()).toContain('Make room now');
    await close();
  });

  it.each(['/processes/paymnet', '/components/paymnet', '/sources/paymnet'])(
    'name what was meant: %s',
    async (path) => {
      const { page, close } = await open(path, 'calm', wide);
      await page.getByRole('heading', { level: 1, name: /has this name$/ }).waitFor();
      const near = page.getByRole('link', { name: 'payment', exact: true });
      expect(await near.getAttribute('href')).toBe(path.replace('paymnet', 'payment'));
      expect(await axeFindings(page)).toEqual([]);
      await close();
    },
  );

  it.each(['/processes/payment', '/components/gateway', '/sources', '/health'])(
    'show the problem in the server’s words: %s',
    async (path) => {
      // Without ticks nothing but the button asks again.
      server.breakStream(true);
      const { page, close } = await open(path, 'error', wide);
      await page.getByText('The measurements cannot be read: the disk is full.').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      server.show('calm');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('The measurements cannot be read').waitFor({ state: 'detached' });
      server.breakStream(false);
      await close();
    },
  );
});
