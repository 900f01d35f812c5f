import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { BalanceMatrix, BalanceNow } from '../../src/features/balance/contract.ts';
import { day, type EpochMs, hour, minute, second, toRfc3339 } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

/** Wednesday noon UTC; the live part begins here, the history ends here. */
export const noon = Date.parse('2026-11-18T12:00:00Z');
export const at = (minutes: number): EpochMs => noon + minutes * minute;

const component = (name: string, rest = '') => `
---
apiVersion: waga/v1
kind: Component
metadata: {name: ${name}}
spec: {${rest}}
`;
const availability = (name: string, on: string, objective: string) => `
---
apiVersion: waga/v1
kind: Measure
metadata: {name: ${name}}
spec:
  class: technical
  component: ${on}
  type: availability
  source: otlp
  metric: requests
  where: {service.name: ${on}}
  bad: {http.response.status_code: "5*"}
  objective: ${objective}
`;

export const measures = {
  api: 'technical_service_payment-api_availability',
  hour: 'technical_service_edge_stability-1h',
  day: 'technical_service_edge_stability-24h',
};

const things = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  level: critical
  timeZone: Europe/Warsaw
  steps: [completed]
  kpi: completed
  value: {perEvent: "150.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: edge}]
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, processes: [payment], complete: declared}
---
apiVersion: waga/v1
kind: Source
metadata: {name: history}
spec: {type: import, processes: [payment]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: otlp}
spec: {type: otlp, complete: declared}
${component('edge', 'dependsOn: [{component: payment-api}]')}${component('payment-api')}${component('batch')}
${availability(measures.api, 'payment-api', '{atLeast: "0.99", overMinutes: 5, floor: 20}')}
${availability(measures.hour, 'edge', '{atLeast: "0.999", overMinutes: 60, floor: 1000}')}`;

/** The catalogue; with the measure over 24 hours that makes noise, or without. */
export const catalogue = {
  lean: things,
  noisy: things + availability(measures.day, 'edge', '{atLeast: "0.999", overMinutes: 1440, floor: 20}'),
};

/** A server on its own data folder with a clock that the test turns. Everything goes through its public address. */
export async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'balance-api-'));
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  let clock = noon;
  const start = () => startServer(config, { now: () => clock, ticking: false, log: pino({ level: 'silent' }) });
  let running: Running = await start();
  const machine = () => ({ authorization: `Bearer ${running.machineToken}` });

  async function send(method: string, path: string, type: string, body: string, headers: Record<string, string> = {}) {
    const sent = { ...machine(), 'Content-Type': type, ...headers };
    const answer = await fetch(running.url + path, { method, headers: sent, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
  async function read(path: string): Promise<unknown> {
    const answer = await fetch(running.url + path, { headers: machine() });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  const complete = (source: string, from: EpochMs, to: EpochMs) => ({
    'Waga-Source': source,
    'Waga-Complete-Since': toRfc3339(from),
    'Waga-Complete-Until': toRfc3339(to),
  });

  return {
    apply: (text: string) =>
      send('PUT', '/api/v1/catalog', 'application/json', JSON.stringify({ files: [{ path: 'shop.yaml', text }] })),

    /** Rows of history up to noon, with every minute between declared. */
    async importHistory(source: string, days: number, rows: object[]) {
      const body = rows.map((row) => JSON.stringify(row)).join('\n');
      const headers = complete(source, noon - days * day, noon);
      return send('POST', '/api/v1/import/counts', 'application/x-ndjson', body, headers);
    },

    /** The events of one minute, declared complete; `index` counts from noon. */
    async sendEvents(index: number, count: number) {
      const row = (n: number) => {
        const when = toRfc3339(at(index) + Math.floor((n * minute) / count));
        return JSON.stringify({ process: 'payment', step: 'completed', at: when, amount: '150.00', currency: 'PLN' });
      };
      clock = at(index + 1) + second;
      const body = Array.from({ length: count }, (_, n) => row(n)).join('\n');
      const headers = complete('events', at(index), at(index + 1));
      return send('POST', '/api/v1/events', 'application/x-ndjson', body, headers);
    },

    /** Requests of each service in one minute as OTLP JSON, declared complete. */
    async sendRequests(index: number, services: Record<string, { good: number; bad: number }>) {
      const nanos = (ms: EpochMs) => `${ms}000000`;
      const point = (status: string, count: number) => ({
        startTimeUnixNano: nanos(at(index)),
        timeUnixNano: nanos(at(index) + 30 * second),
        asInt: String(count),
        attributes: [{ key: 'http.response.status_code', value: { stringValue: status } }],
      });
      const resourceMetrics = Object.entries(services).map(([service, { good, bad }]) => ({
        resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
        scopeMetrics: [
          {
            scope: { name: 'test' },
            metrics: [
              {
                name: 'requests',
                sum: {
                  aggregationTemporality: 1,
                  isMonotonic: true,
                  dataPoints: [point('200', good), point('503', bad)],
                },
              },
            ],
          },
        ],
      }));
      clock = at(index + 1) + second;
      const headers = complete('otlp', at(index), at(index + 1));
      return send('POST', '/v1/metrics', 'application/json', JSON.stringify({ resourceMetrics }), headers);
    },

    /** One turn of the clock, a second after the last minute that was sent. */
    tick: () => running.clock.tick(clock),
    failures: () => running.clock.reports().filter(({ error }) => error !== null),

    balance: async () => BalanceNow.parse(await read('/api/v1/balance')),
    matrix: async (from: EpochMs, to: EpochMs, rest = '') =>
      BalanceMatrix.parse(await read(`/api/v1/balance/matrix?from=${toRfc3339(from)}&to=${toRfc3339(to)}${rest}`)),
    read,
    running: () => running,

    async restart() {
      await running.stop();
      running = await start();
    },
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Five weeks of payments, 120 a minute give or take 11, always the same. */
export function paymentHistory(days: number): object[] {
  const minutes = (days * day) / minute;
  return Array.from({ length: minutes }, (_, index) => ({
    process: 'payment',
    step: 'completed',
    at: noon - (minutes - index) * minute,
    count: 120 + (((index * 7_919) % 23) - 11),
  }));
}

/**
 * Two days of requests at the edge: 11 a minute, 167 in the hour before noon; 30 failures from 03:00 on, one a minute.
 */
export function edgeHistory(): object[] {
  const night = noon - 9 * hour;
  return Array.from({ length: (2 * day) / minute }, (_, index) => noon - 2 * day + index * minute).flatMap((when) => {
    const bad = when >= night && when < night + 30 * minute ? 1 : 0;
    const all = when >= noon - hour ? 167 : 11;
    const row = (status: string, count: number) => ({
      metric: 'requests',
      at: when,
      labels: { 'service.name': 'edge', 'http.response.status_code': status },
      count,
    });
    return bad > 0 ? [row('200', all - bad), row('503', bad)] : [row('200', all)];
  });
}
