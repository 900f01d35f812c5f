import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SwitchPage } from '../../src/features/unavailability/switches/switch-contract.ts';
import { secret } from '../notifications/office.ts';
import { startReceiver, type WebhookReceiver } from '../notifications/webhook-receiver.ts';
import { type Served, serve } from './served.ts';

const catalogue = (hook: string) => `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: UTC
  steps: [paid]
  kpi: paid
  thresholds: {partial: "0.20", total: "0.40"}
---
apiVersion: waga/v1
kind: Switch
metadata: {name: cards}
spec:
  process: payment
  carriedOut: {by: webhook, url: "${hook}/flags", secrets: [hook]}
  customersSee: {off: Cards rest.}
`;

describe('a server that is killed for good while it tells of a switch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-switch-kill-'));
  let receiver: WebhookReceiver;
  let served: Served;
  const words = ['--config', join(folder, 'waga.yaml')];
  beforeAll(async () => {
    receiver = await startReceiver(secret);
    const config = {
      ...{ outbound: { allow: ['127.0.0.0/8'] }, clock: { everySeconds: 1 } },
      secrets: { hook: { value: secret, for: receiver.url } },
    };
    writeFileSync(join(folder, 'waga.yaml'), JSON.stringify(config));
    served = await serve(join(folder, 'data'), words);
  });
  afterAll(async () => {
    await served.stop();
    await receiver.close();
    rmSync(folder, { recursive: true });
  });
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(served.url + path, {
      method,
      headers: { ...served.headers, 'content-type': 'application/json', 'if-match': '*' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('tells it again under the same id, which the receiver knows, and not a third time', async () => {
    const files = [{ path: 'shop.yaml', text: catalogue(receiver.url) }];
    const headers = { ...served.headers, 'content-type': 'application/json' };
    const applied = await fetch(`${served.url}/api/v1/catalog`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ files }),
    });
    expect(applied.status).toBe(200);

    // it has the message, and its answer never comes
    receiver.behave({ status: 204, until: new Promise(() => undefined) });
    const off = { act: 'switch', position: 'off', reason: 'Nobody can pay.' };
    const cut = ask('POST', '/api/v1/switches/cards/acts', off).catch(() => null);
    await vi.waitUntil(() => receiver.received.length > 0, { timeout: 30_000 });
    const ended = once(served.process, 'exit');
    served.process.kill('SIGKILL');
    await ended;
    await cut;

    receiver.behave({ status: 204 });
    served = await serve(join(folder, 'data'), words);
    const page = async () => SwitchPage.parse(await (await ask('GET', '/api/v1/switches/cards')).json());
    await vi.waitUntil(async () => (await page()).telling === null, { timeout: 30_000 });
    expect(await page()).toMatchObject({ position: 'off', state: 'unchecked' });
    expect(receiver.received.map(({ repeat }) => repeat)).toEqual([false, true]);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect((await page()).acts.map(({ act }) => act)).toEqual(['told', 'switch']);
  });
});
