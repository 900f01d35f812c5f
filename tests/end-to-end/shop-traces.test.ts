import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { seeded } from '../../demo/model/random.ts';
import { call } from '../../demo/shop/client.ts';
import { type ShopServices, startServices } from '../../demo/shop/shop-services.ts';
import { switches as newSwitches } from '../../demo/shop/switches.ts';
import type { DiscoveredDependency } from '../../src/features/signals/contract.ts';
import { callsName, durationName } from '../../src/features/signals/traces/trace-series.ts';
import { minute } from '../../src/maths/instants.ts';
import { readConfig } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { binomialInterval } from './binomial.ts';

/** The services of the demo shop with customers whose number and choices are fixed, against a server of its own. */
interface Round {
  book: ReturnType<ShopServices['ledger']['book']>;
  dependencies: DiscoveredDependency[];
  /** Requests and failures by service, and requests by latency bins. */
  served: Map<string, { calls: number; errors: number; binned: number; sampling: string }>;
}

const customers = 60;
const follow = { cashback: 0, messages: 0 };

async function visit(gateway: string, user: number): Promise<void> {
  const ask = (method: 'GET' | 'POST', path: string, body?: Record<string, unknown>) =>
    call(gateway, { method, path, timeoutMs: 20_000, ...(body ? { body } : {}) });
  await ask('GET', '/products');
  await ask('GET', user % 10 === 0 ? '/products/none' : `/products/p${1 + (user % 24)}`);
  await ask('POST', '/baskets', { user, minor: 15_000 });
  await ask('POST', '/checkouts', { user, minor: 15_000 });
  const card = user % 7 === 0 ? 'empty' : 'good';
  const method = user % 3 === 0 ? 'blik' : 'card';
  const paid = await ask('POST', '/payments', { user, minor: 15_000, method, card, cashback: user % 2 === 0 });
  if (paid.status !== 201) return;
  follow.messages += 1;
  if (user % 2 === 0) follow.cashback += 1;
}

/** Ids that are the same in every run. */
function idsOf(seed: number) {
  const random = seeded(seed);
  const hex = (bytes: number) =>
    Array.from({ length: bytes }, () =>
      Math.floor(random() * 256)
        .toString(16)
        .padStart(2, '0'),
    ).join('');
  return { generateTraceId: () => hex(16), generateSpanId: () => hex(8) };
}

async function round(traceShare: number): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-shop-traces-'));
  const data = join(folder, 'data');
  let ahead = 0;
  const options = { log: pino({ level: 'silent' }), ticking: false, now: () => Date.now() + ahead };
  const server: Running = await startServer(readConfig(undefined, { data, port: 0 }), options);
  try {
    const authorization = `Bearer ${server.machineToken}`;
    vi.stubEnv('WAGA_TOKEN', server.machineToken);
    const catalog = { files: [{ path: 'sources.yaml', text: source }] };
    const applied = await server.app.inject({
      method: 'PUT',
      url: '/api/v1/catalog',
      headers: { authorization },
      body: catalog,
    });
    expect(applied.statusCode, applied.body).toBe(200);
    const switches = newSwitches();
    const settings = { wagaUrl: server.url, switches, record: () => undefined, traceShare, traceIds: idsOf(7) };
    const shop = await startServices(settings);
    Object.assign(follow, { cashback: 0, messages: 0 });
    for (let half = 0; half < 2; half++) {
      if (half === 1) switches.set('cashback-errors', true, Date.now());
      const visits = Array.from({ length: customers / 2 }, (_, i) => visit(shop.at('gateway'), half * 30 + i));
      await Promise.all(visits);
    }
    const expected = {
      services: { notification: { calls: follow.messages }, cashback: { calls: follow.cashback } },
      calls: {
        'payment-api cashback': { calls: follow.cashback },
        'notification messages': { calls: follow.messages },
      },
    };
    await vi.waitFor(() => expect(shop.ledger.book()).toMatchObject(expected), { timeout: 20_000 });
    const book = shop.ledger.book();
    await shop.close();
    ahead = 4 * minute;
    await server.clock.tick(Date.now() + ahead);
    const answer = await server.app.inject({ url: '/api/v1/dependencies', headers: { authorization } });
    const { dependencies } = answer.json() as { dependencies: DiscoveredDependency[] };
    await server.stop();
    return { book, dependencies, served: await servedIn(data) };
  } finally {
    vi.unstubAllEnvs();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
const source = 'apiVersion: waga/v1\nkind: Source\nmetadata: {name: shop-otlp}\nspec: {type: otlp}\n';

async function servedIn(directory: string): Promise<Round['served']> {
  const store = await openMeasurements({ directory, memoryLimitMb: 256, threads: 1 });
  const served: Round['served'] = new Map();
  for (const [name, kind] of [
    [callsName, 'counts'],
    [durationName, 'bins'],
  ] as const) {
    for (const { id, labels } of await store.ask({ ask: 'series', name, kind })) {
      const { n } = await store.ask({ ask: kind, series: [id], step: minute, from: 0, to: 1e13 });
      const sum = n.reduce((total, one) => total + one, 0);
      const service = labels['service.name']!;
      const row = served.get(service) ?? { calls: 0, errors: 0, binned: 0, sampling: labels['waga.sampling']! };
      if (kind === 'bins') row.binned += sum;
      else row.calls += sum;
      if (kind === 'counts' && labels['status.code'] === 'STATUS_CODE_ERROR') row.errors += sum;
      served.set(service, row);
    }
  }
  await store.close();
  return served;
}

describe('OpenTelemetry traces of the demo shop', () => {
  let all: Round;
  let some: Round;
  beforeAll(async () => {
    all = await round(1);
    some = await round(0.25);
  });

  it('give what every service counted itself: requests, failures, and as many in the latency bins', () => {
    const seen = Object.fromEntries(
      [...all.served].map(([service, { calls, errors }]) => [service, { calls, errors }]),
    );
    expect(seen).toEqual(all.book.services);
    expect(all.book.services.cashback!.errors).toBeGreaterThan(0);
    for (const { calls, binned, sampling } of all.served.values()) {
      expect({ binned, sampling }).toEqual({ binned: calls, sampling: 'none' });
    }
  });

  it('give every edge with the calls and failures that its caller counted, to services, database, vendor and queue', () => {
    const seen = Object.fromEntries(
      all.dependencies.map(({ caller, callee, calls, errors }) => [`${caller} ${callee}`, { calls, errors }]),
    );
    expect(seen).toEqual(all.book.calls);
    const kinds = Object.fromEntries(all.dependencies.map(({ callee, kind }) => [callee, kind]));
    expect(kinds).toMatchObject({
      'payment-api': 'service',
      'orders-db': 'database',
      'vendor-payfast': 'external',
      messages: 'messaging',
    });
    expect(all.dependencies.every(({ sampling }) => sampling === 'none')).toBe(true);
  });

  it('give, of one trace in four, counts within the exact binomial interval', () => {
    expect(some.dependencies.every(({ sampling }) => sampling === 'threshold')).toBe(true);
    const { calls } = some.served.get('gateway')!;
    const requests = some.book.services.gateway!.calls;
    const [low, high] = binomialInterval(requests, 0.25, 1e-6);
    expect(calls % 4).toBe(0);
    expect(calls / 4).toBeGreaterThanOrEqual(low);
    expect(calls / 4).toBeLessThanOrEqual(high);
    // Whole traces are kept: what the gateway passed on is what the others were asked.
    const passedOn = some.dependencies
      .filter(({ caller }) => caller === 'gateway')
      .reduce((sum, one) => sum + one.calls, 0);
    expect(passedOn).toBe(calls);
  });
});
