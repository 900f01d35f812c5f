import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AuditLine, writeAudit } from '../../src/features/access/actions/write-audit.ts';
import { AuditAnswer } from '../../src/features/access/contract.ts';
import { auditRoutes } from '../../src/features/access/routes/audit.ts';
import { machine } from '../../src/features/access/who.ts';
import { minute, toRfc3339 } from '../../src/maths/instants.ts';
import { guardRoutes } from '../../src/server/guard.ts';
import { createHttp } from '../../src/server/http.ts';
import { describeOnRecords } from './records-engines.ts';

const start = Date.UTC(2026, 10, 20, 10);

describeOnRecords('the audit log', (records) => {
  let app: Awaited<ReturnType<typeof createHttp>>;
  beforeEach(async () => {
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
    guardRoutes(app, async () => machine);
    auditRoutes(app, { records: records(), now: () => start + 60 * minute });
    await app.ready();
  });
  afterEach(() => app.close());

  const write = (at: number, line: Partial<AuditLine> & { name?: string } = {}) => {
    const { name = 'anna', ...rest } = line;
    const who = { kind: 'person' as const, id: `p-${name}`, name };
    return writeAudit(records(), at, { who, address: '::1', action: 'token.create', subject: 'token shop', ...rest });
  };
  const get = (path: string, query: Record<string, string> = {}) =>
    app.inject({ url: path, query, headers: { host: 'localhost' } });
  const search = async (query: Record<string, string> = {}) =>
    AuditAnswer.parse((await get('/api/v1/audit', query)).json());
  const found = async (query: Record<string, string>) => (await search(query)).entries.map(({ subject }) => subject);

  it('is read newest first, page by page, each line once, however many share an instant', async () => {
    for (let n = 0; n < 23; n++) await write(start + Math.floor(n / 8) * minute, { subject: `token ${n}` });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await search({ limit: '5', ...(cursor === null ? {} : { cursor }) });
      expect(page.entries.length).toBeLessThanOrEqual(5);
      seen.push(...page.entries.map(({ subject }) => subject));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 23 }, (_, n) => `token ${22 - n}`));
  });

  it('tells everything that was noted', async () => {
    const details = { scopes: ['read'], note: 'a "b" ż' };
    await write(start, { details, outcome: 'refused' });
    expect(await search()).toMatchObject({
      entries: [
        {
          at: toRfc3339(start),
          who: { kind: 'person', id: 'p-anna', name: 'anna' },
          action: 'token.create',
          subject: 'token shop',
          details,
          outcome: 'refused',
          address: '::1',
        },
      ],
      next: null,
    });
  });

  it('is searched by period, person, action, outcome and text', async () => {
    await write(start, { subject: 'one', name: 'anna' });
    await write(start + minute, { subject: 'two', name: 'ben', action: 'token.revoke', outcome: 'refused' });
    await write(start + 2 * minute, {
      subject: 'three',
      name: 'ben',
      action: 'tokens.x',
      details: { of: 'Łódź_100%' },
    });
    await write(start + 3 * minute, { subject: 'Four', name: 'cleo', action: 'catalog.apply' });
    expect(await found({ from: toRfc3339(start + minute), to: toRfc3339(start + 3 * minute) })).toEqual([
      'three',
      'two',
    ]);
    expect(await found({ who: 'ben' })).toEqual(['three', 'two']);
    expect(await found({ who: 'p-cleo' })).toEqual(['Four']);
    expect(await found({ action: 'token' })).toEqual(['two', 'one']);
    expect(await found({ action: 'token.revoke' })).toEqual(['two']);
    expect(await found({ outcome: 'refused' })).toEqual(['two']);
    for (const text of ['four', 'FOUR', 'CLEO', 'catalog.a']) expect(await found({ text })).toEqual(['Four']);
    for (const text of ['łódź', 'ŁÓDŹ_100%', '100%']) expect(await found({ text })).toEqual(['three']);
    for (const text of ['%', '_', 'Łódź']) expect(await found({ text })).toEqual(['three']);
    for (const text of ['łódz', 'x_100', '\\', 'nobody']) expect(await found({ text })).toEqual([]);
    expect(await found({ who: 'ben', text: 'TWO' })).toEqual(['two']);
  });

  it('refuses a cursor that it did not give', async () => {
    for (const cursor of ['abc', 'MTIz', '']) {
      expect((await get('/api/v1/audit', { cursor })).json()).toMatchObject({ status: 400, code: 'bad_input' });
    }
  });

  it('is written out whole, beyond one batch, as CSV that no spreadsheet runs and as NDJSON', async () => {
    const values = Array.from({ length: 1_203 }, (_, n) => ({
      id: `${String(n).padStart(9, '0')}-x`,
      at: start + n,
      who_kind: 'person',
      who_id: 'p1',
      who_name: n === 7 ? '=HYPERLINK("http://x")' : 'anna',
      action: 'token.create',
      subject: `token ${n}`,
      details: '{"a":"b, c"}',
      outcome: 'done',
      address: '',
    }));
    for (let n = 0; n < values.length; n += 200)
      await records()
        .insertInto('audit')
        .values(values.slice(n, n + 200))
        .execute();
    const csv = await get('/api/v1/audit/export', { to: toRfc3339(start + 30 * minute) });
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="waga-audit.csv"',
    });
    const rows = parse(csv.body, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ subject }) => subject)).toEqual(values.map(({ subject }) => subject).reverse());
    expect(rows.at(-8)).toMatchObject({ who_name: `'=HYPERLINK("http://x")`, details: '{"a":"b, c"}' });
    const ndjson = await get('/api/v1/audit/export', { format: 'ndjson', text: 'token 1', who: 'anna' });
    const lines = ndjson.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBe(values.filter(({ subject }) => subject.startsWith('token 1')).length);
    expect(lines[0]).toMatchObject({ subject: 'token 1202', details: { a: 'b, c' } });
    expect((await search({ action: 'audit.export' })).entries).toHaveLength(2);
  });
});
