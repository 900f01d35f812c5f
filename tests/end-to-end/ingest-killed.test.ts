import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { type Served, serve } from './served.ts';

const steps = ['started', 'completed'];
const catalogue = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: UTC
  steps: [${steps.join(', ')}]
  kpi: completed
  attributes: [method]
  thresholds: {partial: "0.20", total: "0.40"}
---
apiVersion: waga/v1
kind: Source
metadata: {name: shop}
spec: {type: events, processes: [payment], complete: declared}
`;
/** Some 300 kB a batch. */
const rows = 2_000;
const parallel = 8;
/** After how many acknowledgements the server is killed, round by round: at the first one, and with ever more behind it. */
const killedAfter = [1, 6, 14];

interface BatchToSend {
  key: string;
  body: Buffer;
  headers: Record<string, string>;
  completed: number;
}

const minuteStart = (at: number): number => Math.floor(at / minute) * minute;

/** Every third batch has ids, every fourth is compressed; minutes, steps and methods differ from row to row. */
function batchOf(key: string, number: number, from: number): BatchToSend {
  const lines: string[] = [];
  let completed = 0;
  for (let row = 0; row < rows; row++) {
    const step = steps[(row + number) % 3 === 0 ? 1 : 0]!;
    if (step === 'completed') completed += 1;
    const event = {
      ...{ process: 'payment', step, at: new Date(from + ((row * 61 + number) % 180_000)).toISOString() },
      ...(number % 3 === 0 ? { id: `${key}-${row}` } : {}),
      ...{ amount: `${100 + (row % 900)}.50`, currency: 'PLN', attributes: { method: `m${row % 7}` } },
    };
    lines.push(JSON.stringify(event));
  }
  const plain = Buffer.from(`${lines.join('\n')}\n`);
  const compressed = number % 4 === 0;
  return {
    ...{ key, completed, body: compressed ? gzipSync(plain) : plain },
    headers: compressed ? { 'content-encoding': 'gzip' } : {},
  };
}

async function send({ url, headers }: Served, batch: BatchToSend): Promise<{ answer: object; replayed: boolean }> {
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: {
      ...headers,
      ...batch.headers,
      ...{ 'content-type': 'application/x-ndjson', 'waga-source': 'shop', 'idempotency-key': batch.key },
    },
    body: Buffer.from(batch.body),
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  return { answer: (await answer.json()) as object, replayed: answer.headers.get('idempotent-replayed') === 'true' };
}

/** Sends the batches over several connections at once until the server is gone; resolves the keys that were acknowledged. */
async function sendUntilKilled(served: Served, batches: readonly BatchToSend[], after: number): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const gone = once(served.process, 'exit');
  const waiting = [...batches];
  async function work(): Promise<void> {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const done = await send(served, batch).catch(() => null);
      if (done === null) return;
      acknowledged.add(batch.key);
      if (acknowledged.size >= after) served.process.kill('SIGKILL');
    }
  }
  await Promise.all(Array.from({ length: parallel }, work));
  await gone;
  return acknowledged;
}

describe('a server killed in the middle of a stream of batches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-ingest-killed-'));
  let served: Served | undefined;
  afterAll(async () => {
    await served?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(served!.url + path, {
      ...{ method, headers: { ...served!.headers, 'content-type': 'application/json', ...more } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect([path, answer.status < 300]).toEqual([path, true]);
    return (await answer.json()) as T;
  }

  it('counts each event once after the batches without an answer are sent again', { timeout: 120_000 }, async () => {
    const from = minuteStart(Date.now()) - 5 * minute;
    served = await serve(join(folder, 'data'));
    await ask('PUT', '/api/v1/catalog', { files: [{ path: 'c.yaml', text: catalogue }] });
    const whole = { accepted: rows, duplicate: 0, rejected: [] };
    let sent = 0;
    let completed = 0;
    for (const [round, after] of killedAfter.entries()) {
      const batches = Array.from({ length: after + 2 * parallel }, (_, at) => batchOf(`r${round}-${at}`, at, from));
      sent += batches.length * rows;
      completed += batches.reduce((sum, batch) => sum + batch.completed, 0);
      const acknowledged = await sendUntilKilled(served, batches, after);
      expect(acknowledged.size).toBeGreaterThanOrEqual(after);
      expect(acknowledged.size).toBeLessThan(batches.length);

      served = await serve(join(folder, 'data'));
      const again = await Promise.all(batches.map((batch) => send(served!, batch)));
      for (const [at, batch] of batches.entries()) {
        expect([batch.key, again[at]!.answer]).toEqual([batch.key, whole]);
        // what was acknowledged is known; what was not may have been on disk already
        if (acknowledged.has(batch.key)) expect([batch.key, again[at]!.replayed]).toEqual([batch.key, true]);
      }

      const now = Date.now();
      await ask('POST', '/api/v1/events', undefined, {
        'waga-source': 'shop',
        'waga-complete-since': new Date(from - minute).toISOString(),
        'waga-complete-until': new Date(now).toISOString(),
      });
      const window = new URLSearchParams({
        from: new Date(from).toISOString(),
        to: new Date(from + 4 * minute).toISOString(),
      });
      const funnel = await ask<object>('GET', `/api/v1/processes/payment/funnel?${window}`);
      expect(funnel).toMatchObject({
        unknownMinutes: 0,
        steps: [
          { step: 'started', done: sent - completed, notDone: 0 },
          { step: 'completed', done: completed, notDone: 0 },
        ],
      });
      const { sources } = await ask<{ sources: { name: string; accepted: number }[] }>('GET', '/api/v1/sources');
      expect(sources.find(({ name }) => name === 'shop')).toMatchObject({ accepted: sent, duplicate: 0, refused: 0 });
    }
  });
});
