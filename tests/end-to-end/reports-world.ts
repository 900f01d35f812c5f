import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

export const root = join(import.meta.dirname, '../..');
export const example = (name: string): string => readFileSync(join(root, 'examples/agreements', name), 'utf8');

const password = 'a long enough password';

/** A server whose clock the test turns, with the catalogue of the example, people who sign in, and tokens that see money or not. */
export async function openReports(start: string) {
  const folder = mkdtempSync(join(tmpdir(), 'waga-reports-'));
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  const open = () => startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
  let now = Date.parse(start);
  let running: Running = await open();
  const holders = new Map<string, Record<string, string>>();

  async function send(as: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const machine = { authorization: `Bearer ${running.machineToken}` };
    const who = as === 'machine' ? machine : { ...holders.get(as), origin: running.url };
    const isText = typeof body === 'string';
    const type: Record<string, string> = body === undefined || isText ? {} : { 'content-type': 'application/json' };
    return fetch(running.url + path, {
      method,
      headers: { ...who, ...type, ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
  }

  async function ask(as: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await send(as, method, path, body, headers);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: /^[{[]/.test(text) ? JSON.parse(text) : null };
  }

  async function signIn(name: string): Promise<void> {
    const answer = await ask('machine', 'POST', '/api/v1/sign-in', { name, password }, { origin: running.url });
    const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]);
    holders.set(name, { cookie: cookie.join('; ') });
  }

  return {
    ask,
    send,
    folder,
    /** What commands at a shell of this machine need. */
    environment: () => ({ WAGA_SERVER: running.url, WAGA_TOKEN: running.machineToken }),
    async apply(text: string): Promise<void> {
      const { status, json } = await ask('machine', 'PUT', '/api/v1/catalog', { files: [{ path: 'acme.yaml', text }] });
      if (status !== 200) throw new Error(JSON.stringify(json));
    },
    async member(name: string, role: string): Promise<void> {
      const made = await ask('machine', 'POST', '/api/v1/people', { name, displayName: name, roles: [role] });
      await ask('machine', 'POST', '/api/v1/invitations/accept', { secret: made.json.invitation.secret, password });
      await signIn(name);
    },
    /** A token that reads, and sees the money of these products. */
    async reader(name: string, money: string[] | 'all'): Promise<void> {
      const { json } = await ask('machine', 'POST', '/api/v1/tokens', { name, scopes: ['read'], money });
      holders.set(name, { authorization: `Bearer ${json.secret}` });
    },
    /** A session ends half a day after its last use. */
    async later(instant: string): Promise<void> {
      now = Date.parse(instant);
      for (const [name, holder] of holders) if ('cookie' in holder) await signIn(name);
    },
    /** Some seconds pass, and the jobs run. Throws where one failed. */
    async tick(): Promise<void> {
      now += 10_000;
      await running.clock.tick(now);
      const failed = running.clock.reports().filter(({ error }) => error !== null);
      if (failed.length > 0) throw new Error(failed.map(({ name, error }) => `${name}: ${error}`).join('\n'));
    },
    async restart(): Promise<void> {
      await running.stop();
      running = await open();
    },
    async close(): Promise<void> {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
export type ReportsWorld = Awaited<ReturnType<typeof openReports>>;
