import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelsAnswer, DeliveriesAnswer, TestAsked } from '../../src/features/notifications/contract.ts';
import { secret } from '../notifications/office.ts';
import { startReceiver, type WebhookReceiver } from '../notifications/webhook-receiver.ts';
import { type Served, serve } from './served.ts';

/** The server as users start it, with a configuration of its own, and a receiver that checks what comes. */
describe('telling others', () => {
  let folder: string;
  let receiver: WebhookReceiver;
  let served: Served;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-telling-'));
    receiver = await startReceiver(secret);
    const config = {
      outbound: { allow: ['127.0.0.0/8'] },
      secrets: { hook: { value: secret, for: receiver.url } },
      clock: { everySeconds: 1 },
    };
    // YAML reads JSON
    writeFileSync(join(folder, 'waga.yaml'), JSON.stringify(config));
    await start();
    const spec = `{type: webhook, url: ${receiver.url}, secrets: [hook]}`;
    const text = `apiVersion: waga/v1\nkind: Channel\nmetadata: {name: ops}\nspec: ${spec}\n`;
    const answer = await ask('/api/v1/catalog', { files: [{ path: 'channels.yaml', text }] }, 'PUT');
    expect(answer.status).toBe(200);
  });
  afterEach(async () => {
    await served.stop();
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  async function start(): Promise<void> {
    served = await serve(join(folder, 'data'), ['--config', join(folder, 'waga.yaml')]);
  }
  async function kill(): Promise<void> {
    const ended = once(served.process, 'exit');
    served.process.kill('SIGKILL');
    await ended;
  }
  function ask(path: string, body?: object, method = 'POST'): Promise<Response> {
    const sends = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { ...served.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    return fetch(served.url + path, { method, headers, ...sends });
  }
  async function test(): Promise<string> {
    const answer = await ask('/api/v1/channels/ops/test');
    expect(answer.status).toBe(202);
    return ((await answer.json()) as TestAsked).delivery;
  }
  async function read<T>(path: string): Promise<T> {
    return (await (await fetch(served.url + path, { headers: served.headers })).json()) as T;
  }
  const log = (query = '') => read<DeliveriesAnswer>(`/api/v1/deliveries?limit=200${query}`);
  const channel = async () => (await read<ChannelsAnswer>('/api/v1/channels')).channels[0]!;
  const arrived = () => receiver.received.filter(({ repeat }) => !repeat).map(({ id }) => id);

  it('loses nothing to kill -9 in the middle of it, and a receiver that honours the id sees each once', async () => {
    const asked = new Set<string>();
    for (let round = 0; round < 4; round++) {
      // the receiver takes these and answers never, as seen from a server that is killed meanwhile
      const { promise: never, resolve } = Promise.withResolvers<void>();
      const before = receiver.received.length;
      receiver.behave({ status: 204, until: never });
      for (let nth = 0; nth < 6; nth++) asked.add(await test());
      await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBeGreaterThan(before);
      await kill();
      resolve();
      receiver.behave({ status: 204 });
      await start();
    }
    const sent = async () => (await log('&state=sent')).deliveries.length;
    await expect.poll(sent, { timeout: 30_000 }).toBe(asked.size);
    expect(arrived().toSorted()).toEqual([...asked].toSorted());
    expect(receiver.received.some(({ repeat }) => repeat)).toBe(true);
    expect(receiver.forged).toBe(0);
  }, 120_000);

  it('shows how a channel does and why a message failed, tries it again, and writes down who asked', async () => {
    expect(await channel()).toMatchObject({ name: 'ops', type: 'webhook', state: 'unused', waiting: 0 });
    receiver.behave({ status: 403, body: 'a word of the receiver' });
    const id = await test();
    await expect.poll(async () => (await channel()).state).toBe('failing');
    const failed = await log('&state=failed&channel=ops');
    expect(failed).toMatchObject({
      deliveries: [{ id, kind: 'test', reason: 'The receiver answered 403.' }],
      next: null,
    });
    expect(JSON.stringify([failed, await channel()])).not.toContain('a word of');
    const health = await read<{ reasons: { code: string; subject: string }[] }>('/api/v1/health');
    expect(health.reasons).toContainEqual(expect.objectContaining({ code: 'channel_failing', subject: 'ops' }));

    receiver.behave({ status: 204 });
    expect((await ask(`/api/v1/deliveries/${id}/retry`)).status).toBe(202);
    await expect.poll(async () => (await log()).deliveries[0]).toMatchObject({ state: 'sent', reason: null });
    expect(await channel()).toMatchObject({ state: 'working', failingSince: null });
    expect((await ask(`/api/v1/deliveries/${id}/retry`)).status).toBe(409);
    const audit = await read<{ entries: { action: string; subject: string }[] }>('/api/v1/audit');
    const lines = audit.entries.map(({ action, subject }) => `${action} ${subject}`);
    expect(lines).toEqual(expect.arrayContaining([`delivery.retry delivery ${id}`, 'channel.test channel ops']));
  });

  it('reads the log page by page', async () => {
    const asked: string[] = [];
    for (let nth = 0; nth < 5; nth++) asked.push(await test());
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: DeliveriesAnswer = await read(`/api/v1/deliveries?limit=2${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...page.deliveries.map(({ id }) => id));
      next = page.next;
    }
    expect(seen.toSorted()).toEqual(asked.toSorted());
    expect((await fetch(`${served.url}/api/v1/deliveries?cursor=x`, { headers: served.headers })).status).toBe(400);
    expect((await ask('/api/v1/channels/nope/test')).status).toBe(404);
    expect((await ask('/api/v1/deliveries/nope/retry')).status).toBe(404);
  });
});
