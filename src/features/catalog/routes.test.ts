import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../server/http.ts';
import { openRecords, type Records } from '../../stores/records/open.ts';
import { catalogKinds } from './kinds.ts';
import { catalogQueries } from './queries.ts';
import { catalogRoutes } from './routes.ts';

const product = (name: string) => `apiVersion: waga/v1\nkind: Product\nmetadata: {name: ${name}}\nspec: {}\n`;

let folder: string;
let store: Records;
let app: FastifyInstance;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-catalog-'));
  store = await openRecords({ file: join(folder, 'records.db') });
  app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
  const catalog = catalogQueries({ records: store.db });
  catalogRoutes(app, { records: store.db, kinds: catalogKinds, now: () => 1_700_000_000_000, catalog });
});
afterEach(async () => {
  await app.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const put = (text: string, options: { query?: string; headers?: Record<string, string> } = {}) =>
  app.inject({
    method: 'PUT',
    url: `/api/v1/catalog${options.query ?? ''}`,
    headers: options.headers ?? {},
    payload: { files: [{ path: 'a.yaml', text }] },
  });
const get = (headers: Record<string, string> = {}) => app.inject({ url: '/api/v1/catalog', headers });

describe('the catalogue over HTTP', () => {
  it('is put, read back with its version as ETag, and not sent again while it holds', async () => {
    expect((await get()).json()).toEqual({ version: 0, appliedAt: null, documents: [] });
    const applied = await put(product('shop'));
    expect([applied.statusCode, applied.headers.etag]).toEqual([200, '"1"']);
    expect(applied.json()).toEqual({
      version: 1,
      dryRun: false,
      changes: [{ change: 'added', kind: 'Product', name: 'shop' }],
      findings: [],
    });
    const read = await get();
    expect(read.headers.etag).toBe('"1"');
    expect(read.json()).toMatchObject({
      version: 1,
      appliedAt: '2023-11-14T22:13:20Z',
      documents: [
        { kind: 'Product', metadata: { name: 'shop' }, spec: {}, at: { file: 'a.yaml', line: 1, column: 1 } },
      ],
    });
    const again = await get({ 'if-none-match': '"1"' });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('changes nothing on a dry run', async () => {
    const dry = await put(product('shop'), { query: '?dryRun=true' });
    expect(dry.json()).toMatchObject({ version: 0, dryRun: true, changes: [{ name: 'shop' }] });
    expect((await get()).json()).toMatchObject({ version: 0 });
    expect((await put(product('shop'), { query: '?dryRun=maybe' })).statusCode).toBe(400);
  });

  it('refuses errors with the findings, in a problem document', async () => {
    const refused = await put(product('Shop'));
    expect(refused.statusCode).toBe(422);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({
      code: 'bad_catalog',
      detail: 'The files hold 1 error; nothing was applied.',
      findings: [{ code: 'bad_name', file: 'a.yaml', line: 3, column: 18 }],
    });
  });

  it('holds If-Match against the version', async () => {
    expect((await put(product('a'), { headers: { 'if-match': '"0"' } })).statusCode).toBe(200);
    expect((await put(product('b'), { headers: { 'if-match': '"0"' } })).json()).toMatchObject({
      status: 412,
      version: 1,
    });
    expect((await put(product('b'), { headers: { 'if-match': 'three' } })).statusCode).toBe(400);
    expect((await put(product('b'), { headers: { 'if-match': '*' } })).statusCode).toBe(200);
  });

  it('takes a body above the limit of ordinary requests, and has a limit of its own', async () => {
    expect((await put(`${product('a')}# ${'x'.repeat(1_000_000)}`)).statusCode).toBe(200);
    expect((await put('x'.repeat(17 * 1024 * 1024))).json()).toMatchObject({ status: 413, code: 'too_large' });
  });

  it('publishes the schema', async () => {
    expect((await app.inject({ url: '/api/v1/catalog/schema' })).json()).toMatchObject({ $defs: { Product: {} } });
  });
});
