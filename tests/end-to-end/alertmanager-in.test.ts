import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { AlertsAnswer } from '../../src/features/balance/alert-contract.ts';
import { hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { describeWith } from '../needs.ts';
import { type Alertmanager, startAlertmanager } from '../notifications/alertmanager.ts';
import { openWorld, type World } from './alerts-world.ts';

describeWith('alertmanager', 'an Alertmanager of Debian that posts to Waga', () => {
  let world: World;
  let manager: Alertmanager;
  const labels = { alertname: 'HighErrorRate', service: 'payment-api', severity: 'page' };
  const row = async () => {
    const { body } = await world.ask<AlertsAnswer>('/api/v1/alerts?days=1');
    return body.alerts.find(({ id }) => id === 'alert:payment-errors')!;
  };
  /** Tells the Alertmanager of the alert, as Prometheus does; `endsAt` in the past resolves it. */
  const raise = (startsAt: number, endsAt: number) =>
    fetch(`${manager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels, startsAt: toRfc3339(startsAt), endsAt: toRfc3339(endsAt) }]),
    });

  beforeAll(async () => {
    world = await openWorld(Date.now(), { realClock: true });
    manager = await startAlertmanager(`${world.running.url}/api/v1/alertmanager`, world.secret);
  }, 90_000);
  afterAll(async () => {
    await manager.close();
    await world.close();
  });

  it('opens a time when it fires, and closes it at its end when it is resolved', async () => {
    const startsAt = Date.now() - 20 * minute;
    expect((await raise(startsAt, Date.now() + hour)).status).toBe(200);
    await vi.waitUntil(async () => (await row()).firing, { timeout: 60_000, interval: 200 });
    expect(await row()).toMatchObject({ component: 'payment-api', noise: { fires: 1, pages: 0 } });

    const endsAt = Math.floor(Date.now() / 1_000) * 1_000 - 2 * minute;
    expect((await raise(startsAt, endsAt)).status).toBe(200);
    await vi.waitUntil(async () => !(await row()).firing, { timeout: 60_000, interval: 200 });
    const page = await world.ask<{ times: { from: string; to: string }[] }>('/api/v1/alerts/alert%3Apayment-errors');
    expect(page.body.times).toHaveLength(1);
    expect(Math.abs(Date.parse(page.body.times[0]!.from) - startsAt)).toBeLessThan(1_000);
    expect(page.body.times[0]!.to).toBe(toRfc3339(endsAt));
    const sources = await world.ask<{ sources: { name: string; state: string }[] }>('/api/v1/sources');
    expect(sources.body.sources.find(({ name }) => name === 'alertmanager')).toMatchObject({ state: 'alive' });
  }, 150_000);
});
