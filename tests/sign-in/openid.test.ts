import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { TestBrowser } from './browser.ts';
import { startProvider, type TestProvider } from './provider.ts';

let folder: string;
let waga: Running;
let provider: TestProvider;
let port: number;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const found = (server.address() as AddressInfo).port;
  await new Promise((closed) => server.close(closed));
  return found;
}

async function start(openid: object = {}, more: object = {}): Promise<void> {
  await waga?.stop();
  const config = Config.parse({
    data: join(folder, 'data'),
    listen: { port },
    signIn: {
      openid: {
        issuer: provider.issuer,
        clientId: 'waga',
        clientSecret: { value: 'a secret that both know' },
        label: 'Sign in with the shop',
        roles: { 'waga-admins': 'administrator', 'waga-readers': ['reader', 'auditor'] },
        ...openid,
      },
    },
    outbound: { allow: ['127.0.0.1'], timeoutMs: 2_000 },
    ...more,
  });
  waga = await startServer(config, { ticking: false, log: pino({ level: 'silent' }) });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-openid-'));
  port = await freePort();
  provider = await startProvider(() => `http://127.0.0.1:${port}/sign-in/openid/callback`);
  provider.accounts.set('subject-anna', {
    name: 'Anna Nowak',
    preferred_username: 'Anna.Nowak',
    email: 'anna@example.com',
    groups: ['staff', 'waga-readers'],
  });
  await start();
});
afterEach(async () => {
  await waga.stop();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

const begin = (to = '/audit?from=today'): string => `${waga.url}/sign-in/openid?${new URLSearchParams({ to })}`;
const isCallback = ({ pathname }: URL): boolean => pathname === '/sign-in/openid/callback';
const isPage = (url: URL): boolean => url.host === new URL(waga.url).host && !url.pathname.startsWith('/sign-in');

async function me(browser: TestBrowser): Promise<Record<string, unknown> | null> {
  const step = await browser.get(`${waga.url}/api/v1/me`);
  return step.status === 200 ? JSON.parse(step.text) : null;
}
async function audit(
  action: string,
): Promise<{ outcome: string; subject: string; details: Record<string, unknown> }[]> {
  const answer = await fetch(`${waga.url}/api/v1/audit?action=${action}`, {
    headers: { authorization: `Bearer ${waga.machineToken}` },
  });
  return ((await answer.json()) as { entries: never[] }).entries;
}
async function people(): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${waga.url}/api/v1/people`, {
    headers: { authorization: `Bearer ${waga.machineToken}` },
  });
  return ((await answer.json()) as { people: Record<string, unknown>[] }).people;
}

describe('single sign-on', () => {
  it('is offered, brings one in and back to the page asked for, and is written down', async () => {
    const options = await (await fetch(`${waga.url}/api/v1/sign-in`)).json();
    expect(options).toMatchObject({ openid: { label: 'Sign in with the shop', path: '/sign-in/openid' } });
    const browser = new TestBrowser();
    const first = await browser.get(begin());
    expect(first.status).toBe(302);
    expect(first.headers.getSetCookie()[0]).toMatch(
      /^waga-openid-\d+=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(first.location?.searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(first.location?.searchParams.get(name)?.length).toBeGreaterThan(30);
    const last = await browser.follow(first.location!, isPage);
    expect(last.location?.href).toBe(`${waga.url}/audit?from=today`);
    expect(await me(browser)).toMatchObject({
      kind: 'person',
      name: 'anna.nowak',
      displayName: 'Anna Nowak',
      roles: ['reader', 'auditor'],
      money: [],
    });
    expect([...browser.cookies.get(new URL(waga.url).host)!.keys()].join()).not.toContain('openid');
    expect(await people()).toMatchObject([{ name: 'anna.nowak', email: 'anna@example.com', signsInBy: 'openid' }]);
    expect(await audit('person.create')).toMatchObject([{ subject: 'person anna.nowak', details: { by: 'openid' } }]);
    expect(await audit('session.begin')).toMatchObject([{ outcome: 'done', details: { by: 'openid' } }]);
  });

  it('knows people by issuer and subject alone, and takes their roles anew each time', async () => {
    await new TestBrowser().follow(begin(), isPage);
    provider.accounts.set('subject-anna', {
      name: 'Anna Kowalska',
      preferred_username: 'someone.else',
      groups: ['waga-admins'],
    });
    const again = new TestBrowser();
    await again.follow(begin(), isPage);
    expect(await me(again)).toMatchObject({
      name: 'anna.nowak',
      displayName: 'Anna Kowalska',
      roles: ['administrator'],
    });
    // the name and address of somebody else are no proof of being somebody else
    provider.current = 'subject-mallory';
    provider.accounts.set('subject-mallory', {
      name: 'Anna Nowak',
      preferred_username: 'anna.nowak',
      email: 'anna@example.com',
      groups: ['waga-readers'],
    });
    const mallory = new TestBrowser();
    await mallory.follow(begin(), isPage);
    expect(await me(mallory)).toMatchObject({ name: 'anna.nowak-2', roles: ['reader', 'auditor'] });
    expect(await people()).toHaveLength(2);
  });

  it('refuses one without a role here, and ends what sessions there were', async () => {
    const browser = new TestBrowser();
    await browser.follow(begin(), isPage);
    expect(await me(browser)).not.toBeNull();
    provider.accounts.set('subject-anna', { preferred_username: 'anna', groups: ['staff', 'constructor'] });
    const page = await new TestBrowser().follow(begin());
    expect(page.status).toBe(403);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('holds no role here');
    expect(await me(browser)).toBeNull();
    expect((await audit('session.begin'))[0]).toMatchObject({ outcome: 'refused', details: { why: 'no role' } });
  });

  it('makes accounts only where that is wanted, and lets the disabled out', async () => {
    await start({ create: false });
    const page = await new TestBrowser().follow(begin());
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('no account for you here')]);
    expect(await people()).toEqual([]);
    await start({});
    await new TestBrowser().follow(begin(), isPage);
    const [anna] = await people();
    const edited = await fetch(`${waga.url}/api/v1/people/${anna?.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${waga.machineToken}`, 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ disabled: true }),
    });
    expect(edited.status).toBe(200);
    expect((await new TestBrowser().follow(begin())).status).toBe(401);
  });

  it('takes the money of products from a claim', async () => {
    await start({ moneyClaim: 'products' });
    provider.accounts.set('subject-anna', { groups: ['waga-readers'], products: ['pay', 'loans'] });
    const browser = new TestBrowser();
    await browser.follow(begin(), isPage);
    expect(await me(browser)).toMatchObject({ name: 'somebody', money: ['pay', 'loans'] });
  });

  it('can be the only way in', async () => {
    await start({}, {});
    await waga.stop();
    const config = Config.parse({
      data: join(folder, 'data'),
      listen: { port },
      signIn: {
        password: false,
        openid: { issuer: provider.issuer, clientId: 'waga', roles: { 'waga-readers': 'reader' } },
      },
    });
    waga = await startServer(config, { ticking: false, log: pino({ level: 'silent' }) });
    expect(await (await fetch(`${waga.url}/api/v1/sign-in`)).json()).toMatchObject({ password: false });
    const answer = await fetch(`${waga.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'anna', password: 'whatever it is' }),
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'not_allowed']);
    expect(Config.safeParse({ signIn: { password: false } }).success).toBe(false);
  });
});

describe('a journey that was tampered with', () => {
  it('ends where the state is another one, and the ticket is spent', async () => {
    const browser = new TestBrowser();
    const { location } = await browser.follow(begin(), isCallback);
    const wrong = new URL(location!);
    wrong.searchParams.set('state', 'another');
    const refused = await browser.get(wrong);
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('could not be completed')]);
    expect((await browser.get(location!)).text).toContain('not begun in this browser');
    expect(await me(browser)).toBeNull();
    expect((await audit('session.begin')).map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('ends in another browser than it began in', async () => {
    const attacker = new TestBrowser();
    const { location } = await attacker.follow(begin(), isCallback);
    const victim = new TestBrowser();
    expect((await victim.get(location!)).status).toBe(410);
    expect(await me(victim)).toBeNull();
    // with a journey of the victim's own under way it is still not the attacker's
    await victim.get(begin());
    expect((await victim.get(location!)).status).toBe(401);
    expect(await me(victim)).toBeNull();
  });

  it('ends where the nonce is another one', async () => {
    const browser = new TestBrowser();
    const first = await browser.get(begin());
    const other = new URL(first.location!);
    other.searchParams.set('nonce', 'one-that-was-stolen-elsewhere');
    const { location } = await browser.follow(other, isCallback);
    expect((await browser.get(location!)).status).toBe(401);
    expect(await me(browser)).toBeNull();
  });

  it('ends where the code was made up or is of another browser', async () => {
    const [one, two] = [new TestBrowser(), new TestBrowser()];
    const { location } = await one.follow(begin(), isCallback);
    const madeUp = new URL(location!);
    madeUp.searchParams.set('code', 'made-up');
    expect((await one.get(madeUp)).status).toBe(401);
    // the proof key belongs to the first browser, so the second gains nothing by its code
    const own = await two.follow(begin(), isCallback);
    const stolen = new URL(own.location!);
    stolen.searchParams.set('code', location!.searchParams.get('code')!);
    expect((await two.get(stolen)).status).toBe(401);
    expect(await people()).toEqual([]);
  });

  it('ends where the code is too old', async () => {
    await provider.close();
    provider = await startProvider(() => `http://127.0.0.1:${port}/sign-in/openid/callback`, 1);
    provider.accounts.set('subject-anna', { groups: ['waga-readers'] });
    await start();
    const browser = new TestBrowser();
    const { location } = await browser.follow(begin(), isCallback);
    const given = Date.now();
    await expect.poll(() => Date.now() - given, { timeout: 10_000 }).toBeGreaterThan(2_000);
    expect((await browser.get(location!)).status).toBe(401);
    expect(await people()).toEqual([]);
  });

  it('leads to no other site', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/api/v1/people',
      '/sign-in/openid',
    ]) {
      const last = await new TestBrowser().follow(begin(to), isPage);
      expect(last.location?.href, to).toBe(`${waga.url}/`);
    }
  });

  it('tells when the person said no', async () => {
    provider.denies = true;
    const page = await new TestBrowser().follow(begin());
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('did not let you in')]);
  });

  it('is not repeated without end', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 80 }, () =>
        fetch(`${waga.url}/sign-in/openid/callback?code=x`).then(({ status }) => status),
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([410, 429]));
  });
});

describe('a provider that cannot be asked', () => {
  it('is told to be down, and works again once it is back', async () => {
    provider.intercept = (_request, response) => {
      response.writeHead(503).end('the inside of the provider');
      return true;
    };
    const page = await new TestBrowser().get(begin());
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(page.text).not.toContain('inside of the provider');
    provider.intercept = null;
    expect((await new TestBrowser().follow(begin(), isPage)).location?.pathname).toBe('/audit');
  });

  it('that never answers is given up', async () => {
    provider.intercept = () => true;
    expect((await new TestBrowser().get(begin())).status).toBe(502);
  });

  it('that redirects inside is not followed', async () => {
    let reached = 0;
    const inside = createServer((_request, response) => {
      reached += 1;
      response.end('{}');
    });
    await new Promise<void>((ready) => inside.listen(0, '127.0.0.2', ready));
    const { port: hidden } = inside.address() as AddressInfo;
    provider.intercept = (_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.2:${hidden}/secret` }).end();
      return true;
    };
    const page = await new TestBrowser().get(begin());
    expect([page.status, reached]).toEqual([502, 0]);
    expect(page.text).not.toContain(String(hidden));
    // nor where its own description leads inside
    provider.intercept = (request, response) => {
      if (!request.url?.startsWith('/.well-known/')) return false;
      const document = {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/auth`,
        token_endpoint: `http://127.0.0.2:${hidden}/token`,
        jwks_uri: `http://127.0.0.2:${hidden}/keys`,
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(document));
      return true;
    };
    const browser = new TestBrowser();
    const refused = await browser.follow(begin());
    expect([refused.status, refused.text]).toEqual([502, expect.stringContaining('not public (loopback)')]);
    expect(reached).toBe(0);
    await new Promise((closed) => inside.close(closed));
  });

  it('at an address that is not open is not asked at all', async () => {
    await start({}, { outbound: {} });
    const before = provider.requests.length;
    const page = await new TestBrowser().get(begin());
    expect([page.status, page.text]).toEqual([502, expect.stringContaining('outbound.allow')]);
    expect(provider.requests.length).toBe(before);
  });
});
