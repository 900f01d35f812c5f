import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { machine } from '../features/access/who.ts';
import { minute } from '../maths/instants.ts';
import { openRecords, type Records } from '../stores/records/open.ts';
import { auditImports } from './audited-imports.ts';
import { guardRoutes } from './guard.ts';
import { createHttp } from './http.ts';

describe('imports in the audit log', () => {
  const log = pino({ level: 'silent' });
  let store: Records;
  let app: Awaited<ReturnType<typeof createHttp>>;
  let now = Date.UTC(2026, 10, 20, 10);
  let status = 200;

  beforeEach(async () => {
    store = await openRecords({ file: ':memory:' });
    app = await createHttp({ log, maxBodyBytes: 1_000 });
    guardRoutes(app, async () => machine);
    auditImports(app, { records: store.db, now: () => now, log });
    const config = { access: { right: 'ingest' } } as const;
    app.post('/api/v1/import/counts', { config }, async (_, reply) => reply.code(status).send({}));
    app.post('/api/v1/events', { config }, async () => ({}));
    await app.ready();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
  });

  const send = (source: string, url = '/api/v1/import/counts') =>
    app.inject({ method: 'POST', url, headers: { 'waga-source': source } });
  const subjects = async () => {
    const lines = await store.db.selectFrom('audit').select(['action', 'subject', 'who_id']).orderBy('id').execute();
    return lines.map(({ action, subject, who_id }) => `${who_id} ${action} ${subject}`);
  };

  it('are told once each, however many requests they come in, and live data never', async () => {
    status = 400;
    await send('refused');
    status = 200;
    for (const source of ['shop', 'shop', 'till', 'shop']) {
      await send(source);
      now += minute;
    }
    await send('shop', '/api/v1/events');
    now += 20 * minute;
    await send('shop');
    const told = ['shop', 'till', 'shop'].map((source) => `machine history.import source ${source}`);
    await vi.waitFor(async () => expect(await subjects()).toEqual(told));
  });
});
