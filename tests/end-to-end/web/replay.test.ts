import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { now, openBrowser, openPage, settled } from './browser.ts';
import { type LearnShown, learnFixtures } from './fixture-learn.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { tabTo } from './keys.ts';
import { lookEverywhere, refusalNotes } from './look.ts';

const asked = `change=${encodeURIComponent('measure,technical_batch_settlement_availability,overMinutes=60')}`;
const looks: { name: string; query: string; shown?: Partial<LearnShown> }[] = [
  { name: 'replay', query: '' },
  { name: 'replay-running', query: `?${asked}&run=replay-1`, shown: { replay: 'running' } },
  { name: 'replay-kept', query: `?${asked}&run=replay-1` },
  { name: 'replay-lost', query: `?${asked}&run=replay-1`, shown: { replay: 'lost' } },
  { name: 'replay-failed', query: `?${asked}&run=replay-1`, shown: { replay: 'failed', moneyHidden: true } },
];

describeWith('chromium', 'the page of replays', () => {
  const fixtures = learnFixtures(now);
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
  beforeEach(fixtures.reset);

  it.each(looks)('is accessible, quiet and fits every window: $name', (look) =>
    lookEverywhere(browser, look.name, async (page) => {
      Object.assign(fixtures.shown, look.shown ?? {});
      await page.goto(`${server.url}/replay${look.query}`);
      await settled(page);
    }),
  );

  it('runs what an alert proposes, shows how far it is, and names what would be lost', async () => {
    Object.assign(fixtures.shown, { replay: 'lost', runs: 2 });
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await page.goto(`${server.url}/replay?${asked}`);
    await settled(page);
    await page.getByText('Now: ≥ 99.9% over 24 h, floor 15').waitFor();
    await tabTo(page, /^button Replay$/);
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar', { name: 'Replaying the past' }).waitFor();
    await page.getByRole('alert').getByText('2 P1 and P2 would be lost').waitFor();
    expect(fixtures.asked.replays).toEqual([
      {
        ...{ from: '2026-10-21T22:00:00Z', to: '2026-11-20T10:15:00Z' },
        changes: [{ kind: 'measure', name: 'technical_batch_settlement_availability', overMinutes: 60 }],
      },
    ]);
    const drops = page.getByRole('grid', { name: 'P1 and P2 of these days' });
    expect(await drops.getByRole('row').nth(1).textContent()).toContain('Lost: nobody would be told');
    // The address brings it back.
    await page.reload();
    await page.getByRole('alert').getByText('2 P1 and P2 would be lost').waitFor();
    expect(await page.getByLabel('Over minutes').inputValue()).toBe('60');
    expect(complaints).toEqual([]);
    await close();
  });

  it('says what is wrong before it asks, and that a run is not kept any more', async () => {
    const { page, complaints, close } = await openPage(browser, { width: 1440, theme: 'light' });
    await page.goto(`${server.url}/replay`);
    await settled(page);
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('Choose one.', { exact: true }).waitFor();
    await page.getByLabel('What', { exact: true }).selectOption('off');
    await page.getByLabel('Measure', { exact: true }).selectOption('deferred-partner-availability');
    await page.getByRole('radio', { name: '90 days' }).click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByRole('status').getByText('No P1 or P2 is lost').waitFor();
    expect(fixtures.asked.replays.at(-1)?.changes).toEqual([
      { kind: 'measure', name: 'deferred-partner-availability', off: true },
    ]);
    await page.goto(`${server.url}/replay?run=nothing`);
    await page.getByText('This replay is not kept any more. Run it again.').waitFor();
    expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
    await close();
  });
});
