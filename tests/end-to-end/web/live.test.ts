import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stateNames } from '../../../web/fixtures/states.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled, widerThanWindow } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { showIn } from './look.ts';

/** Kilobytes (1 000 bytes, gzip) of script that may be loaded before the balance is first seen. */
const scriptBudget = 250;

describeWith('chromium', 'the balance as it lives', () => {
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

  it('follows the ticks', async () => {
    server.show('calm');
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Technical and business agree: all calm.' }).waitFor();
    expect(await page.locator('.live-indicator').textContent()).toContain('Live');
    server.show('blind-spot');
    await page.getByRole('heading', { name: 'Money is being lost and no alarm says so: blind spot.' }).waitFor();
    expect(await page.title()).toBe('(2 losing) Balance · Waga');
    expect(complaints).toEqual([]);
    await close();
  });

  it('says that the stream is broken, asks by itself, and comes back', async () => {
    server.show('calm');
    const { page, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await page.clock.install({ time: now + 3_000 });
    await page.goto(server.url);
    await settled(page);
    server.breakStream(true);
    await page.getByText('Until they are back, this page asks every 15 seconds.').waitFor();
    server.show('noise');
    await page.clock.fastForward(16_000);
    await page.getByRole('heading', { name: 'Alarm without business loss: noise.' }).waitFor();
    server.breakStream(false);
    await page.clock.fastForward(6_000);
    await page.getByText('Until they are back').waitFor({ state: 'detached' });
    await close();
  });

  it("shows the problem in the server's words and tries again", async () => {
    server.show('error');
    server.breakStream(true);
    const { page, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await page.goto(server.url);
    await page.getByText('The measurements cannot be read: the disk is full.').waitFor();
    expect(await page.getByText('status 503 · store_unavailable').count()).toBe(1);
    server.show('calm');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Technical and business agree: all calm.' }).waitFor();
    server.breakStream(false);
    await close();
  });

  it('finds one process among two hundred and pages through the rest', async () => {
    server.show('many');
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await page.goto(server.url);
    await settled(page);
    const processes = page.locator('.process-toggle');
    expect(await processes.count()).toBe(25);
    expect(await processes.first().textContent()).toBe('Payment 3');
    await page.getByRole('navigation', { name: 'Pages of processes' }).getByRole('button', { name: 'Next' }).click();
    await page.getByText('26–50 of 200').waitFor();
    await page.getByRole('searchbox', { name: 'Find a process' }).fill('cashback 12');
    await page.getByText('1 process', { exact: true }).waitFor();
    expect(await processes.allTextContents()).toEqual(['Cashback 12']);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(stateNames)('fits 2560, 1024, 768 and 360 px with a process open: %s', async (state) => {
    server.show(state);
    const { page, close } = await openPage(browser, { width: 2560, theme: 'light' });
    await page.goto(`${server.url}/?period=custom`);
    await settled(page);
    const toggle = page.locator('.process-toggle').first();
    if ((await toggle.count()) > 0) {
      await toggle.click();
      await page.locator('.chart-canvas svg').waitFor();
    }
    for (const width of [2560, 1024, 768, 360]) {
      await showIn(page, { width, theme: 'light' });
      expect(await widerThanWindow(page), `${width}`).toBe(0);
    }
    await close();
  });

  it('needs little before the first useful paint', async () => {
    server.show('losing');
    const { page, close } = await openPage(browser, { width: 1440, theme: 'light' });
    const scripts: { path: string; kilobytes: number }[] = [];
    page.on('response', async (response) => {
      if (response.request().resourceType() !== 'script') return;
      const kilobytes = gzipSync(await response.body()).length / 1_000;
      scripts.push({ path: new URL(response.url()).pathname, kilobytes });
    });
    await page.goto(server.url);
    await settled(page);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const total = scripts.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
    expect(total).toBeGreaterThan(50);
    expect(total).toBeLessThan(scriptBudget);
    expect(scripts.map(({ path }) => path).filter((path) => path.includes('canvas'))).toEqual([]);
    await close();
  });
});
