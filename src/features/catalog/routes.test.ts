import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guardRoutes } from '../../server/guard.ts';
import { createHttp } from '../../server/http.ts';
import { openRecords, type Records } from '../../stores/records/open.ts';
import { type Role, rightsOf } from '../access/rights.ts';
import { machine, type Person, type Who } from '../access/who.ts';
import { catalogKinds } from './kinds.ts';
import { catalogQueries } from './queries.ts';
import { catalogRoutes } from './routes.ts';

/** A kind of a later feature whose documents run something. */
const kinds = [...catalogKinds, { kind: 'Switch', spec: z.strictObject({ on: z.boolean() }) }];
const person = (roles: Role[], money: Person['money']): Person => ({
  kind: 'person',
  id: 'p1',
  name: 'anna',
  displayName: 'Anna',
  roles,
  rights: rightsOf(roles),
  money,
});
const switched = (on: boolean) =>
  `apiVersion: waga/v1\nkind: Switch\nmetadata: {name: payment-off}\nspec: {on: ${on}}\n`;
const product = (name: string) => `apiVersion: waga/v1\nkind: Product\nmetadata: {name: ${name}}\nspec: {}\n`;

let folder: string;
let store: Records;
let app: FastifyInstance;
let who: Who;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-catalog-'));
  store = await openRecords({ file: join(folder, 'records.db') });
  app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
  who = machine;
  guardRoutes(app, async () => who);
  const catalog = catalogQueries({ records: store.db });
  catalogRoutes(app, {
    records: store.db,
    kinds,
    now: () => 1_700_000_000_000,
    catalog,
  });
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
  it('shows documents of other formats with all of their metadata', async () => {
    await put('apiVersion: openslo/v1\nkind: Service\nmetadata: {name: web, labels: {env: prod}}\nspec: {}\n');
    expect((await get()).json().documents).toMatchObject([
      { apiVersion: 'openslo/v1', kind: 'openslo/Service', metadata: { name: 'web', labels: { env: 'prod' } } },
    ]);
  });

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

  it('lets documents that run something be changed only with the right to that, and names them', async () => {
    await put(product('shop'));
    who = person(['editor'], []);
    const both = `${product('shop')}---\n${product('till')}---\n${switched(true)}`;
    const dry = await put(both, { query: '?dryRun=true' });
    expect(dry.json()).toMatchObject({
      changes: [{ name: 'till' }, { name: 'payment-off' }],
      wouldRefuse: [{ kind: 'Switch', name: 'payment-off' }],
    });
    const refused = await put(both);
    expect(refused.json()).toMatchObject({ status: 403, code: 'not_allowed', documents: [{ name: 'payment-off' }] });
    expect(refused.json().detail).toContain('Switch payment-off');
    expect((await get()).json().version).toBe(1);
    expect((await put(`${product('shop')}---\n${product('till')}`)).statusCode).toBe(200);
    who = person(['administrator'], []);
    const applied = await put(both);
    expect(applied.json()).toMatchObject({ version: 3, changes: [{ change: 'added', kind: 'Switch' }] });
    expect(applied.json().wouldRefuse).toBeUndefined();
    who = person(['editor'], []);
    for (const text of [`${product('shop')}---\n${switched(false)}`, product('shop')]) {
      expect((await put(text)).json()).toMatchObject({ status: 403, documents: [{ name: 'payment-off' }] });
    }
  });

  it('notes who applied what in the audit log, and nothing when nothing was', async () => {
    who = person(['editor'], []);
    await put(product('shop'));
    await put(product('shop'));
    await put(product('till'), { query: '?dryRun=true' });
    await put(product('Till'));
    await put(product('till'));
    const log = await store.db.selectFrom('audit').selectAll().orderBy('id').execute();
    const lines = log.map((line) => [line.who_name, line.action, line.subject, JSON.parse(line.details)]);
    expect(lines).toEqual([
      [
        'anna',
        'catalog.apply',
        'catalogue version 1',
        { added: 1, changed: 0, removed: 0, documents: ['added Product shop'] },
      ],
      [
        'anna',
        'catalog.apply',
        'catalogue version 2',
        { added: 1, changed: 0, removed: 1, documents: ['added Product till', 'removed Product shop'] },
      ],
    ]);
    const versions = await store.db.selectFrom('catalog_versions').select('applied_by').execute();
    expect(versions).toEqual([{ applied_by: 'anna' }, { applied_by: 'anna' }]);
  });

  it('shows what a process is worth only to those to whom the money of its product is shown', async () => {
    const thresholds = '{partial: "0.20", total: "0.40"}';
    const process = (value: string, limit: string) => `${product('pay')}---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {product: pay, timeZone: UTC, steps: [done], kpi: done, value: ${value}, lossLimit: "${limit}", thresholds: ${thresholds}}
`;
    await put(process('{perEvent: "150.00", currency: PLN}', '987.00'));
    who = person(['editor'], ['pay']);
    const seen = await get();
    expect(seen.body).toMatch(/"150\.00".*"987\.00"/);
    who = person(['editor'], ['loan']);
    const hidden = await get({ 'if-none-match': String(seen.headers.etag) });
    expect(hidden.statusCode).toBe(200);
    expect(hidden.body).not.toMatch(/150\.00|987\.00/);
    expect(hidden.json().documents[1]).toMatchObject({ moneyHidden: true, spec: { value: { currency: 'PLN' } } });
    expect((await get({ 'if-none-match': String(hidden.headers.etag) })).statusCode).toBe(304);
    const change = process('{perHour: "20.00", currency: PLN}', '30.00');
    for (const query of ['?dryRun=true', '']) {
      const answer = await put(change, { query, headers: { 'if-match': String(hidden.headers.etag) } });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toMatch(/150\.00|987\.00/);
      expect(answer.json().changes[0].fields).toContainEqual({
        field: 'spec.lossLimit',
        after: '30.00',
        moneyHidden: true,
      });
    }
  });

  it('takes a body above the limit of ordinary requests, and has a limit of its own', async () => {
    expect((await put(`${product('a')}# ${'x'.repeat(1_000_000)}`)).statusCode).toBe(200);
    expect((await put('x'.repeat(17 * 1024 * 1024))).json()).toMatchObject({ status: 413, code: 'too_large' });
  });

  it('publishes the schema', async () => {
    expect((await app.inject({ url: '/api/v1/catalog/schema' })).json()).toMatchObject({ $defs: { Product: {} } });
  });
});
