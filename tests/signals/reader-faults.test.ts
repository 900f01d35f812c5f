import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { iso, openApp, start, type TestApp } from './app.ts';

const headers = { 'content-type': 'application/x-ndjson', 'waga-source': 'shop-events' };
const row = `{"process":"payment","step":"completed","at":"${iso(start)}","user":"c-77"}\n`;

let test: TestApp;
let isBroken: boolean;
beforeEach(async () => {
  isBroken = true;
  // the reader that is written for speed cannot be made without a key; the library has its own
  const noKey = { userKey: null as unknown as Uint8Array };
  test = await openApp({
    wrapReader: (read) => (bytes, rules) => read(bytes, isBroken ? { ...rules, ...noKey } : rules),
  });
});
afterEach(() => test.close());

const send = async (rows: number) => {
  const answer = await test.app.inject({ method: 'POST', url: '/api/v1/events', payload: row.repeat(rows), headers });
  return { status: answer.statusCode, body: answer.json() };
};

describe('a fast reader of events that throws', () => {
  // small bodies are read where they are, large ones on a thread, in memory of the pool
  it.each([1, 1_000])('leaves the body to the library, is counted each time and told once: %i rows', async (rows) => {
    const whole = { status: 202, body: { accepted: rows, duplicate: 0, rejected: [] } };
    for (let time = 1; time <= 3; time++) {
      expect(await send(rows)).toEqual(whole);
      expect(test.readerFaults.all().find(({ reader }) => reader === 'events')).toEqual({
        ...{ reader: 'events', count: time, lastAt: start },
      });
    }
    expect(test.toldFaults).toEqual([expect.objectContaining({ name: 'TypeError' })]);
    isBroken = false;
    expect(await send(rows)).toEqual(whole);
    expect(test.toldFaults).toHaveLength(1);
    expect(test.bodies.state().lentBytes).toBe(0);

    const until = start + 2 * minute;
    test.clock.now = until;
    await test.app.inject({
      ...{ method: 'POST', url: '/api/v1/events', payload: '' },
      headers: { ...headers, 'waga-complete-since': iso(start - minute), 'waga-complete-until': iso(until) },
    });
    const window = { from: start, to: start + minute };
    const { counts } = await test.signals.businessMinutes({ process: 'payment', step: 'completed', ...window });
    expect([...counts]).toEqual([4 * rows]);
  });
});
