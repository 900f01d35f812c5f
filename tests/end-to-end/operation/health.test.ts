import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HealthAnswer } from '../../../src/features/signals/health-contract.ts';
import { Config } from '../../../src/server/config.ts';
import { createLog } from '../../../src/server/log.ts';
import { type Running, startServer } from '../../../src/server/start.ts';
import { describeWith, promtoolPath } from '../../needs.ts';
import { applyCatalog, Minutes, sendEvents, sendObservations } from './lock-step.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-health-'));
let waga: Running;
let target: { url: string; headers: Record<string, string> };
const minutes = new Minutes();

beforeAll(async () => {
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 }, disk: { lowMb: 1 } });
  waga = await startServer(config, { ticking: false, log: createLog('silent') });
  target = { url: waga.url, headers: { authorization: `Bearer ${waga.machineToken}` } };
  await waga.clock.tick(Date.now());
  await applyCatalog(target);
  expect((await sendEvents(target, minutes, 0)).status).toBe(202);
  expect((await sendObservations(target, minutes, 0)).status).toBe(200);
});
afterAll(async () => {
  await waga.stop();
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(waga.url + path, { method: 'POST', headers: { ...target.headers, ...headers }, body });
const health = async (): Promise<HealthAnswer> => {
  const answer = await fetch(`${waga.url}/api/v1/health`, { headers: target.headers });
  return HealthAnswer.strict().parse(await answer.json());
};
const metrics = async (authorization = target.headers.authorization!): Promise<string> => {
  const answer = await fetch(`${waga.url}/metrics`, { headers: { authorization } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/plain; version=0\.0\.4/),
  ]);
  return answer.text();
};
const sampled = (text: string, sample: string): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return Number(line?.slice(sample.length + 1) ?? Number.NaN);
};

describe('the health of a running server', () => {
  it('is ok, with the stores, the jobs, the disk and the memory', async () => {
    const { state, reasons, stores, jobs, disk, memory, clock } = await health();
    expect([state, reasons]).toEqual(['ok', []]);
    expect(stores.map(({ name, engine, reachable }) => [name, engine, reachable])).toEqual([
      ['records', 'SQLite', true],
      ['measurements', 'DuckDB', true],
    ]);
    for (const { bytes } of stores) expect(bytes).toBeGreaterThan(1_000);
    expect(jobs.map(({ name }) => name)).toContain('balance');
    expect(disk.freeBytes).toBeGreaterThan(disk.lowBelowBytes);
    expect(memory.heapLimitBytes).toBeGreaterThan(memory.heapUsedBytes);
    expect(clock.late).toBe(false);
  });

  it('tells what is refused, by whom and why, of rows and of whole requests', async () => {
    const rows = [
      { process: 'nobody', step: 'completed', at: new Date().toISOString() },
      { process: 'payment', step: 'completed', at: '1999-01-01T00:00:00Z' },
    ];
    const json = { 'content-type': 'application/json' };
    const answer = await post('/api/v1/events', JSON.stringify(rows), { ...json, 'waga-source': 'events' });
    const { rejected } = (await answer.json()) as { rejected: { code: string }[] };
    expect((await post('/api/v1/events', '<xml/>', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await post('/v1/metrics', 'no protobuf', { 'content-type': 'application/x-protobuf' })).status).toBe(400);
    expect((await post('/v1/metrics', '{}', { ...json, 'waga-source': 'unheard-of' })).status).toBe(400);

    const { ingest, sources } = await health();
    const way = (name: string) => ingest.find(({ entrance }) => entrance === name)!;
    expect(
      way('events')
        .refusedRows.map(({ code }) => code)
        .sort(),
    ).toEqual(rejected.map(({ code }) => code).sort());
    expect(way('events').refusedRequests.map(({ code, count }) => [code, count])).toEqual([['unsupported_media', 1]]);
    expect(
      way('otlp-metrics')
        .refusedRequests.map(({ code }) => code)
        .sort(),
    ).toEqual(['bad_input', 'unknown_source']);
    const events = sources.find(({ name }) => name === 'events')!;
    expect(events.refusals.map(({ code }) => code)).toContain('too_old');
    expect(Date.now() - Date.parse(events.refusals[0]!.lastAt)).toBeLessThan(60_000);
    expect(JSON.stringify(ingest)).not.toContain('unheard-of');
  });

  it('is asked by those who may read only', async () => {
    for (const path of ['/api/v1/health', '/metrics']) expect((await fetch(waga.url + path)).status).toBe(401);
  });
});

describe('the metrics', () => {
  it('count rows by entrance and source, and requests by declared route', async () => {
    const text = await metrics();
    expect(sampled(text, 'waga_ingest_rows_accepted_total{entrance="events",source="events"}')).toBe(7);
    expect(sampled(text, 'waga_ingest_rows_accepted_total{entrance="otlp-metrics",source="otlp"}')).toBe(1);
    expect(
      sampled(text, 'waga_http_requests_total{route="/api/v1/events",method="POST",status="202"}'),
    ).toBeGreaterThan(0);
    expect(sampled(text, 'waga_health_state{state="ok"}')).toBe(1);
    expect(sampled(text, 'waga_store_up{store="records",engine="SQLite"}')).toBe(1);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('have no label that a caller makes up', async () => {
    const before = (await metrics()).split('\n').length;
    for (let n = 0; n < 50; n++) {
      await fetch(`${waga.url}/made-up-${n}`, { headers: target.headers });
      await post(`/api/v1/made-up-${n}`, '{}', { 'waga-source': `made-up-${n}` });
    }
    const text = await metrics();
    expect(text).not.toContain('made-up');
    expect(text.split('\n').length - before).toBeLessThan(60);
  });

  it('tell the state of each process, and say nothing where nothing is known', async () => {
    await waga.clock.tick(Date.now());
    const text = await metrics();
    const states = ['ok', 'losing', 'unknown', 'learning'];
    const on = states.filter((state) => sampled(text, `waga_process_state{process="payment",state="${state}"}`) === 1);
    expect(on).toHaveLength(1);
    expect(text).not.toMatch(/^waga_loss_minor_per_hour\{/m);
  });

  it('let a token of the scope in as Bearer and as Basic, and no other', async () => {
    const make = async (name: string, scope: string): Promise<string> => {
      const body = JSON.stringify({ name, scopes: [scope] });
      const answer = await post('/api/v1/tokens', body, { 'content-type': 'application/json' });
      return ((await answer.json()) as { secret: string }).secret;
    };
    const secret = await make('scraper', 'metrics');
    expect(await metrics(`Bearer ${secret}`)).toContain('waga_build_info');
    expect(await metrics(`Basic ${Buffer.from(`prometheus:${secret}`).toString('base64')}`)).toContain(
      'waga_build_info',
    );
    const reader = await make('reader', 'read');
    const refused = await fetch(`${waga.url}/metrics`, { headers: { authorization: `Bearer ${reader}` } });
    expect(refused.status).toBe(403);
  });
});

describeWith('promtool', 'the metrics, in the eyes of Prometheus', () => {
  it('are named and written as they should be', async () => {
    const said = execFileSync(promtoolPath()!, ['check', 'metrics'], { input: await metrics(), encoding: 'utf8' });
    expect(said).toBe('');
  });
});
