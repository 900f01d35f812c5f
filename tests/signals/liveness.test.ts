import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { iso, openApp, start, type TestApp } from './app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openApp();
});
afterEach(() => test.close());

async function send(source: string, events: object[], headers: Record<string, string> = {}) {
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/v1/events',
    payload: events.map((event) => JSON.stringify(event)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson', 'waga-source': source, ...headers },
  });
  return answer.statusCode;
}
const payment = (at: number) => ({ process: 'payment', step: 'completed', at: iso(at) });
const cashback = (at: number) => ({ process: 'cashback', step: 'granted', at: iso(at) });
const until = (at: number, since?: number) => ({
  'waga-complete-until': iso(at),
  ...(since === undefined ? {} : { 'waga-complete-since': iso(since) }),
});
/** As asked alone, which must be what is answered when many are asked together. */
async function minutes(process: string, step: string, count: number): Promise<(number | null)[]> {
  const window = { from: start, to: start + count * minute };
  const { counts } = await test.signals.businessMinutes({ process, step, ...window });
  const others = [
    { process: 'payment', step: 'started' },
    { process: 'cashback', step: 'granted' },
  ];
  const [first, ...rest] = await test.signals.manyBusinessMinutes(
    [{ process, step }, ...others, { process, step }],
    window,
  );
  expect(first).toEqual({ from: start, counts });
  expect(rest.at(-1)).toEqual(first);
  return [...counts].map((n) => (Number.isNaN(n) ? null : n));
}

describe('a source that declares', () => {
  it('makes minutes without events zero, and others unknown', async () => {
    test.clock.now = start + 5 * minute;
    await send('shop-events', [payment(start + 10_000)]);
    expect(await minutes('payment', 'completed', 5)).toEqual([null, null, null, null, null]);
    await send('shop-events', [payment(start + 2 * minute)], until(start + 3 * minute + 30_000));
    expect(await minutes('payment', 'completed', 5)).toEqual([1, 0, 1, null, null]);
    expect(await test.signals.completeUntil({ process: 'payment', now: start })).toBe(start + 3 * minute);
    expect(await send('shop-events', [], until(start + 4 * minute))).toBe(202);
    expect(await minutes('payment', 'completed', 5)).toEqual([1, 0, 1, 0, null]);
    const [status] = await test.signals.sources(test.clock.now);
    expect(status).toMatchObject({ state: 'alive', completeUntil: iso(start + 4 * minute) });
  });

  it('leaves the gap of a restarted sender unknown, also after Waga itself was restarted', async () => {
    test.clock.now = start + 6 * minute;
    await send('shop-events', [payment(start)], until(start + minute));
    test = await test.restart();
    await send('shop-events', [], until(start + 4 * minute, start + 2 * minute + 1));
    expect(await minutes('payment', 'completed', 5)).toEqual([1, null, null, 0, null]);
    await send('shop-events', [], until(start + 3 * minute, start + minute));
    expect(await minutes('payment', 'completed', 5)).toEqual([1, 0, 0, 0, null]);
  });

  it('counts late events where they belong', async () => {
    test.clock.now = start + 5 * minute;
    await send('shop-events', [payment(start)], until(start + 2 * minute));
    await send('shop-events', [payment(start + minute + 1)]);
    expect(await minutes('payment', 'completed', 3)).toEqual([1, 1, null]);
  });

  it('refuses declarations that make no sense', async () => {
    expect(await send('shop-events', [], until(start + 6 * minute))).toBe(400);
    expect(await send('shop-events', [], until(start, start + 1))).toBe(400);
    expect(await send('shop-events', [], { 'waga-complete-since': iso(start) })).toBe(400);
    expect(await send('shop-events', [], { 'waga-complete-until': 'yesterday' })).toBe(400);
  });
});

describe('a source that is observed', () => {
  it('is complete between arrivals that are less than silentAfter apart', async () => {
    for (const after of [0, 1.5, 4, 8, 9.5]) {
      test.clock.now = start + after * minute;
      await send('till', [cashback(test.clock.now)]);
    }
    expect(await minutes('cashback', 'granted', 11)).toEqual([1, 1, 0, 0, null, null, null, null, 1, null, null]);
    const status = (await test.signals.sources(test.clock.now + 3 * minute)).find(({ name }) => name === 'till');
    expect(status?.state).toBe('silent');
  });
});

describe('the jobs', () => {
  it('drop days older than the retention and forget ended streams', async () => {
    await send('shop-events', [payment(start)]);
    for (const job of test.jobs) await job.run(start);
    expect(await test.measurements.ask({ ask: 'days' })).toHaveLength(1);
    for (const job of test.jobs) await job.run(start + 402 * 86_400_000);
    expect(await test.measurements.ask({ ask: 'days' })).toEqual([]);
  });
});
