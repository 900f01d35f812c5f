import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProductError } from '../../src/errors.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { iso, openApp, start, type TestApp } from './app.ts';

let test: TestApp;
let refuses = false;
/** The real store, told by the test to refuse for a while. */
const wrap = (store: Measurements): Measurements => ({
  append: (batch) => (refuses ? Promise.reject(new ProductError('store_unavailable', 'refused')) : store.append(batch)),
  ask: (question) => store.ask(question),
  retain: (from, people) => store.retain(from, people),
  backup: (file, begun) => store.backup(file, begun),
  settle: (before, most) => store.settle(before, most),
  forget: (user) => store.forget(user),
  check: () => store.check(),
  status: () => store.status(),
  close: () => store.close(),
});
beforeEach(async () => {
  refuses = false;
  test = await openApp({ wrap });
});
afterEach(() => test.close());

const row = (id: string): string =>
  JSON.stringify({ process: 'payment', step: 'completed', at: iso(start), id, user: 'anna' });

it.each([
  ['application/x-ndjson', [row('a'), row('b'), row('a')].join('\n')],
  ['application/json', `[${row('a')},${row('b')},${row('a')}]`],
])('ids of events in %s that could not be stored are new when they are sent again', async (type, body) => {
  const headers = { 'content-type': type, 'waga-source': 'shop-events' };
  const send = async () => {
    const answer = await test.app.inject({ method: 'POST', url: '/api/v1/events', payload: body, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
  refuses = true;
  expect((await send()).status).toBe(503);
  expect((await send()).status).toBe(503);
  refuses = false;
  expect((await send()).body).toMatchObject({ accepted: 2, duplicate: 1 });
  expect((await send()).body).toMatchObject({ accepted: 0, duplicate: 3 });
});
