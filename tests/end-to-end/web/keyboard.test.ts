import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { focused, leaveDialog, tabTo } from './keys.ts';

describeWith('chromium', 'the balance by keyboard alone', () => {
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

  async function open() {
    server.show('losing');
    const opened = await openPage(browser, { width: 1440, theme: 'light' });
    await opened.page.goto(server.url);
    await settled(opened.page);
    return opened;
  }

  it('skips to the content', async () => {
    const { page, close } = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(focused)).toBe('a Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await close();
  });

  it('chooses the theme and remembers it', async () => {
    const { page, close } = await open();
    await tabTo(page, /^button You: /);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^radio Theme of the system/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.reload();
    await settled(page);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await close();
  });

  it('switches the time zone', async () => {
    const { page, close } = await open();
    const clock = page.locator('.verdict-text time');
    expect(await clock.textContent()).toBe('11:15');
    await tabTo(page, /^button You: /);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^select /);
    await page.keyboard.press('ArrowDown');
    expect(await clock.textContent()).toBe('05:15');
    await page.keyboard.press('ArrowDown');
    expect(await clock.textContent()).toBe('10:15');
    await close();
  });

  it('opens what a number is made of, and comes back to it', async () => {
    const { page, complaints, close } = await open();
    const stop = await tabTo(page, /^button Payment: money missing per hour: /);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Payment: money missing per hour' });
    await dialog.getByText('1 − actual ÷ expected').waitFor();
    for (const fact of ['Exactly', 'Interval', 'Method', 'Basis', 'Grade', 'Completeness', 'Version']) {
      expect(await dialog.getByText(fact, { exact: true }).count(), fact).toBe(1);
    }
    await leaveDialog(page);
    await expect.poll(() => page.evaluate(focused)).toBe(stop);
    expect(complaints).toEqual([]);
    await close();
  });

  it('expands a process, goes back in time and shows its chart as a table', async () => {
    const { page, complaints, close } = await open();
    await tabTo(page, /^button Payment$/);
    await page.keyboard.press('Enter');
    await page.locator('.chart-canvas svg').waitFor();
    await tabTo(page, /^radio 1 h$/);
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('expected in 1 d', { exact: false }).waitFor();
    await tabTo(page, /^radio Chart$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const table = page.getByRole('grid', { name: 'Payment: completed, as a table' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(31);
    await tabTo(page, /^row 1/);
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(focused)).toBe('columnheader From');
    await page.keyboard.press('Enter');
    expect(await table.getByRole('columnheader', { name: 'From' }).getAttribute('aria-sort')).toBe('ascending');
    await tabTo(page, /^button Payment$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await table.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('chooses a period and a cell, and both stand in the address', async () => {
    const { page, complaints, close } = await open();
    await tabTo(page, /^radio 1 h$/);
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await tabTo(page, /^button Alarm, no drop/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Alarm, no drop' }).waitFor();
    expect(await page.getByRole('list', { name: 'Alarms' }).getByText('Nightly batch').count()).toBe(1);
    const address = new URL(page.url()).searchParams;
    expect([address.get('period'), address.get('cell')]).toEqual(['7d', 'alarmNoDrop']);

    await tabTo(page, /^radio 7 d$/, 'Shift+Tab');
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await tabTo(page, /^button Show$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('to')).toBe('2026-11-20T10:15:00Z');
    expect(complaints).toEqual([]);
    await close();
  });

  it('walks the cells of the components and opens a ratio', async () => {
    const { page, complaints, close } = await open();
    const table = page.getByRole('grid', { name: 'Technical health' });
    await tabTo(page, /^row /);
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(focused)).toBe('button Payment API, availability, reached: 91.25%');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('missed by 23 requests').waitFor();
    await leaveDialog(page);
    expect(await table.getByRole('row').count()).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    await close();
  });
});
