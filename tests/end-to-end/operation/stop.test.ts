import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyCatalog, kept, Minutes, perBatch, sendEvents } from './lock-step.ts';
import { launch, type WagaProcess } from './waga-process.ts';

let folder: string;
let data: string;
let waga: WagaProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-stop-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  await waga.killHard();
  rmSync(folder, { recursive: true, force: true });
});

/** A request whose body is held back until `finish`. */
function slowly(path: string, headers: Record<string, string>, body: string) {
  const sent = request(new URL(path, waga.url), { method: 'POST', headers: { ...waga.headers, ...headers } });
  const answered = new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.once('end', () => resolve({ status: response.statusCode!, text, headers: response.headers }));
      });
    },
  );
  answered.catch(() => undefined);
  sent.write(body.slice(0, 10));
  return { answered, finish: () => sent.end(body.slice(10)) };
}
const ready = async (): Promise<{ code: number; status: string }> => {
  const answer = await fetch(`${waga.url}/readyz`);
  return { code: answer.status, status: ((await answer.json()) as { status: string }).status };
};
const event = { process: 'payment', step: 'completed', at: new Date().toISOString() };
const patience = { timeout: 30_000, interval: 10 };
const json = { 'content-type': 'application/json' };

describe('a server that is told to stop', () => {
  it('finishes what is under way, refuses what is new in the words of each entrance, and ends with 0', async () => {
    waga = await launch({ data });
    await applyCatalog(waga);
    await expect.poll(ready, patience).toEqual({ code: 200, status: 'ready' });
    const underWay = slowly('/api/v1/events', json, JSON.stringify(event));
    // Its head has arrived when a request that was sent after it is answered.
    await ready();
    await new Promise((resolve) => setTimeout(resolve, 50));

    waga.child.kill('SIGTERM');
    await expect.poll(ready, patience).toEqual({ code: 503, status: 'stopping' });
    const refused = await fetch(`${waga.url}/api/v1/events`, {
      method: 'POST',
      headers: { ...waga.headers, ...json },
      body: JSON.stringify(event),
    });
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('connection')]).toEqual([
      503,
      '5',
      'close',
    ]);
    expect(await refused.json()).toMatchObject({ code: 'stopping' });
    const otlp = await fetch(`${waga.url}/v1/metrics`, {
      method: 'POST',
      headers: { ...waga.headers, ...json },
      body: '{}',
    });
    expect([otlp.status, otlp.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await otlp.json()).toMatchObject({ code: 14 });
    expect((await fetch(`${waga.url}/healthz`)).status).toBe(200);

    underWay.finish();
    const answer = await underWay.answered;
    expect([answer.status, JSON.parse(answer.text)]).toEqual([202, { accepted: 1, duplicate: 0, rejected: [] }]);
    expect(answer.headers.connection).toBe('close');
    expect(await waga.ended()).toBe(0);
  });

  it('loses nothing it acknowledged of a stream of batches', async () => {
    waga = await launch({ data });
    await applyCatalog(waga);
    const minutes = new Minutes();
    const acknowledged = new Set<number>();
    let next = 0;
    const send = async (): Promise<void> => {
      for (;;) {
        const n = next++;
        let answer: Response;
        try {
          answer = await sendEvents(waga, minutes, n);
        } catch {
          return;
        }
        if (answer.status !== 202) {
          expect(await answer.json()).toMatchObject({ code: 'stopping' });
          return;
        }
        acknowledged.add(n);
      }
    };
    const sending = [send(), send(), send(), send()];
    await expect.poll(() => acknowledged.size, patience).toBeGreaterThan(40);
    expect(await waga.stop()).toBe(0);
    await Promise.all(sending);

    waga = await launch({ data });
    const { events } = await kept(waga, minutes, next);
    events.forEach((count, n) => {
      if (acknowledged.has(n)) expect(count, `batch ${n}`).toBe(perBatch);
      else expect([null, perBatch], `batch ${n}`).toContain(count);
    });
  });

  it('waits for the slow only as long as it is told to', async () => {
    const config = join(folder, 'waga.yaml');
    writeFileSync(config, 'stop: {drainSeconds: 1}\n');
    waga = await launch({ data, words: ['--config', config] });
    const never = slowly('/api/v1/events', json, JSON.stringify(event));
    await ready();
    expect(await waga.stop()).toBe(0);
    await expect(never.answered).rejects.toThrow();
    expect(waga.log()).toContain('cut off');
  });

  it('ends the live updates of pages that are open', async () => {
    waga = await launch({ data });
    const live = await fetch(`${waga.url}/api/v1/stream`, { headers: waga.headers });
    expect(live.status).toBe(200);
    const ended = live.text();
    expect(await waga.stop()).toBe(0);
    await ended;
  });

  it('ends at once at a second signal', async () => {
    waga = await launch({ data });
    slowly('/api/v1/events', json, JSON.stringify(event));
    await ready();
    const socket = connect(Number(new URL(waga.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const ended = once(waga.child, 'exit');
    waga.child.kill('SIGTERM');
    await expect.poll(async () => (await ready()).status, patience).toBe('stopping');
    waga.child.kill('SIGTERM');
    expect((await ended)[0]).toBe(143);
    socket.destroy();
  });
});
