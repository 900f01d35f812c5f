import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProductError } from '../../src/errors.ts';
import type { OutgoingRequest } from '../../src/features/access/outgoing.ts';
import { type OutgoingClient, openOutgoing } from '../../src/server/outgoing/client.ts';
import { type Opening, readOpening } from '../../src/server/outgoing/opening.ts';
import { startNameServer } from './name-server.ts';
import { type PretendServer, startPretendServer } from './pretend-servers.ts';

const open = (entry: string): Opening => {
  const opening = readOpening(entry);
  if (typeof opening === 'string') throw new Error(opening);
  return opening;
};

let respond: RequestListener;
let outside: PretendServer;
let inside: PretendServer;
const closing: (() => unknown)[] = [];
beforeEach(async () => {
  respond = (_request, response) => response.end('fine');
  outside = await startPretendServer('127.0.0.2', (request, response) => respond(request, response));
  inside = await startPretendServer('127.0.0.1', (_request, response) => response.end('the secret of the inside'));
  closing.push(outside.close, inside.close);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function client(settings: Partial<Parameters<typeof openOutgoing>[0]> = {}): OutgoingClient {
  const outgoing = openOutgoing({
    allow: [open('127.0.0.2')],
    timeoutMs: 5_000,
    maxBytes: 100_000,
    userAgent: 'waga/test',
    ...settings,
  });
  closing.push(outgoing.close);
  return outgoing;
}

/** What the request threw. */
async function thrown(outgoing: OutgoingClient, request: Omit<OutgoingRequest, 'purpose'>): Promise<ProductError> {
  const error = await outgoing.request({ purpose: 'test', ...request }).then(
    () => new Error('it was answered'),
    (cause) => cause,
  );
  expect(error.code, error.message).toMatch(/^outbound_/);
  expect(error.cause).toBeUndefined();
  return error;
}
const end = ({ code, details }: ProductError): unknown => [code, details.reason ?? details.kind];

describe('an outgoing request', () => {
  it('reaches what is open and brings back status, headers and body', async () => {
    respond = (_request, response) => response.writeHead(404, { 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] }).end('gone');
    const outgoing = client();
    const answer = await outgoing.request({
      purpose: 'test',
      url: `${outside.url}/a?b=c#d`,
      method: 'POST',
      headers: { Authorization: 'Bearer x', Host: 'elsewhere.test', 'content-type': 'text/plain' },
      body: 'hello',
    });
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({ 'x-a': '1', 'set-cookie': 'a=1, b=2' });
    expect(answer.body.toString()).toBe('gone');
    expect(outside.requests).toMatchObject([
      {
        method: 'POST',
        url: '/a?b=c',
        body: 'hello',
        headers: { authorization: 'Bearer x', host: `127.0.0.2:${outside.port}`, 'user-agent': 'waga/test' },
      },
    ]);
    expect(outgoing.counters()).toEqual([{ purpose: 'test', outcome: 'answered', count: 1 }]);
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['localhost', 'loopback'],
    ['0x7f.1', 'loopback'],
    ['2130706433', 'loopback'],
    ['127.1', 'loopback'],
    ['0177.0.0.1', 'loopback'],
    ['[::ffff:7f00:1]', 'loopback'],
    ['[::ffff:127.0.0.1]', 'loopback'],
    ['[64:ff9b::7f00:1]', 'loopback'],
    ['[::127.0.0.1]', 'tunnel'],
    ['0.0.0.0', 'unspecified'],
    ['0', 'unspecified'],
  ])('to %s is refused', async (host, range) => {
    const outgoing = client();
    const error = await thrown(outgoing, { url: `http://${host}:${inside.port}/` });
    expect(end(error)).toEqual(['outbound_refused', range]);
    expect(error.message).toMatch(/is an address that is not public .*outbound\.allow/);
    expect(inside.connections()).toBe(0);
    expect(outgoing.counters()).toEqual([{ purpose: 'test', outcome: `refused: ${range}`, count: 1 }]);
  });

  it.each(['ftp://127.0.0.2/', 'file:///etc/passwd', 'data:,x', 'http://u:p@127.0.0.2/', 'nonsense', '//x'])(
    'to %s is refused',
    async (url) => expect(end(await thrown(client(), { url }))).toEqual(['outbound_refused', 'address']),
  );

  it('does not follow proxies named by the environment', async () => {
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = inside.url;
    try {
      await client().request({ purpose: 'test', url: outside.url });
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
    }
    expect([outside.requests.length, inside.connections()]).toEqual([1, 0]);
  });
});

describe('a redirect', () => {
  const to = (location: string, status = 302): void => {
    respond = (request, response) =>
      request.url === '/end' ? response.end('end') : response.writeHead(status, { location }).end('moved');
  };

  it('is followed, and told apart when it is asked for as it is', async () => {
    to('/end');
    const outgoing = client();
    expect((await outgoing.request({ purpose: 'test', url: outside.url })).body.toString()).toBe('end');
    expect(await outgoing.request({ purpose: 'test', url: outside.url, redirect: 'manual' })).toMatchObject({
      status: 302,
      headers: { location: '/end' },
    });
  });

  it('to a refused address is not followed, and the address is not told', async () => {
    for (const location of [
      `http://localhost:${inside.port}/x`,
      `http://0x7f.1:${inside.port}/`,
      `//127.1:${inside.port}`,
    ]) {
      to(location);
      const error = await thrown(client(), { url: `${outside.url}/start` });
      expect(end(error)).toEqual(['outbound_refused', 'loopback']);
      expect(error.message).toContain(`${outside.url} redirected to an address that is not public`);
      expect(error.message).not.toContain(String(inside.port));
    }
    expect(inside.connections()).toBe(0);
  });

  it('to another scheme is not followed', async () => {
    to('file:///etc/passwd');
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_refused', 'address']);
  });

  it('that goes on for ever ends', async () => {
    to('/again');
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'redirects']);
    expect(outside.requests).toHaveLength(6);
  });

  it('without an address fails', async () => {
    respond = (_request, response) => response.writeHead(302).end();
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'redirects']);
  });

  it('takes keys and bodies to no other origin', async () => {
    const other = await startPretendServer('127.0.0.3', (_request, response) => response.end('other'));
    closing.push(other.close);
    const outgoing = client({ allow: [open('127.0.0.2'), open('127.0.0.3')] });
    const headers = { authorization: 'Bearer x', 'x-api-key': 'y', cookie: 'z=1', accept: 'text/plain' };
    to(`${other.url}/there`);
    await outgoing.request({ purpose: 'test', url: outside.url, headers });
    expect(outside.requests[0]?.headers).toMatchObject(headers);
    const [{ headers: arrived }] = other.requests as [PretendServer['requests'][0]];
    expect(arrived).toMatchObject({ accept: 'text/plain' });
    for (const name of ['authorization', 'x-api-key', 'cookie']) expect(arrived[name]).toBeUndefined();
    to(`${other.url}/there`, 307);
    const error = await thrown(outgoing, { url: outside.url, method: 'POST', body: 'secret' });
    expect(end(error)).toEqual(['outbound_refused', 'body across origins']);
    expect(other.requests).toHaveLength(1);
  });

  it('turns POST into GET where browsers do, and keeps the method where it says so', async () => {
    const post = {
      url: outside.url,
      purpose: 'test',
      method: 'POST',
      body: 'b',
      headers: { 'content-type': 'text/plain' },
    } as const;
    for (const status of [301, 302, 303, 307, 308]) {
      to('/end', status);
      await client().request(post);
    }
    const ends = outside.requests.filter(({ url }) => url === '/end');
    expect(ends.map(({ method, body }) => method + body)).toEqual(['GET', 'GET', 'GET', 'POSTb', 'POSTb']);
    expect(ends[0]?.headers['content-type']).toBeUndefined();
  });
});

describe('a name', () => {
  it('is resolved once, and the connection goes to the address that was looked at', async () => {
    const names = await startNameServer((nth) => (nth === 0 ? ['127.0.0.2'] : ['127.0.0.1']));
    closing.push(names.close);
    const outgoing = client({ resolve: names.resolve });
    const url = `http://rebinding.test:${outside.port}/`;
    expect((await outgoing.request({ purpose: 'test', url })).body.toString()).toBe('fine');
    expect([outside.requests.length, names.asked()]).toEqual([1, 1]);
    // the second answer leads inside, where another server waits at the same port
    const waiting = await startPretendServer('127.0.0.1', (_request, response) => response.end(), outside.port);
    closing.push(waiting.close);
    expect(end(await thrown(outgoing, { url }))).toEqual(['outbound_refused', 'loopback']);
    expect([waiting.connections(), names.asked()]).toEqual([0, 2]);
  });

  it('that changes its address between redirects is looked at each time', async () => {
    const names = await startNameServer((nth) => (nth === 0 ? ['127.0.0.2'] : ['127.0.0.1']));
    closing.push(names.close);
    respond = (_request, response) => response.writeHead(302, { location: '/again' }).end();
    const waiting = await startPretendServer('127.0.0.1', (_request, response) => response.end(), outside.port);
    closing.push(waiting.close);
    const error = await thrown(client({ resolve: names.resolve }), { url: `http://rebinding.test:${outside.port}/` });
    expect(end(error)).toEqual(['outbound_refused', 'loopback']);
    expect(waiting.connections()).toBe(0);
  });

  it('of which one address is refused is refused whole', async () => {
    for (const addresses of [
      ['127.0.0.2', '127.0.0.1'],
      ['127.0.0.1', '127.0.0.2'],
      ['127.0.0.2', '169.254.169.254'],
    ]) {
      const names = await startNameServer(() => addresses);
      closing.push(names.close);
      const error = await thrown(client({ resolve: names.resolve }), { url: `http://mixed.test:${outside.port}/` });
      expect(error.code).toBe('outbound_refused');
    }
    expect([outside.connections(), inside.connections()]).toEqual([0, 0]);
  });

  it('that nobody knows fails', async () => {
    const names = await startNameServer(() => []);
    closing.push(names.close);
    const error = await thrown(client({ resolve: names.resolve }), { url: 'http://nobody.test/' });
    expect(end(error)).toEqual(['outbound_failed', 'name']);
    const empty = client({ resolve: async () => [] });
    expect(end(await thrown(empty, { url: 'http://nobody.test/' }))).toEqual(['outbound_failed', 'name']);
  });

  it('opened with its port may lie anywhere but where clouds keep their keys', async () => {
    const url = `http://inner.test:${inside.port}/`;
    const allow = [open(`inner.test:${inside.port}`)];
    const outgoing = client({ allow, resolve: async () => ['127.0.0.1'] });
    expect((await outgoing.request({ purpose: 'test', url })).status).toBe(200);
    const other = await thrown(outgoing, { url: `http://inner.test:${outside.port}/` });
    expect(end(other)).toEqual(['outbound_refused', 'loopback']);
    const lured = client({ allow, resolve: async () => ['169.254.169.254'] });
    expect(end(await thrown(lured, { url }))).toEqual(['outbound_refused', 'metadata']);
  });
});

describe('an answer', () => {
  const pack = (bytes: Buffer, encoding: string): void => {
    respond = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
  };

  it('is expanded', async () => {
    const text = Buffer.from('hello '.repeat(100));
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(text)],
      ['deflate', deflateSync(text)],
      ['br', brotliCompressSync(text)],
      ['identity', text],
    ] as const) {
      pack(bytes, encoding);
      expect((await client().request({ purpose: 'test', url: outside.url })).body.equals(text), encoding).toBe(true);
    }
  });

  it('that expands beyond the limit is cut', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    pack(bomb, 'gzip');
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'size']);
    pack(brotliCompressSync(Buffer.alloc(50_000_000)), 'br');
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'size']);
    pack(gzipSync(gzipSync(Buffer.alloc(10))), 'gzip, gzip');
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'encoding']);
  });

  it('in a broken or unknown encoding fails', async () => {
    for (const [encoding, bytes] of [
      ['gzip', Buffer.from('no gzip at all')],
      ['gzip', gzipSync(Buffer.alloc(1_000)).subarray(0, 15)],
      ['compress', Buffer.from('x')],
    ] as const) {
      pack(bytes, encoding);
      expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'encoding']);
    }
  });

  it('without end is cut at the limit, which a request may lower and not raise', async () => {
    let open = 0;
    respond = (_request, response) => {
      open += 1;
      const more = (): void => {
        while (response.write(Buffer.alloc(10_000)));
      };
      response.on('drain', more).on('close', () => {
        open -= 1;
      });
      more();
    };
    expect(end(await thrown(client(), { url: outside.url, maxBytes: 1e9 }))).toEqual(['outbound_failed', 'size']);
    await expect.poll(() => open).toBe(0);
    respond = (_request, response) => response.end(Buffer.alloc(2_000));
    expect(end(await thrown(client(), { url: outside.url, maxBytes: 1_999 }))).toEqual(['outbound_failed', 'size']);
    expect((await client().request({ purpose: 'test', url: outside.url, maxBytes: 2_000 })).body).toHaveLength(2_000);
  });

  it('with too large a head fails', async () => {
    respond = (_request, response) => response.writeHead(200, { 'x-large': 'x'.repeat(40_000) }).end();
    expect(end(await thrown(client(), { url: outside.url }))).toEqual(['outbound_failed', 'size']);
  });

  it('that drips is cut at the limit of time, however steadily it drips', async () => {
    respond = (_request, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(end(await thrown(client(), { url: outside.url, timeoutMs: 300 }))).toEqual(['outbound_failed', 'time']);
  });

  it('that never comes is given up, and so is a name that is never resolved', async () => {
    respond = () => undefined;
    expect(end(await thrown(client(), { url: outside.url, timeoutMs: 200 }))).toEqual(['outbound_failed', 'time']);
    const lost = client({ resolve: () => new Promise(() => undefined) });
    expect(end(await thrown(lost, { url: 'http://slow.test/', timeoutMs: 200 }))).toEqual(['outbound_failed', 'time']);
  });

  it('that is no HTTP, or no TLS, fails without being told', async () => {
    const odd = createServer((socket) => socket.once('data', () => socket.end('SSH-2.0-secret\r\n')));
    await new Promise<void>((ready) => odd.listen(0, '127.0.0.2', ready));
    closing.push(() => odd.close());
    const { port } = odd.address() as { port: number };
    const plain = await thrown(client(), { url: `http://127.0.0.2:${port}/` });
    expect(end(plain)).toEqual(['outbound_failed', 'protocol']);
    expect(JSON.stringify([plain.message, plain.details])).not.toContain('secret');
    const tls = await thrown(client(), { url: `https://127.0.0.2:${port}/` });
    expect(end(tls)).toEqual(['outbound_failed', 'certificate']);
  });

  it('from nobody fails', async () => {
    const { port } = outside;
    await outside.close();
    const error = await thrown(client(), { url: `http://127.0.0.2:${port}/secret?key=1` });
    expect(end(error)).toEqual(['outbound_failed', 'connection']);
    expect(error.message).toBe(`http://127.0.0.2:${port} could not be reached.`);
    closing.splice(closing.indexOf(outside.close), 1);
  });

  it('is not waited for once the client closes or the caller gives up', async () => {
    respond = () => undefined;
    const outgoing = client();
    const giveUp = new AbortController();
    const waiting = thrown(outgoing, { url: outside.url, signal: giveUp.signal });
    await expect.poll(() => outside.requests.length).toBe(1);
    giveUp.abort();
    expect(end(await waiting)).toEqual(['outbound_failed', 'stopped']);
    const closed = thrown(outgoing, { url: outside.url });
    await expect.poll(() => outside.requests.length).toBe(2);
    await outgoing.close();
    expect(end(await closed)).toEqual(['outbound_failed', 'stopped']);
    expect(outgoing.counters()).toEqual([{ purpose: 'test', outcome: 'failed: stopped', count: 2 }]);
  });
});
