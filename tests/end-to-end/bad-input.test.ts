import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../needs.ts';
import { catalogText } from '../signals/app.ts';
import { type Served, serve } from './served.ts';

let server: Served;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-bad-'));
  const config = join(folder, 'waga.yaml');
  writeFileSync(config, 'ingest: {requestSeconds: 6}\n');
  server = await serve(undefined, ['--config', config]);
  rmSync(folder, { recursive: true });
  const body = JSON.stringify({ files: [{ path: 'shop.yaml', text: catalogText }] });
  const applied = await send('/api/v1/catalog', 'application/json', body, {}, 'PUT');
  expect(applied.status).toBe(200);
});
afterAll(() => server.stop());

type Headers = Record<string, string>;

async function send(path: string, type: string, body: string | Buffer, headers: Headers = {}, method = 'POST') {
  const answer = await fetch(server.url + path, {
    method,
    headers: { ...server.headers, ...(type === '' ? {} : { 'content-type': type }), ...headers },
    body: body as NonNullable<RequestInit['body']>,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    json: () => JSON.parse(text) as Record<string, never>,
    headers: answer.headers,
  };
}

/** Memory that the server may take at most while it is given what it must refuse. */
const mostMb = 900;
const isWell = async (): Promise<void> => {
  expect(server.alive()).toBe(true);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(server.peakMb()).toBeLessThan(mostMb);
};

/** The ways in: where, in which type, and as which source. */
const ways = [
  { path: '/api/v1/events', type: 'application/x-ndjson', source: 'shop-events' },
  { path: '/v1/metrics', type: 'application/x-protobuf', source: 'shop-otlp' },
  { path: '/v1/traces', type: 'application/x-protobuf', source: 'shop-otlp' },
  { path: '/api/v1/write', type: 'application/x-protobuf', source: 'shop-otlp', encoding: 'snappy' },
  { path: '/api/v1/import/counts', type: 'application/x-ndjson', source: 'shop-otlp' },
  { path: '/api/v1/changes', type: 'application/json', source: 'shop-events' },
] as const;
const headersOf = (way: (typeof ways)[number]): Headers => ({
  'waga-source': way.source,
  ...('encoding' in way ? { 'content-encoding': way.encoding, 'x-prometheus-remote-write-version': '0.1.0' } : {}),
});

/** Sends a body bit by bit, and stops when the server has had enough. */
function pour(path: string, type: string, headers: Headers, megabytes: number): Promise<number> {
  const piece = Buffer.alloc(1_048_576, 'x');
  return new Promise((resolve, reject) => {
    const all = { ...server.headers, 'content-type': type, ...headers };
    const sending = request(server.url + path, { method: 'POST', headers: all }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
      sending.destroy();
    });
    let sent = 0;
    const more = (): void => {
      if (sending.destroyed) return;
      if (sent++ === megabytes) sending.end();
      else if (sending.write(piece)) setImmediate(more);
      else sending.once('drain', more);
    };
    // the answer may be lost when the server closes the line while it is still being written to
    sending.on('error', (error: NodeJS.ErrnoException) =>
      ['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? resolve(413) : reject(error),
    );
    more();
  });
}

/** A thousand megabytes of nothing, packed; made once, since packing takes seconds. */
let packed: Buffer | undefined;
const bombOf = (): Buffer => {
  packed ??= gzipSync(Buffer.alloc(1_000 * 1_048_576), { level: 9 });
  return packed;
};

describe('what no entrance can read', () => {
  for (const way of ways) {
    const { path, type } = way;
    it(`${path}: bytes of no form`, async () => {
      const answer = await send(path, type, Buffer.from([0xff, 0x00, 0xfe, 0x80, 0x81, 0x93]), headersOf(way));
      expect(answer.status).toBe(400);
      expect(answer.text.length).toBeGreaterThan(20);
      await isWell();
    });
    it(`${path}: a wrong content type`, async () => {
      expect((await send(path, 'image/png', 'x', headersOf(way))).status).toBe(415);
    });
    it(`${path}: an encoding nobody knows`, async () => {
      expect((await send(path, type, 'x', { ...headersOf(way), 'content-encoding': 'zstd' })).status).toBe(415);
    });
    it(`${path}: a hundred megabytes, said or not`, async () => {
      const said = { ...headersOf(way), 'content-length': `${100 * 1_048_576}` };
      expect(await pour(path, type, said, 100)).toBe(413);
      expect(await pour(path, type, { ...headersOf(way), 'transfer-encoding': 'chunked' }, 100)).toBe(413);
      await isWell();
    });
    if (path === '/api/v1/write') continue;
    it(`${path}: gzip that is cut, that is none, and that is a bomb`, async () => {
      const headers = { ...headersOf(way), 'content-encoding': 'gzip' };
      const whole = gzipSync('{"process":"payment"}');
      expect((await send(path, type, whole.subarray(0, -9), headers)).status).toBe(400);
      expect((await send(path, type, 'no gzip', headers)).status).toBe(400);
      const bomb = bombOf();
      expect(bomb.length).toBeLessThan(2 * 1_048_576);
      expect((await send(path, type, bomb, headers)).status).toBe(413);
      await isWell();
    });
  }
});

/** A body that is small when packed and made of nothing but tiny parts when expanded: 60 MB of them. */
const full = 60_000_000;
const tiny = (part: string, before = '', after = ''): Buffer =>
  Buffer.from(`${before}${part.repeat(full / part.length)}${after}`, 'latin1');
const crumbs: [string, (typeof ways)[number], string, Buffer][] = [
  ['empty objects in an array', ways[0], 'application/json', tiny(',{}', '[{}', ']')],
  ['empty arrays on one line', ways[0], 'application/x-ndjson', tiny(',[]', '[[]', ']')],
  ['empty objects', ways[4], 'application/json', tiny(',{}', '[{}', ']')],
  ['empty metrics', ways[1], 'application/x-protobuf', tiny('\n\0')],
  ['empty metrics', ways[1], 'application/json', tiny(',{}', '{"resourceMetrics":[{}', ']}')],
  ['empty spans', ways[2], 'application/x-protobuf', tiny('\n\0')],
  ['empty spans', ways[2], 'application/json', tiny(',{}', '{"resourceSpans":[{}', ']}')],
];

describe('bodies of nothing but crumbs', () => {
  for (const [what, way, type, body] of crumbs) {
    it(`${way.path}, ${type}: ${what}`, async () => {
      const packed = gzipSync(body, { level: 1 });
      const answer = await send(way.path, type, packed, { ...headersOf(way), 'content-encoding': 'gzip' });
      expect(answer.status).toBe(413);
      await isWell();
    });
  }
});

const event = (rest: object) =>
  JSON.stringify({
    process: 'payment',
    step: 'completed',
    at: new Date().toISOString(),
    amount: '1.00',
    currency: 'PLN',
    ...rest,
  });
const refusals: [string, string, string][] = [
  ['the year 1970', event({ at: '1970-01-01T00:00:00Z' }), 'too_old'],
  ['the year 2100', event({ at: '2100-01-01T00:00:00Z' }), 'in_future'],
  ['no instant at all', event({ at: 'yesterday' }), 'bad_row'],
  ['a process nobody declared', event({ process: 'nobody' }), 'unknown_process'],
  ['a process of another source', event({ process: 'cashback', step: 'granted' }), 'not_yours'],
  ['a step nobody declared', event({ step: 'nothing' }), 'unknown_step'],
  ['a currency that is none', event({ currency: 'XXQ' }), 'bad_amount'],
  ['an amount below zero', event({ amount: '-1.00' }), 'negative_amount'],
  ['an amount that is no number', event({ amount: 'NaN' }), 'bad_amount'],
  ['more digits than the currency has', event({ amount: '1.005' }), 'bad_amount'],
  ['half a line', '{"process":"payment"', 'bad_json'],
];

describe('rows of events', () => {
  for (const [what, row, code] of refusals) {
    it(`refuses ${what} and keeps its neighbour`, async () => {
      const answer = await send('/api/v1/events', 'application/x-ndjson', `${row}\n${event({})}`, {
        'waga-source': 'shop-events',
      });
      expect(answer.status).toBe(202);
      expect(answer.json()).toMatchObject({ accepted: 1, rejected: [{ index: 0, code }] });
    });
  }
  it('counts a repeated id once, in one request and in the next', async () => {
    const twice = `${event({ id: 'order-7' })}\n${event({ id: 'order-7' })}`;
    const headers = { 'waga-source': 'shop-events' };
    expect((await send('/api/v1/events', 'application/x-ndjson', twice, headers)).json()).toMatchObject({
      accepted: 1,
      duplicate: 1,
    });
    expect((await send('/api/v1/events', 'application/x-ndjson', twice, headers)).json()).toMatchObject({
      accepted: 0,
      duplicate: 2,
    });
  });
});

/** Metrics of as many label values as asked, a thousand a request; the accepted points come back. */
async function manyLabels(values: number): Promise<number> {
  let refused = 0;
  const at = `${Date.now()}000000`;
  for (let from = 0; from < values; from += 2_000) {
    const dataPoints = Array.from({ length: 2_000 }, (_, nth) => ({
      attributes: [{ key: 'customer', value: { stringValue: `c-${from + nth}` } }],
      startTimeUnixNano: at,
      timeUnixNano: at,
      asInt: '1',
    }));
    const metric = { name: 'http.requests', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } };
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'payment-api' } }] };
    const body = JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [metric] }] }] });
    const answer = await send('/v1/metrics', 'application/json', body, { 'waga-source': 'shop-otlp' });
    expect(answer.status).toBe(200);
    const { partialSuccess } = answer.json() as { partialSuccess?: { rejectedDataPoints: string } };
    refused += Number(partialSuccess?.rejectedDataPoints ?? 0);
  }
  return refused;
}

const labels = (values: number) => async (): Promise<void> => {
  const refused = await manyLabels(values);
  expect(refused).toBeGreaterThanOrEqual(values - 20);
  expect(refused).toBeLessThan(values);
  await isWell();
};

describe('label values without end', () => {
  it('are refused beyond the limit of the source, a hundred thousand of them', labels(100_000));
});
describeWith('long', 'label values without end, all ten million of them', () => {
  it('are refused beyond the limit of the source', labels(10_000_000), 3_600_000);
});

describe('a sender that never finishes', () => {
  it('holds up nobody, and is shown the door', async () => {
    const sockets: Socket[] = [];
    let closed = 0;
    for (let nth = 0; nth < 300; nth++) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      socket.on('error', () => undefined).on('close', () => closed++);
      const head = nth % 2 === 0 ? 'POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\n' : '';
      const body = `POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${server.headers.authorization}\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{`;
      socket.write(head || body);
      sockets.push(socket);
    }
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x');
    }, 1_000);
    try {
      const headers = { 'waga-source': 'shop-events' };
      const answer = await send('/api/v1/events', 'application/x-ndjson', event({}), headers);
      expect(answer.status).toBe(202);
      await expect.poll(() => closed, { timeout: 90_000, interval: 500 }).toBe(300);
      await isWell();
    } finally {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    }
  });
});
