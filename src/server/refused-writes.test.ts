import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rightsOf } from '../features/access/rights.ts';
import { machine, type Who } from '../features/access/who.ts';
import { minute } from '../maths/instants.ts';
import { openRecords, type Records } from '../stores/records/open.ts';
import { guardRoutes } from './guard.ts';
import { createHttp } from './http.ts';
import { auditRefusedWrites } from './refused-writes.ts';

const start = Date.UTC(2026, 10, 20, 10);
const reader: Who = {
  kind: 'person',
  id: 'p1',
  name: 'rita',
  displayName: 'Rita',
  roles: ['reader'],
  rights: rightsOf(['reader']),
  money: [],
};

describe('refused writes in the audit log', () => {
  let folder: string;
  let store: Records;
  let app: Awaited<ReturnType<typeof createHttp>>;
  let who: Who | null;
  let now: number;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-refused-'));
    store = await openRecords({ file: join(folder, 'records.db') });
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
    who = null;
    now = start;
    guardRoutes(app, async () => who);
    auditRefusedWrites(app, { records: store.db, now: () => now, log: pino({ level: 'silent' }) });
    const done = async () => ({});
    app.post('/edit/:id', { config: { access: { right: 'edit' } } }, done);
    app.get('/edit', { config: { access: { right: 'edit' } } }, done);
    app.post('/send', { config: { access: { right: 'ingest' } } }, done);
    app.post('/sign-in', { config: { access: { open: 'signing in' } } }, (_, reply) => reply.code(401).send({}));
    await app.ready();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const post = (url: string, remoteAddress = '127.0.0.1') => app.inject({ method: 'POST', url, remoteAddress });
  const lines = () => store.db.selectFrom('audit').selectAll().orderBy('id').execute();
  const hasLines = (count: number) => vi.waitFor(async () => expect(await lines()).toHaveLength(count));

  it('tell who was refused what, from where and with which status', async () => {
    await post('/edit/7?secret=x', '203.0.113.9');
    await hasLines(1);
    who = reader;
    await post('/edit/8');
    await hasLines(2);
    expect(await lines()).toMatchObject([
      {
        who_kind: 'nobody',
        subject: 'POST /edit/7',
        address: '203.0.113.9',
        outcome: 'refused',
        details: '{"status":401}',
      },
      { who_name: 'rita', subject: 'POST /edit/8', action: 'request.refuse', details: '{"status":403}' },
    ]);
  });

  it('are the only ones: nothing of reading, of entrances, of signing in, of what was done', async () => {
    await app.inject('/edit');
    await post('/send');
    await post('/sign-in');
    await post('/nowhere');
    who = machine;
    await post('/edit/1');
    who = null;
    await post('/edit/last');
    await hasLines(1);
    expect(await lines()).toMatchObject([{ subject: 'POST /edit/last' }]);
  });

  it('are at most twenty a minute from an address, and three hundred from all', async () => {
    for (let n = 0; n < 25; n++) await post('/edit/1');
    await hasLines(20);
    await post('/edit/1', '203.0.113.1');
    await hasLines(21);
    for (let n = 0; n < 320; n++) await post('/edit/2', `198.51.100.${n % 250}`);
    await hasLines(300);
    now = start + minute;
    await post('/edit/3');
    await hasLines(301);
  });

  it('change no answer when they cannot be noted', async () => {
    await store.db.schema.dropTable('audit').execute();
    expect((await post('/edit/1')).statusCode).toBe(401);
    expect((await post('/edit/1')).json()).toMatchObject({ code: 'not_signed_in' });
  });
});
