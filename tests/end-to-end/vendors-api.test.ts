import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import type { Incident } from '../../src/features/unavailability/incident.ts';
import { noResponse } from '../../src/features/unavailability/response.ts';
import {
  IncidentVendors,
  VendorCall,
  VendorPage,
  VendorsAnswer,
} from '../../src/features/unavailability/vendors/vendor-contract.ts';
import { minute } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { openRecords } from '../../src/stores/records/open.ts';
import { temporaryDirectory } from '../contract/processes.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const incident: Incident = {
  ...{
    id: 'inc-payment',
    kind: 'technical',
    process: 'payment',
    level: 'critical',
    days: [],
    side: null,
    state: 'open',
  },
  technical: { component: 'psp', boundToCritical: true, mandatedBy: null, alarms: [] },
  ...{ class: null, onset: start - 5 * minute, detectedAt: start, endedAt: null, drops: [], partOf: null, root: null },
  transitions: [{ at: start, from: null, to: 'open', reason: 'It lasts.', by: null }],
};

/** A vendor who is asked over HTTP, whose duty manager is told through a webhook, by a server that is stopped and started meanwhile. */
describe('a vendor who is silent', () => {
  let folder: string;
  let receiver: Server;
  let received: { path: string; title: string; kind: string }[];
  let running: Running;
  let now: number;

  async function startAnew(): Promise<void> {
    const config = Config.parse({
      ...{ data: join(folder, 'data'), listen: { port: 0 }, outbound: { allow: ['127.0.0.0/8'] } },
      secrets: { hook: { value: `whsec_${Buffer.alloc(32, 7).toString('base64')}`, for: origin() } },
    });
    running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
  }
  const origin = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const catalogue = () => `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: psp}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp, displayName: Card payments}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  components: [psp]
  contacts: [{name: Service desk, phone: "+48 22 555 01 00"}, {name: Duty manager, channel: payfast-duty}]
  silenceMinutes: [15, 30]
---
apiVersion: waga/v1
kind: Channel
metadata: {name: payfast-duty}
spec: {type: webhook, url: "${origin()}/duty", secrets: [hook]}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: ops}
spec: {type: webhook, url: "${origin()}/ops", secrets: [hook]}
`;
  beforeEach(async () => {
    now = start;
    folder = temporaryDirectory();
    received = [];
    receiver = createServer((request, reply) => {
      let text = '';
      request.on('data', (part) => {
        text += part;
      });
      request.on('end', () => {
        const { data } = JSON.parse(text) as { data: { title: string; kind: string } };
        received.push({ path: request.url!, title: data.title, kind: data.kind });
        reply.writeHead(204).end();
      });
    });
    await new Promise<void>((listens) => receiver.listen(0, '127.0.0.1', listens));
    await startAnew();
    expect(await ask('PUT', '/api/v1/catalog', { files: [{ path: 'a.yaml', text: catalogue() }] })).toMatchObject({
      status: 200,
    });
    await running.stop();
    const records = await openRecords({ file: join(folder, 'data', 'records.db') });
    const kept = { incident, response: { ...noResponse, calledAt: start, channels: ['ops'] }, version: 0 };
    await records.db.transaction().execute((transaction) => saveIncident(transaction, kept, now));
    await records.close();
    await startAnew();
  });
  afterEach(async () => {
    await running.stop();
    receiver.closeAllConnections();
    await new Promise((closed) => receiver.close(closed));
    rmSync(folder, { recursive: true });
  });
  async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const headers = { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' };
    const answer = await fetch(running.url + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, json: await answer.json() };
  }
  const begin = () => ask('POST', '/api/v1/incidents/inc-payment/vendors', { vendor: 'payfast' });
  const tickAt = async (minutes: number) => {
    now = start + minutes * minute;
    await running.clock.tick(now);
  };

  it('is asked, moved on from after 15 minutes, and stops the clock by an answer', async () => {
    const { status, json } = await begin();
    const call = VendorCall.parse(json);
    expect([status, call.state, call.startedBy, call.nextContact]).toEqual([200, 'waiting', 'machine', 2]);
    expect((await begin()).status).toBe(409);
    await tickAt(14);
    await running.stop();
    await startAnew();
    await tickAt(15);
    await expect.poll(() => received).toHaveLength(1);
    expect(received[0]).toMatchObject({ path: '/duty', kind: 'page' });
    expect(received[0]!.title).toBe('PayFast: Card payments seems not to work since 2026-11-20T09:55:00Z');
    const asked = IncidentVendors.parse((await ask('GET', '/api/v1/incidents/inc-payment/vendors')).json);
    expect(asked.calls).toMatchObject([{ id: call.id, contacts: [{ askedBy: 'machine' }, { askedBy: null }] }]);
    await tickAt(16);
    const answer = { act: 'answered', contact: 2, words: 'They work on it.' };
    expect(await ask('POST', `/api/v1/vendor-calls/${call.id}/acts`, answer)).toMatchObject({
      status: 200,
      json: { state: 'answered', may: [] },
    });
    expect((await ask('POST', `/api/v1/vendor-calls/${call.id}/acts`, answer)).status).toBe(409);
    await tickAt(90);
    await expect
      .poll(() => received.map(({ path, kind }) => `${path} ${kind}`))
      .toEqual(['/duty page', '/duty closing']);
    const page = VendorPage.parse((await ask('GET', '/api/v1/vendors/payfast?days=30')).json);
    expect(page).toMatchObject({ days: 30, silenceMinutes: [15, 30], calls: [{ state: 'answered' }] });
    expect(page.contacts).toMatchObject([
      { number: 1, channel: null },
      { number: 2, channel: 'payfast-duty' },
    ]);
    expect(VendorsAnswer.parse((await ask('GET', '/api/v1/vendors')).json).days).toBe(90);
    const log = (await ask('GET', '/api/v1/incidents/inc-payment')).json as { steps: { note: string }[] };
    expect(log.steps.map(({ note }) => note)).toEqual([
      'PayFast: asked Service desk.',
      'PayFast is silent for 15 minutes: Duty manager was told through payfast-duty.',
      'PayFast: Duty manager answered: They work on it.',
    ]);
  });

  it('tells what cannot be: whom nobody knows, a contact that is not there, a vendor without a name', async () => {
    const statuses = await Promise.all([
      ask('POST', '/api/v1/incidents/none/vendors', { vendor: 'payfast' }),
      ask('POST', '/api/v1/incidents/inc-payment/vendors', { vendor: 'none' }),
      ask('POST', '/api/v1/incidents/inc-payment/vendors', { vendor: 'payfast', contact: 3 }),
      ask('POST', '/api/v1/vendor-calls/none/acts', { act: 'end', reason: 'It is over.' }),
      ask('GET', '/api/v1/vendors/none'),
      ask('GET', '/api/v1/vendors?days=9000'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 400, 404, 404, 400]);
  });
});
