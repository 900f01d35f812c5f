import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type HourProgress, progressState } from '../../src/features/agreements/hour-progress.ts';
import { wholeHourMask } from '../../src/features/agreements/minute-mask.ts';
import { day, type EpochMs, hour, minute } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { emptyBatch, type HourRollUp } from '../../src/stores/measurements/measurements.ts';

/** Wednesday, twenty past noon UTC: hours up to noon are counted. */
export const now = Date.parse('2026-11-18T12:20:00Z');
export const counted = { from: now - 20 * minute - 90 * day, to: now - 20 * minute };
export const names = ['payment', 'search', 'returns', 'silent'] as const;

const process = (name: string, product: string) => `
---
apiVersion: waga/v1
kind: Process
metadata: {name: ${name}, displayName: ${name[0]!.toUpperCase()}${name.slice(1)}}
spec: {level: critical, product: ${product}, timeZone: Europe/Warsaw, steps: [completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}
`;
export const catalogue = `
apiVersion: waga/v1
kind: Product
metadata: {name: shop}
spec: {}
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, processes: [${names}], complete: declared}
---
apiVersion: waga/v1
kind: Source
metadata: {name: otlp}
spec: {type: otlp, complete: declared}
---
apiVersion: waga/v1
kind: Component
metadata: {name: gateway, displayName: Gateway}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: unwatched}
spec: {}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: gateway-answers}
spec: {class: technical, component: gateway, type: availability, source: otlp, metric: requests, bad: {code: "5*"}, objective: {atLeast: "0.99"}}
${names.map((name) => process(name, 'shop')).join('')}`;

/** One in a hundred fails of payment, one in fifty of search, which has a hole each midnight; returns begin 10 days ago; silent says nothing. */
export function hourOf(subject: string, at: EpochMs): HourRollUp | null {
  const one = (good: number, valid: number, measured = wholeHourMask): HourRollUp => ({
    ...{ subject, at, measured, good, valid, userUpSeconds: 0, userDownSeconds: 0 },
    ...{ deliveredMinor: 0, expectedMinor: 0, currency: null },
  });
  if (subject === 'process:payment') return one(990, 1_000);
  if (subject === 'process:search') return one(49, 50, at % day === 0 ? wholeHourMask >> 15n : wholeHourMask);
  if (subject === 'process:returns') return at >= counted.to - 10 * day ? one(300, 300) : null;
  return subject === 'component:gateway' ? one(9_999, 10_000) : null;
}

/** A server on a data folder with ninety days of hours, whose clock the test turns. */
export async function openFleet() {
  const folder = mkdtempSync(join(tmpdir(), 'waga-fleet-'));
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  const subjects = [...names.map((name) => `process:${name}`), 'component:gateway'];
  await fill(config.data, subjects);
  const open = () => startServer(config, { now: () => now, ticking: false, log: pino({ level: 'silent' }) });
  let running: Running = await open();

  const ask = async (method: string, path: string, body?: string) => {
    const headers = { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' };
    const answer = await fetch(running.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, type: answer.headers.get('content-type'), json: await answer.json() };
  };
  const files = [{ path: 'shop.yaml', text: catalogue }];
  const applied = await ask('PUT', '/api/v1/catalog', JSON.stringify({ files }));
  if (applied.status !== 200) throw new Error(JSON.stringify(applied.json));

  return {
    read: (path: string) => ask('GET', path),
    environment: () => ({ WAGA_SERVER: running.url, WAGA_TOKEN: running.machineToken }),
    async restart(): Promise<void> {
      await running.stop();
      running = await open();
    },
    async close(): Promise<void> {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function fill(directory: string, subjects: readonly string[]): Promise<void> {
  const store = await openMeasurements({ directory, threads: 1, memoryLimitMb: 256, now: () => now });
  const hours: HourRollUp[] = [];
  for (let at = counted.from; at < counted.to; at += hour) {
    for (const subject of subjects) hours.push(...[hourOf(subject, at)].flatMap((one) => one ?? []));
  }
  const done: HourProgress = { ...{ from: counted.from, until: counted.to }, valued: true, importedAt: 0 };
  const states = subjects.map((subject) => progressState(subject, done));
  await store.append({ ...emptyBatch(), hours, states });
  await store.close();
}
