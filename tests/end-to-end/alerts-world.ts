/** A server with a small shop whose alerts another tool raises, and what is asked of it in tests. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const component = (name: string) => `apiVersion: waga/v1
kind: Component
metadata: {name: ${name}}
spec: {}
---
`;

export const measure = `---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_payment_api_availability}
spec:
  class: technical
  component: payment-api
  type: availability
  metric: http.requests
  bad: {code: "5*"}
  objective: {atLeast: "0.99"}
`;

export const catalogue = `${component('payment-api')}${component('ledger-db')}apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  level: critical
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  value: {perHour: "100.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: payment-api}, {component: ledger-db}]
---
apiVersion: waga/v1
kind: Source
metadata: {name: alertmanager}
spec: {type: alertmanager}
---
apiVersion: waga/v1
kind: Alert
metadata: {name: payment-errors, displayName: Payments fail}
spec:
  type: errors
  source: alertmanager
  alert: HighErrorRate
  component: payment-api
  opensIncidents: true
---
apiVersion: waga/v1
kind: Alert
metadata: {name: payment-probe}
spec: {type: availability, source: alertmanager, alert: ProbeFailed, component: payment-api}
${measure}`;

interface Asked {
  method?: string;
  body?: unknown;
  token?: string;
}

export interface World {
  running: Running;
  /** The secret of a token that may only send data for the source `alertmanager`. */
  secret: string;
  clock: { now: number };
  ask<Answer>(path: string, init?: Asked): Promise<{ status: number; body: Answer }>;
  apply(
    text: string,
  ): Promise<{ status: number; body: { findings: { code: string; message: string; line: number }[] } }>;
  /** Posts alerts as an Alertmanager does. */
  tell(...alerts: object[]): Promise<{ status: number; body: Told }>;
  close(): Promise<void>;
}

export interface Told {
  accepted: number;
  duplicate: number;
  rejected: { index: number; code: string; message: string }[];
}

export async function openWorld(now: number, options: { realClock?: boolean } = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-alerts-'));
  const clock = { now };
  const running = await startServer(Config.parse({ data: folder, listen: { port: 0 } }), {
    ...{ now: options.realClock ? Date.now : () => clock.now, ticking: false, log: pino({ level: 'silent' }) },
  });
  const world: Omit<World, 'secret'> = {
    running,
    clock,
    async ask<Answer>(path: string, { method = 'GET', body, token = running.machineToken }: Asked = {}) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(running.url + path, {
        ...{ method, headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Answer };
    },
    apply: (text) => world.ask('/api/v1/catalog', { method: 'PUT', body: { files: [{ path: 'shop.yaml', text }] } }),
    tell: (...alerts) =>
      world.ask('/api/v1/alertmanager', { method: 'POST', token: secret, body: { version: '4', alerts } }),
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
  await world.apply(catalogue);
  const body = { name: 'alertmanager', scopes: ['ingest'], sources: ['alertmanager'] };
  const made = await world.ask<{ secret: string }>('/api/v1/tokens', { method: 'POST', body });
  const { secret } = made.body;
  return { ...world, secret };
}

/** An alert as an Alertmanager tells of it; times are instants of RFC 3339. */
export function toldAlert(alertname: string, startsAt: string, endsAt: string | null, labels: object = {}, nth = 0) {
  return {
    status: endsAt === null ? 'firing' : 'resolved',
    labels: { alertname, ...labels },
    annotations: { summary: 'x' },
    startsAt,
    endsAt: endsAt ?? '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example.com/graph',
    fingerprint: createHash('sha256').update(`${alertname} ${nth}`).digest('hex').slice(0, 16),
  };
}
