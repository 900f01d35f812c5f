import { afterEach, beforeEach, expect, it } from 'vitest';
import { iso, openApp, start, type TestApp } from './app.ts';
import { refusingStore } from './refusing-store.ts';

let test: TestApp;
let refuses = false;
const wrap = refusingStore(() => (refuses ? 'store_unavailable' : null));
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
