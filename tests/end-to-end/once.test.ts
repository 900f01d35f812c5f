import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const catalogue = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}}
`;
const outage = {
  ...{ subject: { kind: 'process', name: 'payment' }, kind: 'unplanned', fault: 'own', vendor: null, share: '1' },
  ...{ from: '2026-11-20T09:30:00Z', to: '2026-11-20T09:50:00Z', cause: '', causeKind: null, summary: '' },
};

describe('a key for a write over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-once-'));
  let running: Running;
  beforeAll(async () => {
    const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
    const now = () => Date.parse('2026-11-20T12:00:00Z');
    running = await startServer(config, { ticking: false, log: pino({ level: 'silent' }), now });
    await ask('PUT', '/api/v1/catalog', { files: [{ path: 'c.yaml', text: catalogue }] });
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });
  async function ask(method: string, path: string, body?: unknown, key?: string) {
    const headers: Record<string, string> = { authorization: `Bearer ${running.machineToken}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key !== undefined) headers['idempotency-key'] = key;
    const answer = await fetch(running.url + path, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, replayed: answer.headers.get('idempotent-replayed'), text, json: JSON.parse(text) };
  }

  it('makes one outage of a request that was sent twice, and refuses another by the same key', async () => {
    const first = await ask('POST', '/api/v1/outages', outage, 'order-17');
    expect(first).toMatchObject({ status: 201, replayed: null });
    const again = await ask('POST', '/api/v1/outages', outage, 'order-17');
    expect(again).toMatchObject({ status: 201, replayed: 'true', text: first.text });
    const other = await ask('POST', '/api/v1/outages', { ...outage, share: '0.5' }, 'order-17');
    expect(other).toMatchObject({ status: 409, json: { code: 'conflict' } });
    const { json } = await ask('GET', '/api/v1/outages');
    expect(json.outages).toHaveLength(1);
  });

  it('makes one token, whose secret is kept nowhere', async () => {
    const token = { name: 'reader', scopes: ['read'] };
    expect(await ask('POST', '/api/v1/tokens', token, 't-1')).toMatchObject({ status: 201 });
    expect(await ask('POST', '/api/v1/tokens', token, 't-1')).toMatchObject({
      status: 409,
      json: { code: 'conflict' },
    });
    const { json } = await ask('GET', '/api/v1/tokens');
    expect(json.tokens).toHaveLength(1);
  });

  it('stands in the description of each write that honours it, and of no other', async () => {
    const { json } = await ask('GET', '/api/openapi.json');
    const takes = (path: string, method: string): boolean =>
      (json.paths[path][method].parameters ?? []).some(({ name }: { name: string }) => name === 'idempotency-key');
    for (const path of [
      'outages',
      'outages/{id}/acts',
      'decisions',
      'workshops',
      'duty/overrides',
      'channels/{name}/test',
    ])
      expect([path, takes(`/api/v1/${path}`, 'post')]).toEqual([path, true]);
    expect(takes('/api/v1/events', 'post')).toBe(true);
    expect(takes('/api/v1/outages', 'get')).toBe(false);
    expect(takes('/api/v1/outages/{id}', 'patch')).toBe(false);
  });
});
