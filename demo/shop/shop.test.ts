import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { businessHistory } from '../history/business.ts';
import { call } from './client.ts';
import { startControl } from './control.ts';
import { openShop, type Shop } from './shop.ts';

interface Received {
  process: string;
  step: string;
  outcome: string;
  at: string;
  user: string;
  amount?: string;
  attributes?: Record<string, string>;
}

const minute = 60_000;
const since = Math.floor(Date.now() / minute) * minute - 2 * minute;
const events: Received[] = [];
let exports = 0;
let traceExports = 0;
const receiver = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  if (request.url === '/v1/metrics') exports += 1;
  else if (request.url === '/v1/traces') traceExports += 1;
  else
    events.push(
      ...text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Received),
    );
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(request.url?.startsWith('/v1/') ? '{}' : JSON.stringify({ accepted: 1, duplicate: 0, rejected: [] }));
});
const hookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let shop: Shop;
let control: Awaited<ReturnType<typeof startControl>>;
const pay = (method: string, card = 'good', timeoutMs = 5_000) => {
  const gateway = shop.services.find(({ name }) => name === 'gateway')!.url;
  const body = { user: 1, minor: 15_000, method, card, cashback: false };
  return call(gateway, { method: 'POST', path: '/payments', body, timeoutMs });
};
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(control.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const wagaUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  shop = await openShop({ wagaUrl, seed: 3, since, campaigns: [] });
  control = await startControl(shop, { port: 0, wagaUrl, hookSecret });
});
afterAll(async () => {
  control.close();
  await shop.close();
  receiver.closeAllConnections();
  receiver.close();
});

describe('the shop', () => {
  it('has nine services on ports of their own', () => {
    expect(shop.services.length).toBeGreaterThanOrEqual(9);
    expect(new Set(shop.services.map(({ url }) => url)).size).toBe(shop.services.length);
  });

  it('tells of the minutes since its start at once, exactly as the book has them', async () => {
    const { from, to, processes } = shop.truth.between(since, since + 2 * minute);
    expect(processes.payment.actual).toEqual(processes.payment.expected);
    const completed = () =>
      events.filter(({ process, step, at }) => {
        return process === 'payment' && step === 'completed' && Date.parse(at) >= from && Date.parse(at) < to;
      });
    await vi.waitFor(() => expect(completed().length).toBe(processes.payment.actual.count), { timeout: 10_000 });
    const sent = completed();
    const minor = sent.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
    expect(minor).toBe(processes.payment.actual.minor);
    expect(sent[0]!.user).toMatch(/^customer-/);
  }, 20_000);

  it('expects exactly what the history of the same minutes would have held', () => {
    const to = since + 2 * minute;
    const columns = businessHistory({ seed: 3, from: since, to, incidents: [], campaigns: [] });
    const completed = columns.find(({ process, step }) => process === 'payment' && step === 'completed')!;
    const { expected } = shop.truth.between(since, to).processes.payment;
    expect(expected.count).toBe(completed.counts.reduce((sum, count) => sum + count, 0));
    expect(expected.minor).toBe(completed.minor.reduce((sum, minor) => sum + minor, 0));
  });

  it('takes payments, and turns a card without money away', async () => {
    expect((await pay('card')).status).toBe(201);
    expect((await pay('blik')).status).toBe(201);
    expect((await pay('card', 'empty')).status).toBe(402);
  });

  it('fails by card alone while the vendor is down', async () => {
    shop.switches.set('vendor-down', true, Date.now());
    const seen = await Promise.all(Array.from({ length: 12 }, () => pay('card', 'good', 1_500)));
    expect(seen.every(({ status, why }) => status === 502 || why === 'timeout')).toBe(true);
    expect(seen.some(({ status }) => status === 502)).toBe(true);
    expect((await pay('blik')).status).toBe(201);
    shop.switches.set('vendor-down', false, Date.now());
  });

  it('voids the payment of a customer who hangs up while the database is slow', async () => {
    shop.switches.set('slow-database', true, Date.now());
    expect((await pay('transfer', 'good', 100)).why).toBe('timeout');
    shop.switches.set('slow-database', false, Date.now());
    const abandoned = (event: Received) => event.outcome === 'abandoned' && event.attributes?.method === 'transfer';
    await vi.waitFor(() => expect(events.some(abandoned)).toBe(true), { timeout: 5_000 });
  });

  it('exports OpenTelemetry metrics and traces', async () => {
    await vi.waitFor(() => expect(exports).toBeGreaterThan(5), { timeout: 10_000 });
    await vi.waitFor(() => expect(traceExports).toBeGreaterThan(2), { timeout: 10_000 });
  }, 25_000);
});

describe('what Waga asks the shop', () => {
  const flag = async (key: string, user?: number) => {
    const context = user === undefined ? {} : { targetingKey: String(user) };
    const answered = await post(`/ofrep/v1/evaluate/flags/${key}`, JSON.stringify({ context }));
    return (await answered.json()) as { value?: unknown; reason?: unknown; errorCode?: unknown };
  };
  const told = (data: object, secret = hookSecret) => {
    const body = JSON.stringify({ specversion: '1.0', type: 'waga.switch.set', data });
    const at = new Date();
    const signature = new Webhook(secret).sign('msg_1', at, body);
    const stamp = String(Math.floor(at.getTime() / 1_000));
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': stamp, 'webhook-signature': signature };
    return post('/hooks/waga', body, headers);
  };
  const till = async () => (await fetch(`${control.url}/till`)).text();

  it('switches cards off and on by a signed message: the flag, the till and the payments follow', async () => {
    expect(await flag('card-payments')).toMatchObject({ value: true });
    expect(await till()).toContain('Pay by card');
    expect((await told({ switch: 'card-payments', position: 'off' })).status).toBe(200);
    expect(await flag('card-payments')).toMatchObject({ value: false, reason: 'STATIC' });
    expect(await till()).toContain('Cards are not offered');
    expect((await pay('card')).status).toBe(409);
    expect((await pay('blik')).status).toBe(201);
    expect((await told({ switch: 'card-payments', position: 'half', share: '1' })).status).toBe(200);
    expect(await flag('card-payments', 1)).toMatchObject({ value: true, reason: 'SPLIT' });
    expect((await pay('card')).status).toBe(201);
    expect((await told({ switch: 'card-payments', position: 'on' })).status).toBe(200);
  });

  it('shows and hides the banner', async () => {
    await told({ switch: 'card-banner', position: 'off' });
    expect(await till()).toContain('Cards take longer');
    await told({ switch: 'card-banner', position: 'on' });
    expect(await till()).not.toContain('Cards take longer');
  });

  it('is not heard where the signature does not fit, and told what is wrong', async () => {
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect((await told({ switch: 'card-payments', position: 'off' }, other)).status).toBe(401);
    expect((await told({ switch: 'everything', position: 'off' })).status).toBe(404);
    expect((await told({ switch: 'card-payments', position: 'maybe' })).status).toBe(400);
    expect(await flag('nothing')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
    expect(await flag('card-payments')).toMatchObject({ value: true });
  });

  it('lets some through all the same while the flag is ignored', async () => {
    await told({ switch: 'card-payments', position: 'off' });
    shop.switches.set('switch-ignored', true, Date.now());
    const gateway = shop.services.find(({ name }) => name === 'gateway')!.url;
    const as = (user: number) => {
      const body = { user, minor: 15_000, method: 'card', card: 'good', cashback: false };
      return call(gateway, { method: 'POST', path: '/payments', body, timeoutMs: 5_000 });
    };
    expect([(await as(3)).status, (await as(4)).status]).toEqual([201, 409]);
    shop.switches.set('switch-ignored', false, Date.now());
    await told({ switch: 'card-payments', position: 'on' });
  });
});

describe('the control page', () => {
  it('is served under a policy without inline script', async () => {
    const page = await fetch(control.url);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).not.toMatch(/<script>|onclick|style=/);
  });

  it('switches failures on and off and lists them', async () => {
    expect(await (await post('/failures/batch-fails', '{"on":true}')).json()).toMatchObject({ on: true });
    const { failures } = (await (await fetch(`${control.url}/failures`)).json()) as {
      failures: { name: string; on: boolean }[];
    };
    expect(failures.filter(({ on }) => on).map(({ name }) => name)).toEqual(['batch-fails']);
    expect(await (await post('/failures/batch-fails', '{"on":false}')).json()).toMatchObject({
      on: false,
      since: null,
    });
  });

  it('refuses what is no switch, and other pages', async () => {
    expect((await post('/failures/no-such-thing', '{"on":true}')).status).toBe(404);
    expect((await post('/failures/vendor-down', '{"on":"yes"}')).status).toBe(400);
    expect((await post('/failures/vendor-down', 'on=true', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/failures/vendor-down', '{"on":true}', { origin: 'http://elsewhere.test' })).status).toBe(403);
    expect(shop.switches.on('vendor-down')).toBe(false);
  });
});
