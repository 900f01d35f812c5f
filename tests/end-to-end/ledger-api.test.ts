import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const waga = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));
const catalogue = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  timeZone: UTC
  steps: [done]
  kpi: done
  thresholds: {partial: "0.20", total: "0.40"}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: psp}
spec: {contacts: [{name: Desk, email: desk@psp.example}]}
`;
const november = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
const subject = { kind: 'process', name: 'payment' };

/** The month of method.md, section 6, kept by people over HTTP, with two who exclude. */
describe('the ledger over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-ledger-'));
  const password = 'a long enough password';
  const sessions = new Map<string, Record<string, string>>();
  let now = Date.parse('2026-12-01T09:00:00Z');
  let running: Running;

  async function ask(as: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const machine = { authorization: `Bearer ${running.machineToken}` };
    const who = as === 'machine' ? machine : { ...sessions.get(as), origin: running.url };
    const answer = await fetch(running.url + path, {
      method,
      headers: { ...who, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = text.startsWith('{') ? JSON.parse(text) : null;
    return {
      status: answer.status,
      etag: answer.headers.get('etag'),
      code: json?.code as string | undefined,
      json,
      text,
    };
  }
  async function member(name: string, role: string): Promise<void> {
    const made = await ask('machine', 'POST', '/api/v1/people', { name, displayName: name, roles: [role] });
    await ask('machine', 'POST', '/api/v1/invitations/accept', { secret: made.json.invitation.secret, password });
    await signIn(name);
  }
  async function signIn(name: string): Promise<void> {
    const answer = await fetch(`${running.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: running.url },
      body: JSON.stringify({ name, password }),
    });
    const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]);
    sessions.set(name, { cookie: cookie.join('; ') });
  }
  /** A session ends half a day after its last use. */
  async function later(instant: string): Promise<void> {
    now = Date.parse(instant);
    for (const name of sessions.keys()) await signIn(name);
  }
  const add = async (from: string, to: string, more: Record<string, unknown> = {}): Promise<string> => {
    const answer = await ask('anna', 'POST', '/api/v1/outages', { subject, kind: 'unplanned', from, to, ...more });
    expect(answer).toMatchObject({ status: 201, etag: '"1"' });
    return answer.json.id;
  };
  const month = async (query = '') =>
    (await ask('jan', 'GET', `/api/v1/ledger/process/payment?from=${november.from}&to=${november.to}${query}`)).json;
  const doctor = (...words: string[]) =>
    promisify(execFile)(process.execPath, [waga, 'doctor', '--data', join(folder, 'data'), '--json', ...words]).then(
      ({ stdout }) => ({ code: 0, findings: JSON.parse(stdout).findings as { subject: string; message: string }[] }),
      (error: { code: number; stdout: string }) => ({ code: error.code, findings: JSON.parse(error.stdout).findings }),
    );

  beforeAll(async () => {
    const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
    running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
    expect(
      (await ask('machine', 'PUT', '/api/v1/catalog', { files: [{ path: 'c.yaml', text: catalogue }] })).status,
    ).toBe(200);
    await member('anna', 'product-manager');
    await member('piotr', 'editor');
    await member('jan', 'reader');
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  const vendor = { fault: 'vendor', vendor: 'psp' };
  let planned: string;

  it('gives the figures of the worked month, digit for digit', async () => {
    await add('2026-11-03T09:00:00Z', '2026-11-03T09:20:00Z');
    planned = await add('2026-11-10T01:00:00Z', '2026-11-10T02:00:00Z', { ...vendor, kind: 'planned' });
    const corrected = await add('2026-11-12T10:00:00Z', '2026-11-12T10:30:00Z', vendor);
    await add('2026-11-20T04:00:00Z', '2026-11-20T04:15:00Z', { kind: 'false-positive' });
    const ends = { from: '2026-11-12T10:06:00Z', to: '2026-11-12T10:18:00Z' };
    const path = `/api/v1/outages/${corrected}`;
    expect((await ask('jan', 'PATCH', path, { ends }, { 'if-match': '"1"' })).status).toBe(403);
    expect(await ask('anna', 'PATCH', path, { ends }, { 'if-match': '"4"' })).toMatchObject({ status: 412 });
    expect(await ask('anna', 'PATCH', path, { ends }, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      etag: '"2"',
    });

    const exclusion = { fromProcess: true, fromGlobal: true, reason: 'Announced ten days before.' };
    const excluding = `/api/v1/outages/${planned}/exclusion`;
    expect(await ask('machine', 'POST', excluding, exclusion)).toMatchObject({ status: 403, code: 'not_allowed' });
    expect((await ask('anna', 'POST', excluding, exclusion)).json.proposal).toMatchObject({ by: 'anna' });
    for (const as of ['anna', 'machine', 'jan']) {
      expect(await ask(as, 'POST', `${excluding}/answer`, { agree: true })).toMatchObject({ status: 403 });
    }
    expect((await month()).availability.adjusted.low.text).not.toBe('0.999258');
    expect((await ask('piotr', 'POST', `${excluding}/answer`, { agree: true })).json.excluded).toEqual({
      fromProcess: true,
      fromGlobal: true,
    });

    const { availability, outages, unmeasured } = await month();
    const fraction = (numerator: number, denominator: number, text: string) => ({ numerator, denominator, text });
    expect(availability.raw).toEqual(fraction(1_723, 1_728, '0.997106'));
    expect(availability.adjusted.low).toEqual(fraction(10_777, 10_785, '0.999258'));
    expect(availability.adjusted.high).toEqual(availability.adjusted.low);
    expect(availability.ownOnly).toEqual(fraction(2_156, 2_157, '0.999536'));
    expect(availability.vendorOnly).toEqual(fraction(3_594, 3_595, '0.999721'));
    expect(availability).toMatchObject({ downSeconds: 1_920, excludedSeconds: 3_600, periodSeconds: 2_592_000 });
    expect([outages.length, unmeasured]).toEqual([4, []]);
    const up = await month('&planned=up');
    expect(up.availability.periodSeconds - up.availability.excludedSeconds).toBe(2_592_000);
  });

  it('gives the same figures offline, from the file', async () => {
    const file = join(folder, 'ledger.csv');
    const period = ['--from', november.from, '--to', november.to];
    const query = `from=${november.from}&to=${november.to}&subject=process:payment`;
    writeFileSync(file, (await ask('jan', 'GET', `/api/v1/outages.csv?${query}`)).text);
    const words = ['analyze', 'availability', '--ledger', file, ...period, '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, [waga, ...words]);
    const { availability } = await month();
    const answer = JSON.parse(stdout);
    const found = Array.isArray(answer) ? answer[0] : (answer.subjects?.[0] ?? answer);
    expect(found.subject).toBe('process:payment');
    for (const figure of ['raw', 'adjusted', 'ownOnly', 'vendorOnly'] as const) {
      expect([figure, found[figure]]).toEqual([figure, availability[figure]]);
    }
  });

  it('shows a report that is due as overdue, and asks for a reason once the month is frozen', async () => {
    await later('2026-12-02T00:00:00Z');
    const list = async (query: string) => (await ask('jan', 'GET', `/api/v1/outages?${query}`)).json;
    const { outages, counts } = await list('order=overdue-first');
    expect(counts).toEqual({ all: 4, overdue: 4, waiting: 0 });
    const first = `/api/v1/outages/${outages[0].id}`;
    expect(outages[0]).toMatchObject({ overdue: true, dueAt: '2026-11-10T09:20:00Z' });
    expect(await ask('anna', 'POST', `${first}/acts`, { act: 'report' })).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    const words = { cause: 'Disk full', summary: 'No payment went through.' };
    await ask('anna', 'PATCH', first, words, { 'if-match': '*' });
    expect((await ask('anna', 'POST', `${first}/acts`, { act: 'report' })).json).toMatchObject({ state: 'reported' });
    expect((await list('only=overdue')).counts.overdue).toBe(3);
    await later('2026-12-08T00:00:00Z');
    await running.clock.tick(now);
    expect((await ask('jan', 'GET', first)).json).toMatchObject({ state: 'locked', needsReason: true, may: [] });
    const late = await ask('anna', 'PATCH', first, { cause: 'Disk' }, { 'if-match': '*' });
    expect(late).toMatchObject({ status: 400, code: 'bad_input' });
    expect(late.json.detail).toContain('reason');
    const why = { cause: 'Disk', reason: 'It was not full but broken.' };
    expect((await ask('anna', 'PATCH', first, why, { 'if-match': '*' })).status).toBe(200);
  });

  it('proves that the ledger goes on from a head that was printed, and finds a row that somebody changed', async () => {
    const { hash } = (await ask('jan', 'GET', '/api/v1/ledger/head')).json;
    await ask('anna', 'POST', `/api/v1/outages/${planned}/acts`, { act: 'confirm', reason: 'As announced.' });
    expect((await ask('jan', 'GET', '/api/v1/ledger/head')).json.hash).not.toBe(hash);
    await running.stop();
    const about = async (...words: string[]) => {
      const { code, findings } = await doctor(...words);
      return { code, ledger: findings.filter((one: { subject: string }) => one.subject === 'ledger') };
    };
    expect((await about('--head', hash)).ledger).toEqual([]);
    expect(await about('--head', 'a'.repeat(64))).toMatchObject({ code: 1, ledger: [{ severity: 'error' }] });
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(join(folder, 'data', 'records.db'));
    database
      .prepare(`update outages set outage = replace(outage, '"vendor":"psp"', '"vendor":null') where id = ?`)
      .run(planned);
    database.close();
    const { code, ledger } = await about('--head', hash);
    expect(code).toBe(1);
    expect(ledger.map(({ message }: { message: string }) => message).join()).toContain(planned);
  });
});
