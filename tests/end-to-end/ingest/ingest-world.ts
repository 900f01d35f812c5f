import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { HealthAnswer } from '../../../src/features/signals/health-contract.ts';
import { bucketStart, minute } from '../../../src/maths/instants.ts';
import { Config } from '../../../src/server/config.ts';
import { createLog } from '../../../src/server/log.ts';
import { type Running, startServer } from '../../../src/server/start.ts';
import { encodeSent } from '../../signals/otlp-messages.ts';
import { binary, newId, span, traces } from '../../signals/spans.ts';
import { applyCatalog } from '../operation/lock-step.ts';
import { RawConnection } from './raw-http.ts';

/** Where what is sent belongs: every row of a test stands in this minute. */
const at = bucketStart(Date.now(), minute) - 5 * minute;
const time = `${at}000000`;

/** A body and how many rows, points or spans it holds. */
export interface Body {
  bytes: Buffer;
  count: number;
}
export interface Way {
  path: string;
  type: string;
  source: string;
  entrance: 'events' | 'otlp-metrics' | 'otlp-traces';
  good: number;
  /** No two are the same: what comes twice over OTLP is known by its bytes. */
  body(count: number): Body;
}

const row = `{"process":"payment","step":"completed","at":"${new Date(at).toISOString()}"}\n`;
const service = { attributes: [{ key: 'service.name', value: { stringValue: 'till' } }] };
let bodies = 0;

export const events: Way = {
  ...{ path: '/api/v1/events', type: 'application/x-ndjson', source: 'events', entrance: 'events', good: 202 },
  body: (count) => ({ bytes: Buffer.from(row.repeat(count)), count }),
};
export const metrics: Way = {
  ...{ path: '/v1/metrics', type: 'application/x-protobuf', source: 'otlp', entrance: 'otlp-metrics', good: 200 },
  body(count) {
    bodies += 1;
    const dataPoints = Array.from({ length: count }, (_, nth) => ({
      attributes: [{ key: 'shelf', value: { stringValue: `s-${nth % 50}` } }],
      ...{ startTimeUnixNano: time, timeUnixNano: time, asInt: `${bodies * 1_000 + nth}` },
    }));
    const metric = { name: 'requests', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } };
    const request = { resourceMetrics: [{ resource: service, scopeMetrics: [{ metrics: [metric] }] }] };
    return { bytes: encodeSent(request), count };
  },
};
export const spans: Way = {
  ...{ path: '/v1/traces', type: 'application/x-protobuf', source: 'otlp', entrance: 'otlp-traces', good: 200 },
  body(count) {
    const own = Array.from({ length: count }, () => span({ trace: newId(16), end: at + 1_000 }));
    return { bytes: binary(traces({ till: own })), count };
  },
};
export const ways = [events, metrics, spans] as const;

export interface IngestWorld {
  running: Running;
  /** The lines of the log, from warnings up. */
  log: { msg: string; [field: string]: unknown }[];
  open(): RawConnection;
  /** The head of a request, with what a test adds. */
  head(way: Way, headers: Record<string, string | number>): string;
  send(
    way: Way,
    bytes: Uint8Array,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: unknown; headers: Headers }>;
  health(): Promise<HealthAnswer>;
  /** Rows, points or spans that were taken since the start. */
  accepted(way: Way): Promise<number>;
  /** Events that are stored. */
  stored(): Promise<number>;
  metric(name: string): Promise<string[]>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A server on a free port of loopback, with the catalogue of lock-step.ts. */
export async function openIngest(config: Record<string, unknown> = {}): Promise<IngestWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-ingest-'));
  const log: IngestWorld['log'] = [];
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const start = (): Promise<Running> =>
    startServer(Config.parse({ data: join(folder, 'data'), listen: { port: 0 }, ...config }), {
      ...{ ticking: false, log: createLog('warn', lines) },
    });
  let running = await start();
  const authorization = (): string => `Bearer ${running.machineToken}`;
  await applyCatalog({ url: running.url, headers: { authorization: authorization() } });

  async function ask<T>(path: string): Promise<T> {
    const answer = await fetch(running.url + path, { headers: { authorization: authorization() } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.text()) as Promise<T>;
  }

  const world: IngestWorld = {
    get running() {
      return running;
    },
    log,
    open: () => new RawConnection(running.url),
    head(way, headers) {
      const all = {
        ...{ Host: 'localhost', Authorization: authorization(), 'Content-Type': way.type, 'Waga-Source': way.source },
        ...headers,
      };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      return `POST ${way.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
    },
    async send(way, bytes, headers = {}) {
      const own = { authorization: authorization(), 'content-type': way.type, 'waga-source': way.source };
      const body = Buffer.from(bytes);
      const answer = await fetch(running.url + way.path, { method: 'POST', headers: { ...own, ...headers }, body });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      return { status: answer.status, json: isJson ? JSON.parse(text) : text, headers: answer.headers };
    },
    health: () => ask<HealthAnswer>('/api/v1/health'),
    async accepted({ entrance }) {
      const { ingest } = await world.health();
      return ingest.find((one) => one.entrance === entrance)!.accepted;
    },
    async stored() {
      const [since, until] = [at - minute, at + 2 * minute].map((instant) => new Date(instant).toISOString());
      const declared = { 'waga-complete-since': since!, 'waga-complete-until': until! };
      const answer = await world.send(events, Buffer.alloc(0), declared);
      if (answer.status !== 202) throw new Error(`the declaration was answered ${answer.status}`);
      const window = new URLSearchParams({ from: since!, to: until! });
      const funnel = await ask<{ unknownMinutes: number; steps: { done: number }[] }>(
        `/api/v1/processes/payment/funnel?${window}`,
      );
      if (funnel.unknownMinutes > 0) throw new Error('minutes are unknown');
      return funnel.steps[0]!.done;
    },
    async metric(name) {
      const text = await ask<string>('/metrics');
      return text.split('\n').filter((line) => line.startsWith(name));
    },
    async restart() {
      await running.stop();
      running = await start();
    },
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
