import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertPage, AlertsAnswer, RetirementAnswer } from '../../src/features/balance/alert-contract.ts';
import type { BalanceMatrix } from '../../src/features/balance/contract.ts';
import { hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { catalogue, measure, openWorld, toldAlert, type World } from './alerts-world.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const at = (hours: number, minutes = 0): string => toRfc3339(now - hours * hour + minutes * minute);

describe('the alert catalogue over HTTP', () => {
  let world: World;
  const list = async () => AlertsAnswer.parse((await world.ask('/api/v1/alerts?days=30')).body);
  const rowOf = async (id: string) => (await list()).alerts.find((one) => one.id === id)!;
  const page = async (id: string) =>
    AlertPage.parse((await world.ask(`/api/v1/alerts/${encodeURIComponent(id)}`)).body);
  const retire = (id: string, replacement: string, days = 30) =>
    world.ask<{ code?: string; would_lose?: { process: string; class: string }[]; details?: unknown }>(
      `/api/v1/alerts/${encodeURIComponent(id)}/retirement`,
      { method: 'POST', body: { replacement, reason: 'it called for nothing', days } },
    );
  const outage = (from: string, to: string, share: string) =>
    world.ask('/api/v1/outages', {
      method: 'POST',
      body: { subject: { kind: 'process', name: 'payment' }, kind: 'unplanned', fault: 'own', from, to, share },
    });

  beforeAll(async () => {
    world = await openWorld(now);
    expect((await outage(at(40), at(40, 30), '1')).status).toBe(201);
    expect((await outage(at(30), at(30, 30), '0.25')).status).toBe(201);
    const told = await world.tell(
      toldAlert('HighErrorRate', at(40, -5), at(40, 20)),
      toldAlert('HighErrorRate', at(30, 5), at(30, 20)),
      toldAlert('HighErrorRate', at(20), at(20, 20)),
      toldAlert('ProbeFailed', at(40, 2), at(40, 20)),
      toldAlert('DiskFull', at(10), null, { service: 'ledger-db', pod: 'a' }),
      toldAlert('DiskFull', at(10, 1), null, { service: 'ledger-db', pod: 'b' }, 1),
      toldAlert('Watchdog', at(10), null),
    );
    expect(told).toEqual({ status: 202, body: { accepted: 7, duplicate: 0, rejected: [] } });
  }, 60_000);
  afterAll(() => world.close());

  it('refuses what is no payload of an Alertmanager, and who may not send', async () => {
    const send = async (body: unknown, token = world.secret) => {
      const answer = await world.ask<{ detail: string }>('/api/v1/alertmanager', { method: 'POST', body, token });
      return `${answer.status} ${answer.body.detail}`;
    };
    const wrong = '400 version: expected "4", the version of the payload of an Alertmanager.';
    expect(await send({ version: '3', alerts: [] })).toBe(wrong);
    expect(await send({ version: '4' })).toMatch(/^400 alerts:/);
    expect(
      await send([
        { version: '4', alerts: [] },
        { version: '4', alerts: [] },
      ]),
    ).toMatch(/^400 Expected one JSON object/);
    expect(await send({ version: '4', alerts: Array(5_001).fill({}) })).toMatch(/^400 alerts: expected at most 5000/);
    expect(await send({ version: '4', alerts: [] }, 'none')).toMatch(/^401/);
    const body = { name: 'reader', scopes: ['read'] };
    const { secret } = (await world.ask<{ secret: string }>('/api/v1/tokens', { method: 'POST', body })).body;
    expect(await send({ version: '4', alerts: [] }, secret)).toMatch(/^403/);
  });

  it('weighs each alert against the P1 and P2 above it', async () => {
    const { alerts, totals } = await list();
    expect(alerts.map(({ id, origin, inCatalog, pages }) => `${id} ${origin} ${inCatalog} ${pages}`).sort()).toEqual([
      'alert:payment-errors external true true',
      'alert:payment-probe external true false',
      'business:payment business true true',
      'external:alertmanager/DiskFull/ledger-db external false false',
      'external:alertmanager/Watchdog/ external false false',
      'measure:technical_service_payment_api_availability measure true true',
    ]);
    expect(totals).toMatchObject({ fires: 6, withoutDrop: 3, uncatalogued: 2 });
    expect(await rowOf('alert:payment-errors')).toMatchObject({
      ...{ name: 'Payments fail', component: 'payment-api', processes: ['payment'], firing: false },
      pagesWhy: 'It is bound to a critical process.',
      precision: { numerator: 2, denominator: 3, text: '66 %' },
      recall: { numerator: 2, denominator: 2, text: '100 %' },
      noise: { days: 30, fires: 3, minutes: 60, withoutDrop: 1 },
      verdict: 'useful',
    });
    expect(await rowOf('external:alertmanager/DiskFull/ledger-db')).toMatchObject({
      ...{ firing: true, processes: ['payment'], verdict: 'unknown' },
      // two copies that fire together fire once
      noise: { fires: 1, minutes: 600 },
    });
  });

  it('shows when one fired, and in which losses', async () => {
    const shown = await page('alert:payment-probe');
    expect(shown.times).toHaveLength(1);
    expect(shown.times[0]).toMatchObject({ from: at(40, 2), to: at(40, 20), drops: [expect.any(String)] });
    expect(shown.drops.map((drop) => `${drop.class} ${drop.fired}`)).toEqual(['P2 false', 'P1 true']);
    expect((await world.ask('/api/v1/alerts/alert%3Apayment-prob')).status).toBe(404);
  });

  it('puts alerts of other tools among the alarms: of the 2×2 and of the page of a component', async () => {
    const period = `from=${at(48)}&to=${at(0)}`;
    const matrix = await world.ask<BalanceMatrix>(`/api/v1/balance/matrix?${period}`);
    const names = matrix.body.alarms.map(({ measure: name, external }) => `${name} ${external?.alert}`);
    expect(names).toContain('HighErrorRate alert:payment-errors');
    expect(names).not.toContain('Watchdog undefined');
    const shown = await world.ask<{ alarms: { measure: string }[] }>('/api/v1/components/ledger-db');
    expect(shown.body.alarms.map((alarm) => alarm.measure)).toEqual(['DiskFull', 'DiskFull']);
  });

  it('refuses to retire what would lose a P1 or P2, naming it, and retires what does not', async () => {
    const refused = await retire('alert:payment-errors', 'alert:payment-probe');
    expect(refused.status).toBe(409);
    expect(refused.body.would_lose).toMatchObject([{ process: 'payment', class: 'P2' }]);
    expect((await rowOf('alert:payment-errors')).retired).toBeNull();

    const tried = '/api/v1/alerts/alert%3Apayment-probe/retirement?replacement=alert:payment-errors&days=30';
    expect((await world.ask(tried)).body).toMatchObject({ retired: false, seen: 1, kept: 1, lost: [] });
    const done = await retire('alert:payment-probe', 'alert:payment-errors');
    expect(RetirementAnswer.parse(done.body)).toMatchObject({ retired: true, seen: 1, kept: 1, lost: [] });
    expect(done.body).toMatchObject({ fires: { before: 1, after: 3 } });
    expect(await rowOf('alert:payment-probe')).toMatchObject({
      ...{ pages: false, retired: { replacement: 'alert:payment-errors', reason: 'it called for nothing' } },
    });
    expect((await retire('alert:payment-probe', 'alert:payment-errors')).status).toBe(409);
    expect((await retire('alert:payment-errors', 'alert:payment-probe')).status).toBe(409);
    expect((await retire('business:payment', 'alert:payment-errors')).status).toBe(400);
    expect((await retire('alert:payment-errors', 'alert:payment-errors')).status).toBe(400);
    expect((await retire('alert:payment-errors', 'nothing')).status).toBe(404);
  });

  it('opens an incident for what fires, and none once it is retired; what is taken back counts again', async () => {
    const ticks = async (...minutes: number[]) => {
      for (const one of minutes) {
        world.clock.now = now + one * minute;
        await world.running.clock.tick(world.clock.now);
      }
    };
    const incidents = async () =>
      (await world.ask<{ incidents: { id: string; state: string; component?: string }[] }>('/api/v1/incidents')).body
        .incidents;
    await world.tell(toldAlert('HighErrorRate', toRfc3339(now), null));
    await ticks(1, 4);
    expect(await incidents()).toMatchObject([{ state: 'open', component: 'payment-api' }]);
    const { id } = (await incidents())[0]!;
    const shown = await world.ask<{ alarms: object[]; transitions: { reason: string }[] }>(`/api/v1/incidents/${id}`);
    expect(shown.body.alarms).toMatchObject([{ measure: 'HighErrorRate', external: 'alert:payment-errors' }]);
    expect(shown.body.transitions[0]?.reason).toContain('HighErrorRate fires since');

    // a replacement that told of the same: the other alert of the same component, taken back before
    const back = { method: 'POST', body: { reason: 'it is needed after all' } };
    expect((await world.ask('/api/v1/alerts/alert%3Apayment-probe/retirement/end', back)).status).toBe(200);
    expect((await world.ask('/api/v1/alerts/alert%3Apayment-probe/retirement/end', back)).status).toBe(409);
    await world.tell(toldAlert('ProbeFailed', at(30, 6), at(30, 15)));
    expect((await retire('alert:payment-errors', 'alert:payment-probe')).status).toBe(200);
    await ticks(5);
    expect(await incidents()).toMatchObject([{ id, state: 'recovered' }]);
    const over = await world.ask<{ transitions: { reason: string }[] }>(`/api/v1/incidents/${id}`);
    expect(over.body.transitions.at(-1)?.reason).toBe('Its alert was retired: it calls nobody any more.');
    expect((await rowOf('alert:payment-errors')).firing).toBe(true);
  });

  it('warns of a measure or an alert that leaves the catalogue without retirement', async () => {
    const without = catalogue
      .replace(measure, '')
      .replace(/---\napiVersion: waga\/v1\nkind: Alert\nmetadata: \{name: payment-errors[\s\S]*?(?=---)/, '');
    const { status, body } = await world.apply(without);
    expect(status).toBe(200);
    const said = body.findings.filter(({ code }) => code === 'removed_without_retirement');
    // payment-errors was retired before
    expect(said.map(({ message }) => message)).toEqual([
      expect.stringContaining('the Measure technical_service_payment_api_availability'),
    ]);
  });

  it('writes who retired what into the audit log', async () => {
    const { body } = await world.ask<{ entries: { action: string; subject: string }[] }>('/api/v1/audit?limit=50');
    const own = body.entries.filter(({ action }) => /^alert\.(retire|take-back)$/.test(action));
    expect(own.map(({ action, subject }) => `${action} ${subject}`).reverse()).toEqual([
      'alert.retire alert alert:payment-probe',
      'alert.take-back alert alert:payment-probe',
      'alert.retire alert alert:payment-errors',
    ]);
  });
});
