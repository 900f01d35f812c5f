import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComponentPage } from '../../src/features/balance/component-page-contract.ts';
import { ProcessFunnel, ProcessPage } from '../../src/features/balance/process-page-contract.ts';
import { SourceDetail } from '../../src/features/signals/source-contract.ts';
import { minute } from '../../src/maths/instants.ts';
import { readConfig } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { catalogText, iso, start } from '../signals/app.ts';

const more = `
---
apiVersion: waga/v1
kind: Product
metadata: {name: pay, displayName: Waga Pay}
spec: {owner: group:pay, productManager: user:anna}
---
apiVersion: waga/v1
kind: Component
metadata: {name: ledger-db, description: Who owes what}
spec: {type: database, owner: group:platform, availability: "0.9995"}
`;
const text = `${catalogText}${more}`
  .replace('attributes: [method]', 'attributes: [method]\n  product: pay')
  .replace('total: "0.40"}\n  attributes', 'total: "0.40", weekend: {partial: "0.30"}}\n  attributes')
  .replace('spec: {type: service}', 'spec: {type: service, dependsOn: [{component: ledger-db}]}');

describe('the pages of one thing, over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-pages-'));
  const clock = { now: start };
  let waga: Running;

  const ask = async (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) => {
    const authorization = `Bearer ${waga.machineToken}`;
    const answer = await fetch(`${waga.url}${path}`, { ...init, headers: { authorization, ...init.headers } });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const send = (events: object[], until: number) =>
    ask('/api/v1/events', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'waga-source': 'shop-events',
        'waga-complete-until': iso(until),
      },
      body: JSON.stringify(events),
    });

  beforeAll(async () => {
    const config = readConfig(undefined, { data: join(folder, 'data'), port: 0 });
    waga = await startServer(config, { log: pino({ level: 'silent' }), ticking: false, now: () => clock.now });
    const applied = await ask('/api/v1/catalog', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files: [{ path: 'all.yaml', text }] }),
    });
    expect(applied.status).toBe(200);
    clock.now = start + minute;
    const event = { process: 'payment', at: iso(start) };
    const started = ['u1', 'u2', 'u2', 'u3'].map((user) => ({ ...event, step: 'started', user }));
    const completed = { ...event, step: 'completed', user: 'u1', amount: '1.00', currency: 'PLN' };
    await send([...started, completed, { ...completed, user: 'u2', outcome: 'failed' }], start + minute);
    clock.now = start + 3 * minute;
  });
  afterAll(async () => {
    await waga.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a process says what it is, before a tick and after', async () => {
    const before = ProcessPage.parse((await ask('/api/v1/processes/payment')).body);
    expect([before.impact.state, before.impact.notes]).toEqual(['unknown', ['Not judged yet.']]);
    await waga.clock.tick(clock.now);
    const page = ProcessPage.parse((await ask('/api/v1/processes/payment')).body);
    expect(page).toMatchObject({
      product: { name: 'pay', displayName: 'Waga Pay' },
      productManager: 'user:anna',
      owner: 'group:pay',
      steps: ['started', 'completed'],
      kpi: 'completed',
      moneyHidden: false,
      thresholds: [
        { on: null, partial: '0.20', total: '0.40' },
        { on: 'weekend', partial: '0.30', total: '0.40' },
      ],
    });
    expect(page.standsOn.map(({ component, depth }) => [component, depth])).toEqual([
      ['payment-api', 0],
      ['ledger-db', 1],
    ]);
    expect(page.components.map(({ name }) => name)).toEqual(['payment-api', 'ledger-db']);
    expect(page.sources.map(({ name }) => name)).toEqual(['shop-events']);
  });

  it('counts who passed each step, and says how many minutes are unknown', async () => {
    const query = `from=${iso(start)}&to=${iso(start + 2 * minute)}`;
    const funnel = ProcessFunnel.parse((await ask(`/api/v1/processes/payment/funnel?${query}`)).body);
    expect(funnel).toMatchObject({ minutes: 2, unknownMinutes: 1 });
    expect(funnel.steps).toEqual([
      { step: 'started', done: 4, notDone: 0, users: 3 },
      { step: 'completed', done: 1, notDone: 1, users: 1 },
    ]);
    await send([{ process: 'payment', at: iso(start), step: 'started' }], start + 2 * minute);
    const unnamed = ProcessFunnel.parse((await ask(`/api/v1/processes/payment/funnel?${query}`)).body);
    expect([unnamed.unknownMinutes, ...unnamed.steps.map(({ users }) => users)]).toEqual([0, null, 1]);
  });

  it('a component says which processes stand on it, and by which way', async () => {
    const page = ComponentPage.parse((await ask('/api/v1/components/ledger-db')).body);
    expect(page).toMatchObject({ owner: 'group:platform', description: 'Who owes what', usedBy: ['payment-api'] });
    expect(page.carries.map(({ name, way }) => [name, way.map(({ component }) => component)])).toEqual([
      ['payment', ['payment-api', 'ledger-db']],
    ]);
    const above = ComponentPage.parse((await ask('/api/v1/components/payment-api')).body);
    expect(above.health.indicators.map(({ type }) => type)).toEqual(['availability', 'latency']);
    expect(above.standsOn.map(({ component }) => component)).toEqual(['ledger-db']);
  });

  it('a source says what was refused and why, and what its series are made of', async () => {
    const wrong = { process: 'payment', at: iso(start) };
    await send([{ ...wrong, step: 'paid' }, { ...wrong, step: 'lost' }, wrong], start + 2 * minute);
    const source = SourceDetail.parse((await ask('/api/v1/sources/shop-events')).body);
    expect(source).toMatchObject({ declared: true, processes: ['payment'], complete: 'declared', refused: 3 });
    const [events] = source.entrances;
    expect(events?.refused.map(({ code, count }) => [code, count])).toEqual([
      ['unknown_step', 2],
      ['bad_row', 1],
    ]);
    expect(source.cardinality.metrics[0]).toEqual({ name: 'business/payment/completed', series: 4 });
    const other = SourceDetail.parse((await ask('/api/v1/sources/shop-otlp')).body);
    expect(other).toMatchObject({ state: 'never', components: ['payment-api'] });
    expect(await ask('/api/v1/sources/shop')).toMatchObject({
      status: 404,
      body: { near: ['shop-events', 'shop-otlp'] },
    });
  });

  it('names what may have been meant', async () => {
    const process = await ask('/api/v1/processes/paymnet');
    expect(process).toMatchObject({ status: 404, body: { code: 'not_found', near: ['payment'] } });
    const component = await ask('/api/v1/components/ledger');
    expect(component).toMatchObject({ status: 404, body: { near: ['ledger-db'] } });
    expect((await ask('/api/v1/processes/paymnet/funnel')).status).toBe(404);
  });
});
