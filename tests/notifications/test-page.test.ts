import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestPageShown, TestPagesAnswer } from '../../src/features/notifications/test-page-contract.ts';
import { minute } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { secret } from './office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const catalogue = (url: string): string => `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: pager}
spec: {type: webhook, url: "${url}", secrets: [hook]}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay, displayName: Pay on call}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment]}
  layers: [{name: week, people: ["user:anna", "user:piotr"], since: "2020-01-06T09:00", turn: 1w}]
  channels: [pager]
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: quiet}
spec: {timeZone: UTC, covers: {processes: [payment]}, layers: [{name: week, people: ["user:jan"], since: "2020-01-06T09:00", turn: 1w}]}
`;

let folder: string;
let receiver: WebhookReceiver;
let running: Running;
let now: number;
beforeEach(async () => {
  // receivers of Standard Webhooks hold the time of a message against their own clock
  now = Date.now();
  folder = temporaryDirectory();
  receiver = await startReceiver(secret);
  const config = Config.parse({
    data: join(folder, 'data'),
    listen: { port: 0 },
    outbound: { allow: ['127.0.0.0/8'] },
    secrets: { hook: { value: secret, for: receiver.url } },
  });
  running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
  const files = [{ path: 'a.yaml', text: catalogue(receiver.url) }];
  expect((await ask('/api/v1/catalog', { method: 'PUT', body: { files } })).status).toBe(200);
});
afterEach(async () => {
  await running.stop();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

function ask(path: string, { method = 'GET', body }: { method?: string; body?: object } = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' };
  const sends = body === undefined ? { headers: { authorization: headers.authorization } } : { headers };
  return fetch(running.url + path, { method, ...sends, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
const send = (rotation = 'pay') => ask('/api/v1/duty/test', { method: 'POST', body: { rotation } });
const shown = async (path: string): Promise<TestPageShown> => TestPageShown.parse(await (await ask(path)).json());

it('goes the way of a page, leads to where one says that it arrived, and ends where it was told', async () => {
  const answer = await send();
  expect(answer.status).toBe(202);
  const made = TestPageShown.parse(await answer.json());
  expect(made).toMatchObject({ rotation: 'pay', rotationName: 'Pay on call', acknowledged: null });
  expect(made.person).toMatch(/^user:(anna|piotr)$/);
  const path = `/api/v1/duty/tests/${made.id}`;
  await expect.poll(async () => (await shown(path)).deliveries).toMatchObject([{ channel: 'pager', state: 'sent' }]);
  const { data } = receiver.received[0]!.body as unknown as { data: { link: string; kind: string; title: string } };
  expect(data).toMatchObject({ kind: 'test', title: 'TEST, nothing is wrong: page for Pay on call' });

  // a program that follows the link changes nothing
  expect((await fetch(data.link, { headers: { accept: 'text/html' } })).status).toBeLessThan(500);
  expect((await shown(path)).acknowledged).toBeNull();
  const got = await ask(`${path}/acknowledgement`, { method: 'POST' });
  expect(TestPageShown.parse(await got.json()).acknowledged).not.toBeNull();
  expect((await ask(`${path}/acknowledgement`, { method: 'POST' })).status).toBe(409);
  await expect.poll(() => receiver.received.map(({ body }) => body.data?.kind)).toEqual(['test', 'closing']);
  const { tests } = TestPagesAnswer.parse(await (await ask('/api/v1/duty/tests')).json());
  expect(tests.map(({ id }) => id)).toEqual([made.id]);
  const audit = (await (await ask('/api/v1/audit')).json()) as { entries: { action: string; subject: string }[] };
  const lines = audit.entries.map(({ action, subject }) => `${action} ${subject}`);
  expect(lines).toEqual(expect.arrayContaining(['duty.test rotation pay', 'duty.test-got rotation pay']));
});

it('is refused where it reaches nobody, and more often than once a minute', async () => {
  expect((await send('nope')).status).toBe(404);
  expect((await send('quiet')).status).toBe(409);
  expect((await send()).status).toBe(202);
  now += 20_000;
  const refused = await send();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
  now += minute;
  expect((await send()).status).toBe(202);
});

it('shows why it did not arrive', async () => {
  receiver.behave({ status: 403 });
  const made = TestPageShown.parse(await (await send()).json());
  const delivery = async () => (await shown(`/api/v1/duty/tests/${made.id}`)).deliveries[0];
  await expect.poll(delivery).toMatchObject({ state: 'failed', reason: 'The receiver answered 403.' });
});
