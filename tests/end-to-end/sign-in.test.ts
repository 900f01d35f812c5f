import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Me, PeopleAnswer, SignInOptions } from '../../src/features/access/contract.ts';
import { readConfig } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-sign-in-'));
const password = 'correct horse battery';
let now = Date.UTC(2026, 10, 20, 10);
let local: Running;
let behindProxy: Running;

beforeAll(async () => {
  const start = (name: string, text: string) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, text);
    const config = readConfig(file, { data: join(folder, name), port: 0 });
    return startServer(config, { log: pino({ level: 'silent' }), ticking: false, now: () => now });
  };
  local = await start('local', '{}');
  const listen = 'listen: {publicUrl: "https://waga.example.com", trustProxy: [127.0.0.1]}';
  behindProxy = await start('proxied', listen);
});
afterAll(async () => {
  await local?.stop();
  await behindProxy?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}
interface Got {
  status: number;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** One request with exactly these headers; `fetch` sets some by itself. */
function ask(server: Running, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Got> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const type: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = httpRequest(server.url + path, { method, headers: { ...type, ...headers } }, (answer) => {
      let got = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        got += part;
      });
      answer.on('end', () => {
        const isJson = /json/.test(answer.headers['content-type'] ?? '');
        resolve({ status: answer.statusCode!, headers: answer.headers, body: isJson ? JSON.parse(got) : got });
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

const machine = (server: Running) => ({ authorization: `Bearer ${server.machineToken}` });
const cookieOf = ({ headers }: Got) => headers['set-cookie']?.[0] ?? '';
const sent = (cookie: string) => ({ cookie: cookie.split(';')[0]! });
const ownPage = { 'sec-fetch-site': 'same-origin' };
const code = ({ body }: Got) => (body as { code?: string }).code;

async function firstAdministrator(server: Running): Promise<string> {
  const secret = server.firstAdministrator!.split('#')[1];
  const body = { secret, name: 'root', displayName: 'Root', password };
  const made = await ask(server, '/api/v1/first-administrator', { method: 'POST', body });
  expect(made.status).toBe(201);
  return cookieOf(made);
}
const signIn = (server: Running, given: object = {}, headers: Record<string, string> = {}) =>
  ask(server, '/api/v1/sign-in', { method: 'POST', body: { name: 'root', password, ...given }, headers });

describe('a server that nobody has signed in to', () => {
  it('says so, and keeps everybody out of everything else', async () => {
    const options = await ask(local, '/api/v1/sign-in');
    expect(SignInOptions.parse(options.body)).toEqual({ first: true, password: true, openid: null });
    const refused = await ask(local, '/api/v1/balance');
    expect([refused.status, code(refused)]).toEqual([401, 'not_signed_in']);
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="Waga"');
    expect(refused.headers['cache-control']).toBe('no-store');
    expect((await ask(local, '/')).status).not.toBe(401);
  });

  it('is opened by its link, once', async () => {
    expect(local.firstAdministrator).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/welcome#[\w-]{43}$/);
    expect(behindProxy.firstAdministrator).toMatch(/^https:\/\/waga\.example\.com\/welcome#[\w-]{43}$/);
    const cookie = await firstAdministrator(local);
    const me = Me.parse((await ask(local, '/api/v1/me', { headers: sent(cookie) })).body);
    expect(me).toMatchObject({ kind: 'person', name: 'root', roles: ['administrator'], money: 'all' });
    const secret = local.firstAdministrator!.split('#')[1];
    const body = { secret, name: 'second', displayName: 'Second', password };
    const again = await ask(local, '/api/v1/first-administrator', { method: 'POST', body });
    expect([again.status, code(again)]).toEqual([410, 'link_spent']);
    expect((await ask(local, '/api/v1/sign-in')).body).toMatchObject({ first: false });
    const short = { ...body, password: 'short' };
    expect((await ask(local, '/api/v1/first-administrator', { method: 'POST', body: short })).status).toBe(400);
  });
});

describe('the cookie', () => {
  it('is kept from scripts and other sites, and is named by the port', async () => {
    const cookie = cookieOf(await signIn(local));
    const port = new URL(local.url).port;
    expect(cookie).toMatch(
      new RegExp(`^waga-session-${port}=[\\w-]{43}; Path=/; Expires=[^;]+; HttpOnly; SameSite=Lax$`),
    );
    expect(cookie).toContain(new Date(now + 30 * 86_400_000).toUTCString());
  });

  it('is for https only where the public address is', async () => {
    const cookie = await firstAdministrator(behindProxy);
    expect(cookie).toMatch(/^__Host-waga-session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
    const page = await ask(behindProxy, '/api/v1/me', { headers: { ...sent(cookie), host: 'waga.example.com' } });
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await ask(local, '/healthz')).headers['strict-transport-security']).toBeUndefined();
  });

  it('goes with signing out', async () => {
    const cookie = cookieOf(await signIn(local));
    const out = await ask(local, '/api/v1/sign-out', { method: 'POST', headers: { ...sent(cookie), ...ownPage } });
    expect(out.status).toBe(204);
    expect(cookieOf(out)).toMatch(/=; Max-Age=0; Path=\//);
    expect((await ask(local, '/api/v1/me', { headers: sent(cookie) })).status).toBe(401);
  });

  it('does not help beside a wrong token', async () => {
    const headers = { ...sent(cookieOf(await signIn(local))), authorization: 'Bearer waga_machine_wrong' };
    expect((await ask(local, '/api/v1/me', { headers })).status).toBe(401);
  });
});

describe('a wrong password', () => {
  it('is answered as a wrong name is, to the letter', async () => {
    const [wrong, unknown] = [await signIn(local, { password: 'wrong' }), await signIn(local, { name: 'nobody' })];
    expect([wrong.status, code(wrong)]).toEqual([401, 'wrong_credentials']);
    expect(unknown.body).toEqual(wrong.body);
    const names = ({ headers }: Got) => Object.keys(headers).toSorted();
    expect(names(unknown)).toEqual(names(wrong));
    expect(cookieOf(wrong)).toBe('');
  });

  it('may not be tried for ever, by the address that the proxy tells', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address, host: 'waga.example.com' });
    const codes = [];
    for (let nth = 0; nth < 11; nth++)
      codes.push(code(await signIn(behindProxy, { password: 'wrong' }, from('192.0.2.1'))));
    expect(codes.slice(0, 10)).toEqual(new Array(10).fill('wrong_credentials'));
    const refused = await signIn(behindProxy, { password: 'wrong' }, from('192.0.2.1'));
    expect([refused.status, code(refused), refused.headers['retry-after']]).toEqual([429, 'too_many_attempts', '60']);
    expect(code(await signIn(behindProxy, { name: 'other' }, from('192.0.2.1')))).toBe('wrong_credentials');
    now += 60_000;
    const cookie = cookieOf(await signIn(behindProxy, {}, from('192.0.2.9')));
    const headers = { ...sent(cookie), host: 'waga.example.com' };
    const { body } = await ask(behindProxy, '/api/v1/audit?action=session.begin', { headers });
    const addresses = (body as { entries: { address: string }[] }).entries.map(({ address }) => address);
    expect(new Set(addresses)).toEqual(new Set(['192.0.2.1', '192.0.2.9', '127.0.0.1']));
  });
});

describe('a write with a session', () => {
  const body = { name: 'anna', displayName: 'Anna', roles: ['reader'] };
  const write = async (headers: Record<string, string>) => {
    const cookie = sent(cookieOf(await signIn(local)));
    return code(await ask(local, '/api/v1/people', { method: 'POST', body, headers: { ...cookie, ...headers } }));
  };

  it('is taken from a page of this server only', async () => {
    expect(await write({})).toBe('cross_site');
    expect(await write({ 'sec-fetch-site': 'cross-site' })).toBe('cross_site');
    expect(await write({ 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' })).toBe('cross_site');
    expect(await write({ origin: 'https://evil.example' })).toBe('cross_site');
    expect(await write({ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' })).toBe('cross_site');
    expect(await write({ host: 'evil.example', 'sec-fetch-site': 'same-origin' })).toBe('wrong_host');
    expect(await write({ origin: local.url })).toBeUndefined();
    expect(await write({ 'sec-fetch-site': 'same-origin' })).toBe('conflict');
  });

  it('is not asked for when a token signs, since no browser sends that by itself', async () => {
    const other = { ...body, name: 'ben' };
    const made = await ask(local, '/api/v1/people', { method: 'POST', body: other, headers: machine(local) });
    expect(made.status).toBe(201);
  });

  it('needs the version of a person', async () => {
    const { people } = PeopleAnswer.parse((await ask(local, '/api/v1/people', { headers: machine(local) })).body);
    const path = `/api/v1/people/${people.find(({ name }) => name === 'ben')!.id}`;
    const edit = (headers: Record<string, string>) =>
      ask(local, path, { method: 'PATCH', body: { roles: ['editor'] }, headers: { ...machine(local), ...headers } });
    expect((await edit({})).status).toBe(400);
    expect((await edit({ 'if-match': 'x' })).status).toBe(400);
    const done = await edit({ 'if-match': '"1"' });
    expect([done.status, done.headers.etag]).toEqual([200, '"2"']);
    expect((await edit({ 'if-match': '"1"' })).status).toBe(412);
  });
});

describe('a token', () => {
  it('is taken as Bearer or as the password of Basic', async () => {
    const body = { name: 'viewer', scopes: ['read'] };
    const made = await ask(local, '/api/v1/tokens', { method: 'POST', body, headers: machine(local) });
    const { secret } = made.body as { secret: string };
    const me = async (authorization: string) => (await ask(local, '/api/v1/me', { headers: { authorization } })).body;
    const viewer = { kind: 'token', name: 'viewer', rights: ['read'] };
    expect(await me(`Bearer ${secret}`)).toMatchObject(viewer);
    expect(await me(`basic ${Buffer.from(`anything:${secret}`).toString('base64')}`)).toMatchObject(viewer);
    for (const wrong of ['Bearer', `Bearer ${secret} x`, `Basic ${secret}`, `Digest ${secret}`, 'Basic !!'])
      expect(await me(wrong)).toMatchObject({ code: 'not_signed_in' });
    const people = await ask(local, '/api/v1/people', { headers: { authorization: `Bearer ${secret}` } });
    expect([people.status, code(people)]).toEqual([403, 'not_allowed']);
  });

  it('of the machine counts only from the machine itself', async () => {
    const from = (server: Running, headers: Record<string, string>) =>
      ask(server, '/api/v1/me', { headers: { ...machine(server), ...headers } });
    expect((await from(local, {})).body).toMatchObject({ kind: 'machine' });
    expect((await from(local, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
    expect((await from(behindProxy, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(401);
    expect((await from(behindProxy, {})).body).toMatchObject({ kind: 'machine' });
  });
});

describe('a listener for updates', () => {
  it('is parted from when the session ends', async () => {
    const cookie = sent(cookieOf(await signIn(local)));
    const other = sent(cookieOf(await signIn(local)));
    let stillThere = '';
    const listen = (headers: Record<string, string>) =>
      new Promise<IncomingMessage>((resolve) => {
        httpRequest(`${local.url}/api/v1/stream`, { headers }, resolve).end();
      });
    const [first, second] = [await listen(cookie), await listen(other)];
    second.on('data', (part: Buffer) => {
      stillThere += String(part);
    });
    const ended = new Promise((resolve) => first.on('end', resolve));
    first.resume();
    await ask(local, '/api/v1/sign-out', { method: 'POST', headers: { ...cookie, ...ownPage } });
    await local.clock.tick(now + 5_000);
    await ended;
    await expect.poll(() => stillThere).toContain('event: tick');
    second.destroy();
  });
});
