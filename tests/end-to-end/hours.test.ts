import { afterAll, beforeAll, expect, it } from 'vitest';
import { Report } from '../../src/features/agreements/report-contract.ts';
import { catalogue, openWorld, paymentHistory } from './balance-world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
  await world.apply(catalogue.lean);
});
afterAll(() => world?.close());

async function october(): Promise<Report['subjects'][number]> {
  const report = Report.parse(await world.read('/api/v1/reports/process/payment?period=2026-10'));
  expect(report.subjects).toHaveLength(1);
  return report.subjects[0]!;
}

it('makes a report of a month that was over before Waga saw it, from the history that was loaded', async () => {
  const history = paymentHistory(35);
  await world.importHistory('history', 35, history);
  for (let index = 0; index < 4; index++) {
    await world.sendEvents(index, 120);
    await world.tick();
  }
  // A tick counts so much history at most.
  for (let before = ''; ; ) {
    await world.tick();
    const after = JSON.stringify((await october()).value);
    if (after === before && after !== 'null') break;
    before = after;
  }
  const begin = Date.UTC(2026, 9, 14, 12);
  const end = Date.UTC(2026, 10, 1);
  const events = (history as { at: number; count: number }[])
    .filter(({ at }) => at >= begin && at < end)
    .reduce((sum, { count }) => sum + count, 0);
  const found = await october();
  expect(world.failures()).toEqual([]);
  // before the history begins nothing is on record
  expect(found.unmeasured).toEqual([{ from: '2026-10-01T00:00:00Z', to: '2026-10-14T12:00:00Z' }]);
  expect(found.requests).toBeNull();
  expect(Math.abs(Number(found.value!.whole) / (events * 15_000) - 1)).toBeLessThan(0.05);
  expect(Number(found.value!.part)).toBeLessThanOrEqual(events * 15_000);

  await world.restart();
  await world.tick();
  expect((await october()).value).toEqual(found.value);
});
