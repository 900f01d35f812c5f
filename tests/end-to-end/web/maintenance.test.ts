import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CheapestAnswer } from '../../../src/features/criticality/cheapest/cheapest-contract.ts';
import { MaintenanceAnswer } from '../../../src/features/outages/maintenance/maintenance-contract.ts';
import { cheapestFixture, type MaintenanceState, maintenanceFixture } from '../../../web/fixtures/maintenance.ts';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere } from './look.ts';

describeWith('chromium', 'maintenance', () => {
  let state: MaintenanceState = 'usual';
  let asked: string[] = [];
  let server: FixtureServer;
  let browser: Browser;
  const fixtures = (app: FastifyInstance): void => {
    app.get('/api/v1/maintenance', () => MaintenanceAnswer.parse(maintenanceFixture(state, now)));
    app.get<{ Querystring: Record<string, string> }>('/api/v1/maintenance/cheapest', ({ query }) => {
      asked.push(`${query.kind}:${query.name} ${query.minutes}`);
      return CheapestAnswer.parse(cheapestFixture(now, Number(query.minutes)));
    });
  };
  beforeAll(async () => {
    server = await startFixtureServer(now, 0, fixtures);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => {
    state = 'usual';
    asked = [];
  });
  const visit = async (page: Page): Promise<void> => {
    await page.goto(`${server.url}/maintenance`);
    await settled(page);
  };

  it.each(['usual', 'none'] as const)('looks right in every window and theme: %s', async (shown) => {
    state = shown;
    await lookEverywhere(browser, `maintenance-${shown}`, visit);
  });

  it('says what comes and how the last windows were announced and kept', async () => {
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await visit(page);
    await page.getByText('In the last five weeks 2 windows: 1 kept, 1 overrun, 1 announced late.').waitFor();
    const ahead = page.getByRole('grid', { name: 'Windows now and ahead' }).getByRole('row');
    expect(await ahead.nth(1).textContent()).toContain('by 1 h so far');
    expect(await ahead.nth(1).textContent()).toContain('1 h after it began');
    const past = page.getByRole('grid', { name: 'Past windows' }).getByRole('row').nth(1);
    expect(await past.textContent()).toContain('by 20 min');
    expect(await past.textContent()).toContain('3 days are needed');
    expect(await past.getByRole('link').getAttribute('href')).toBe('/ledger/psp-card-20261110-d4e5f6');
    expect(complaints).toEqual([]);
    await close();
  });

  it('proposes the cheapest time for what one chooses, by keyboard', async () => {
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await visit(page);
    await page.getByText('180 PLN').first().waitFor();
    await tabTo(page, /^select For/);
    await page.getByRole('combobox', { name: 'For' }).selectOption('60');
    await page
      .getByText(/90\.00\sPLN/)
      .first()
      .waitFor();
    expect(asked.at(-1)).toMatch(/ 60$/);
    await page.getByRole('combobox', { name: 'Work on' }).selectOption('process:payment');
    await expect.poll(() => asked.at(-1)).toBe('process:payment 60');
    expect(complaints).toEqual([]);
    await close();
  });
});
