import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machine, type Who } from '../../src/features/access/who.ts';
import type { ChangesAnswer, ChangesTaken } from '../../src/features/signals/change-contract.ts';
import { IntakeMemory } from '../../src/features/signals/intake-memory.ts';
import { changeJobs } from '../../src/features/signals/jobs/forget-changes.ts';
import { changeRoutes } from '../../src/features/signals/routes/changes.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { guardRoutes } from '../../src/server/guard.ts';
import { createHttp } from '../../src/server/http.ts';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { type PostgresServer, startPostgres } from '../contract/postgres-server.ts';
import { describeWith } from '../needs.ts';
import { iso, start, testCatalog } from './app.ts';

const config = { measurements: { retentionDays: 400 } };
const deploy = { kind: 'deploy', at: iso(start), title: 'payment-api 1.42.0', component: 'payment-api' };

interface Asked {
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
  who?: Who | null;
}

function changesOn(engine: string, open: () => Promise<{ records: Records; close(): Promise<void> }>): void {
  let store: Awaited<ReturnType<typeof open>>;
  let app: FastifyInstance;
  let who: Who | null = machine;
  const clock = { now: start };
  const memory = new IntakeMemory(start);

  async function send({ body, text, headers = {}, who: asked = machine }: Asked) {
    who = asked;
    const type = { 'content-type': 'application/json', 'waga-source': 'shop-otlp' };
    const payload = text ?? JSON.stringify(body);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/changes',
      headers: { ...type, ...headers },
      payload,
    });
    return { status: answer.statusCode, taken: answer.json() as ChangesTaken & { code?: string } };
  }
  async function read(query: Record<string, string> = {}) {
    who = machine;
    const answer = await app.inject({ method: 'GET', url: '/api/v1/changes', query });
    return { status: answer.statusCode, ...(answer.json() as ChangesAnswer & { detail?: string }) };
  }
  const titles = async (query: Record<string, string> = {}) => (await read(query)).changes.map(({ title }) => title);

  beforeAll(async () => {
    store = await open();
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_048_576 });
    guardRoutes(app, async () => who);
    const catalog = testCatalog();
    changeRoutes(app, {
      records: store.records.db,
      signals: { memory: async () => memory },
      catalog: { current: () => catalog },
      now: () => clock.now,
      config,
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await store.close();
  });

  it(`are stored once, on ${engine}, with a line in the audit log`, async () => {
    const first = await send({ body: [deploy, { ...deploy, id: 'run-17', title: 'second' }] });
    expect(first).toEqual({ status: 202, taken: { accepted: 2, duplicate: 0, rejected: [] } });
    expect((await send({ body: [deploy, deploy] })).taken).toEqual({ accepted: 0, duplicate: 2, rejected: [] });
    expect((await send({ body: { ...deploy, id: 'run-17' } })).taken.duplicate).toBe(1);
    const lines = await store.records.db.selectFrom('audit').selectAll().execute();
    expect(lines.map(({ action, subject, details }) => [action, subject, JSON.parse(details)])).toEqual([
      ['change.send', 'source shop-otlp', { changes: 2 }],
    ]);
    expect(await titles()).toEqual(expect.arrayContaining(['payment-api 1.42.0', 'second']));
  });

  it('come as NDJSON and as CloudEvents, and bad rows are told one by one', async () => {
    const at = iso(start - minute);
    const lines = [JSON.stringify({ ...deploy, at, title: 'by line' }), 'no json', JSON.stringify({ kind: 'deploy' })];
    const ndjson = await send({ text: lines.join('\n'), headers: { 'content-type': 'application/x-ndjson' } });
    expect(ndjson.taken.accepted).toBe(1);
    expect(ndjson.taken.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'bad_json'],
      [2, 'bad_row'],
    ]);
    const { at: time, ...data } = { ...deploy, at, title: 'by envelope' };
    const envelope = { specversion: '1.0', id: '1', source: '/argo', type: 'deployed', time, data };
    const structured = { body: envelope, headers: { 'content-type': 'application/cloudevents+json' } };
    expect((await send(structured)).taken.accepted).toBe(1);
    expect((await send(structured)).taken.duplicate).toBe(1);
    const attributes = { 'ce-specversion': '1.0', 'ce-id': '2', 'ce-source': '/argo', 'ce-type': 'x', 'ce-time': time };
    expect((await send({ body: { ...data, title: 'by headers' }, headers: attributes })).taken.accepted).toBe(1);
    expect(await titles()).toEqual(expect.arrayContaining(['by line', 'by envelope', 'by headers']));
  });

  it('of a process are its own and those of what it stands on, newest first, page by page', async () => {
    clock.now = start + day;
    const from = iso(start + hour);
    const rows = Array.from({ length: 7 }, (_, index) => ({
      ...deploy,
      at: iso(start + (2 + Math.floor(index / 2)) * hour),
      title: `no ${index}`,
      ...(index % 3 === 0 ? { component: null, process: 'payment' } : {}),
    }));
    await send({ body: rows });
    await send({ body: { ...deploy, at: rows[0]!.at, title: 'elsewhere', component: null, process: 'cashback' } });
    await send({ body: { ...deploy, at: rows[0]!.at, title: 'staged', environment: 'staging' } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ChangesAnswer = await read({ process: 'payment', from, limit: '3', ...(cursor ? { cursor } : {}) });
      seen.push(...page.changes.map(({ title }) => title));
      cursor = page.next;
    } while (cursor !== null);
    expect([...seen].sort()).toEqual(rows.map(({ title }) => title));
    const at = new Map(rows.map((row) => [row.title, row.at]));
    expect(seen.map((title) => at.get(title))).toEqual(rows.map((row) => row.at).reverse());
    expect(await titles({ component: 'payment-api', from, environment: 'staging' })).toEqual(['staged']);
    expect(await titles({ process: 'cashback', from })).toEqual(['elsewhere']);
  });

  it('are refused to a source or token that may not speak of them', async () => {
    const token = {
      ...{ kind: 'token', id: 't1', name: 'ci', money: [], processes: null },
      ...{ rights: new Set(['ingest']), sources: ['shop-otlp'], components: ['ledger-db'], environments: ['staging'] },
    } as unknown as Who;
    expect((await send({ body: deploy, who: token })).taken.rejected[0]?.code).toBe('not_yours');
    const other = await send({ body: deploy, who: token, headers: { 'waga-source': 'till' } });
    expect([other.status, other.taken.code]).toEqual([403, 'not_yours']);
    const process = { ...deploy, component: null, process: 'payment' };
    expect((await send({ body: process, headers: { 'waga-source': 'till' } })).taken.rejected[0]?.code).toBe(
      'not_yours',
    );
    expect((await send({ body: deploy, headers: { 'waga-source': 'nobody' } })).taken.code).toBe('unknown_source');
    expect((await send({ body: deploy, who: null })).status).toBe(401);
    expect((await send({ body: deploy, who: { ...machine, rights: new Set(['read']) } })).status).toBe(403);
  });

  it('are asked for in words that make sense', async () => {
    expect((await read({ process: 'paymnet' })).detail).toBe('No process has this name; did you mean payment?');
    expect((await read({ component: 'payment-apy' })).detail).toMatch('did you mean payment-api');
    expect((await read({ cursor: 'no-cursor' })).status).toBe(400);
    expect((await read({ from: iso(start), to: iso(start) })).status).toBe(400);
    const many = Array.from({ length: 1_001 }, () => deploy);
    expect((await send({ body: many })).status).toBe(413);
    expect((await send({ text: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });

  it('go with the retention', async () => {
    expect((await titles()).length).toBeGreaterThan(5);
    const [job] = changeJobs({ records: store.records.db, config });
    await job!.run(start + 400 * day + hour + 1);
    const left = await store.records.db.selectFrom('changes').select('at').execute();
    expect(left.every(({ at }) => at > start + hour)).toBe(true);
    await job!.run(start + 800 * day);
    expect(await titles()).toEqual([]);
  });
}

describe('changes', () => {
  changesOn('SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waga-changes-'));
    const records = await openRecords({ file: join(folder, 'records.db') });
    return {
      records,
      async close() {
        await records.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
});

describeWith('postgres', 'changes on PostgreSQL', () => {
  let server: PostgresServer;
  changesOn('PostgreSQL', async () => {
    server = await startPostgres();
    const records = await openRecords({ url: await server.database() });
    return {
      records,
      async close() {
        await records.close();
        await server.stop();
      },
    };
  });
});
