import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyCatalog } from './lock-step.ts';
import { launch, type WagaProcess } from './waga-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-logs-'));
/** Stands wherever a caller may put something. */
const secret = 'zebra-7319';
let waga: WagaProcess;

beforeAll(async () => {
  waga = await launch({ data: join(folder, 'data') });
});
afterAll(async () => {
  await waga.stop();
  rmSync(folder, { recursive: true });
});

interface Line {
  request?: string;
  who?: string | null;
  method?: string;
  route?: string | null;
  status?: number;
  ms?: number;
  code?: string;
}
const lines = (): Line[] =>
  waga
    .log()
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Line);
const lineOf = async (answer: Response): Promise<Line> => {
  const id = answer.headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  const found = () => lines().find(({ request, status }) => request === id && status !== undefined);
  await expect.poll(found, { timeout: 20_000 }).toBeDefined();
  return found()!;
};

describe('the log of a running server', () => {
  it('has a line of each request: id, who, route, status, time', async () => {
    const answer = await fetch(`${waga.url}/api/v1/balance/matrix?from=nonsense`, { headers: waga.headers });
    expect(await lineOf(answer)).toMatchObject({
      who: 'machine machine',
      method: 'GET',
      route: '/api/v1/balance/matrix',
      status: 400,
      ms: expect.any(Number),
      code: 'bad_input',
    });
    const nobody = await fetch(`${waga.url}/api/v1/balance`);
    expect(await lineOf(nobody)).toMatchObject({ who: null, status: 401, code: 'not_signed_in' });
    const nowhere = await fetch(`${waga.url}/api/v1/no/such/thing`);
    expect(await lineOf(nowhere)).toMatchObject({ route: null });
  });

  it('does not take an id that a caller makes up', async () => {
    const answer = await fetch(`${waga.url}/healthz`, { headers: { 'x-request-id': secret } });
    expect(answer.headers.get('x-request-id')).not.toContain(secret);
  });

  it('holds no value, token, cookie or body, whatever comes in', async () => {
    await applyCatalog(waga);
    const event = { process: 'payment', step: 'completed', at: new Date().toISOString(), user: secret, id: secret };
    const json = { 'content-type': 'application/json' };
    const odd: [string, string, Record<string, string>, string?][] = [
      ['POST', '/api/v1/events', json, JSON.stringify(event)],
      ['POST', '/api/v1/events', json, JSON.stringify({ ...event, process: secret, amount: secret })],
      ['POST', '/api/v1/events', json, `{"user": "${secret}`],
      ['POST', '/api/v1/events', { ...json, 'idempotency-key': secret, 'waga-source': secret }, '[]'],
      ['POST', '/api/v1/events', { 'content-type': `text/${secret}` }, secret],
      ['POST', '/api/v1/events', { ...json, 'content-encoding': 'gzip' }, secret],
      ['POST', '/v1/metrics', json, `{"resourceMetrics": "${secret}"}`],
      ['POST', '/v1/metrics', { 'content-type': 'application/x-protobuf' }, secret],
      ['POST', '/api/v1/import/counts', { 'content-type': 'application/x-ndjson' }, JSON.stringify({ metric: secret })],
      ['PUT', '/api/v1/catalog', json, JSON.stringify({ files: [{ path: secret, text: `{${secret}` }] })],
      ['POST', '/api/v1/sign-in', json, JSON.stringify({ name: secret, password: secret })],
      ['POST', '/api/v1/erase', json, JSON.stringify({ user: secret })],
      ['POST', '/api/v1/erase', json, JSON.stringify({ user: [secret] })],
      ['POST', '/api/v1/tokens', json, JSON.stringify({ name: secret, scopes: [secret] })],
      ['GET', `/api/v1/processes/${secret}/curve?from=${secret}&text=${secret}`, {}],
      ['GET', `/${secret}/..%2f${secret}?token=${secret}`, { cookie: `waga_session=${secret}` }],
      ['GET', '/api/v1/audit?who=%00', { cookie: `waga=${secret}; other=${secret}` }],
      ['GET', '/api/v1/balance', { authorization: `Bearer waga_${secret}` }],
      ['GET', '/metrics', { authorization: `Basic ${Buffer.from(`a:${secret}`).toString('base64')}` }],
      ['DELETE', `/api/v1/tokens/${secret}`, {}],
    ];
    const statuses: number[] = [];
    for (const [method, path, headers, body] of odd) {
      const all = { ...waga.headers, ...headers };
      const answer = await fetch(waga.url + path, { method, headers: all, ...(body === undefined ? {} : { body }) });
      await answer.text();
      // Pages (an address that no route of the API has is one too) and data that was taken are told at debug only.
      const isQuiet = !path.startsWith('/api') || path === '/api/v1/events';
      if (answer.status >= 400 || !isQuiet) await lineOf(answer);
      statuses.push(answer.status);
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(new Set(statuses).size).toBeGreaterThan(4);
    expect(lines().length).toBeGreaterThan(odd.length);
    const token = waga.headers.authorization.slice('Bearer '.length);
    for (const forbidden of [secret, token, Buffer.from(`a:${secret}`).toString('base64')]) {
      expect(waga.log()).not.toContain(forbidden);
    }
  });
});
