import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision, DecisionsAnswer } from '../../src/features/criticality/decisions/decision-contract.ts';
import type { CriticalityPage } from '../../src/features/criticality/page-contract.ts';
import type { Workshop } from '../../src/features/criticality/workshop/workshop-contract.ts';
import { day, hour } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const start = Date.UTC(2026, 10, 20, 10);
const processes = Array.from({ length: 12 }, (_, index) => `process-${index + 1}`);
const catalogue = processes
  .map(
    (name) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  level: standard
  productManager: user:anna
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  thresholds: {partial: "0.20", total: "0.40"}
`,
  )
  .join('---\n');

/** A server as people and programs meet it: twelve processes, a product manager, an engineer, a reader, a token. */
describe('workshops and decisions over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-decisions-'));
  let now = start;
  let running: Running;
  const password = 'a long enough password';
  const sessions = new Map<string, Record<string, string>>();
  const open = async () => {
    const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
    running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
  };

  async function ask(as: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const who =
      as === 'machine'
        ? { authorization: `Bearer ${running.machineToken}` }
        : { ...sessions.get(as), origin: running.url };
    const answer = await fetch(running.url + path, {
      method,
      headers: { ...who, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = text.startsWith('{') ? JSON.parse(text) : null;
    return { status: answer.status, etag: answer.headers.get('etag'), code: json?.code as string | undefined, json };
  }
  async function member(name: string, role: string): Promise<void> {
    const made = await ask('machine', 'POST', '/api/v1/people', { name, displayName: name, roles: [role] });
    const { secret } = made.json.invitation;
    await ask('machine', 'POST', '/api/v1/invitations/accept', { secret, password });
    await signIn(name);
  }
  /** A session ends half a day after its last use, and its cookie belongs to the port. */
  async function signIn(name: string): Promise<void> {
    const answer = await fetch(`${running.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: running.url },
      body: JSON.stringify({ name, password }),
    });
    const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]);
    sessions.set(name, { cookie: cookie.join('; ') });
  }
  const levelOf = async (name: string) => (await ask('anna', 'GET', `/api/v1/processes/${name}`)).json.level as string;

  beforeAll(async () => {
    await open();
    const files = [{ path: 'shop.yaml', text: catalogue }];
    expect((await ask('machine', 'PUT', '/api/v1/catalog', { files })).status).toBe(200);
    await member('anna', 'product-manager');
    await member('piotr', 'editor');
    await member('jan', 'reader');
    await running.clock.tick(now);
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  let proposed: Decision[] = [];

  it('lead from twelve processes to proposals in at most 66 answers', async () => {
    const begun = await ask('anna', 'POST', '/api/v1/workshops', { title: 'All twelve', participants: [], processes });
    expect(begun.status).toBe(201);
    let workshop = begun.json as Workshop;
    const path = `/api/v1/workshops/${workshop.id}`;
    const go = async (to: string, body?: unknown, version = workshop.version) =>
      ask('anna', 'POST', `${path}/${to}`, body, { 'if-match': `"${version}"` });
    expect(workshop.leftAtMost).toBe(66);
    for (let next = workshop.next; next !== null; next = workshop.next) {
      const answered =
        next.ask === 'question'
          ? await go('answers', {
              process: next.process,
              question: next.question,
              answer: next.question === 'until-monday' || next.process.length > 9 ? 'no' : 'yes',
            })
          : await go('comparisons', { first: next.left, second: next.right });
      expect([answered.status, answered.etag]).toEqual([200, `"${answered.json.version}"`]);
      workshop = answered.json;
    }
    expect(workshop.asked).toBeLessThanOrEqual(66);
    expect(workshop.processes.map(({ rank }) => rank).toSorted((a, b) => a! - b!)).toEqual(
      processes.map((_, i) => i + 1),
    );

    expect((await go('undo')).json.next).not.toBe(null);
    expect(await go('undo', undefined, workshop.version)).toMatchObject({ status: 412, code: 'precondition_failed' });
    expect((await ask('anna', 'POST', `${path}/undo`)).status).toBe(400);
    workshop = (await ask('jan', 'GET', path)).json;
    expect(await ask('jan', 'POST', `${path}/close`, {}, { 'if-match': '*' })).toMatchObject({ status: 403 });
    const closed = await go('close', {});
    expect(closed.status).toBe(200);
    workshop = closed.json;
    proposed = workshop.processes.flatMap(({ decision }) => decision ?? []);
    expect(proposed).toHaveLength(12);
    expect(workshop.maySign).toEqual(['business']);
  });

  it('take two signatures, and hold from then on, also after a restart', async () => {
    const [first] = proposed;
    const sign = (as: string, side: string) => ask(as, 'POST', `/api/v1/decisions/${first!.id}/signatures/${side}`);
    expect(await sign('machine', 'business')).toMatchObject({ status: 403, code: 'not_allowed' });
    expect(await sign('jan', 'business')).toMatchObject({ status: 403 });
    expect(await sign('piotr', 'business')).toMatchObject({ status: 403 });
    expect((await sign('anna', 'business')).json).toMatchObject({ state: 'proposed', signatures: [{ instead: null }] });
    expect(await levelOf('process-1')).toBe('standard');
    expect((await sign('piotr', 'technology')).json.state).toBe('in-force');
    await running.clock.tick(now);
    expect(await levelOf('process-1')).toBe('critical');
    const file = await ask('piotr', 'GET', '/api/v1/catalog');
    expect(file.json.documents[0].spec.level).toBe('standard');

    const page = async (): Promise<CriticalityPage> => {
      await running.clock.tick(now);
      return (await ask('piotr', 'GET', '/api/v1/criticality')).json;
    };
    await expect
      .poll(async () => (await page()).processes.map(({ name, level, levelFrom }) => `${name} ${level} ${levelFrom}`))
      .toContain('process-1 critical decision');
    const { findings } = await page();
    expect(findings.filter(({ code }) => code === 'decision_differs_from_file')).toMatchObject([
      { subject: 'process-1', why: expect.stringContaining('standard'), accepted: null },
    ]);

    await running.stop();
    await open();
    await running.clock.tick(now);
    for (const name of ['anna', 'piotr', 'jan']) await signIn(name);
    expect(await levelOf('process-1')).toBe('critical');
    const answer = (await ask('anna', 'GET', '/api/v1/decisions')).json as DecisionsAnswer;
    expect(answer.processes).toHaveLength(12);
    expect(answer.processes[0]).toMatchObject({ from: 'decision', fileLevel: 'standard', level: 'critical' });
    expect(answer.processes[1]).toMatchObject({ from: 'file', level: 'standard', waiting: [{ state: 'proposed' }] });
  });

  it('begin by themselves when their day has come', async () => {
    const validFrom = new Date(start + 2 * day).toISOString();
    const body = { process: 'process-2', level: 'important', reason: 'From Sunday on.', validFrom };
    const made = await ask('anna', 'POST', '/api/v1/decisions', body);
    expect(made).toMatchObject({ status: 201, json: { version: 2, state: 'proposed', workshop: null } });
    const path = `/api/v1/decisions/${made.json.id}`;
    await ask('anna', 'POST', `${path}/signatures/business`);
    expect((await ask('piotr', 'POST', `${path}/signatures/technology`)).json.state).toBe('signed');
    expect(await ask('piotr', 'POST', `${path}/withdrawal`)).toMatchObject({ status: 409, code: 'conflict' });
    now = start + 2 * day - hour;
    await running.clock.tick(now);
    for (const name of ['anna', 'piotr', 'jan']) await signIn(name);
    expect(await levelOf('process-2')).toBe('standard');
    now = start + 2 * day;
    await running.clock.tick(now);
    expect(await levelOf('process-2')).toBe('important');
    const history = await ask('jan', 'GET', '/api/v1/processes/process-2/decisions');
    expect(history.json.decisions.map(({ state }: Decision) => state)).toEqual(['in-force', 'proposed']);
    expect(await ask('jan', 'POST', '/api/v1/decisions', body)).toMatchObject({ status: 403 });
    expect(await ask('anna', 'POST', '/api/v1/decisions', { ...body, process: 'proces-2' })).toMatchObject({
      status: 404,
    });
    expect(await ask('anna', 'POST', '/api/v1/decisions', { ...body, reason: '' })).toMatchObject({ status: 400 });
  });

  it('leave findings accepted for a while', async () => {
    let findings: { id: string; accepted: unknown }[] = [];
    // they are worked out beside the ticks
    await expect
      .poll(
        async () => {
          await running.clock.tick(now);
          findings = (await ask('jan', 'GET', '/api/v1/findings')).json.findings;
          return findings.length;
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(0);
    const { id } = findings[0]!;
    const path = `/api/v1/findings/${encodeURIComponent(id)}/acceptance`;
    const until = new Date(now + 30 * day).toISOString();
    expect(await ask('jan', 'PUT', path, { reason: 'It is known.', until })).toMatchObject({ status: 403 });
    expect(
      await ask('anna', 'PUT', path, { reason: 'It is known.', until: new Date(now).toISOString() }),
    ).toMatchObject({
      status: 400,
    });
    expect((await ask('anna', 'PUT', path, { reason: 'It is known.', until })).status).toBe(200);
    const find = async () =>
      (await ask('jan', 'GET', '/api/v1/findings')).json.findings.find((one: { id: string }) => one.id === id);
    expect(await find()).toMatchObject({ accepted: { by: 'anna', reason: 'It is known.' }, expired: null });
    now += 30 * day;
    await signIn('jan');
    expect(await find()).toMatchObject({ accepted: null, expired: { by: 'anna' } });
  });
});
