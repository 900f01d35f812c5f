import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { catalogText, openApp, start, type TestApp } from './app.ts';
import { type Refusal, refusingStore } from './refusing-store.ts';
import { type Series, snappy, staleBits, varint, writeRequest } from './written.ts';

const measure = (name: string, type: string, metric: string, rule: string): string => `
---
apiVersion: waga/v1
kind: Measure
metadata: {name: ${name}}
spec:
  class: technical
  component: payment-api
  type: ${type}
  source: prometheus
  metric: ${metric}
  where: {job: payment-api}
  ${rule}
  objective: {atLeast: "0.99"}
`;
const catalog = `${catalogText}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prometheus}
spec: {type: remote-write, seriesLimit: 20}
${measure('technical_service_payment-api_requests', 'availability', 'http_requests_total', 'bad: {code: ["5*"]}')}
${measure('technical_service_payment-api_duration', 'latency', 'http_request_duration_seconds', 'goodUnder: 300ms')}
`;

let test: TestApp;
let refuse: Refusal = null;
const wrap = refusingStore(() => refuse);
beforeEach(async () => {
  refuse = null;
  test = await openApp({ wrap, catalog });
  test.clock.now = start + 10 * minute;
});
afterEach(() => test.close());

const target = { job: 'payment-api', instance: 'payment-1:9100' };
/** Seconds after the start. */
const counter = (code: string, ...samples: [at: number, value: number | bigint][]): Series => ({
  labels: { __name__: 'http_requests_total', ...target, code },
  samples: samples.map(([at, value]) => [start + at * 1_000, value]),
});
const bucket = (le: string, ...samples: [at: number, value: number][]): Series => ({
  labels: { __name__: 'http_request_duration_seconds_bucket', ...target, le },
  samples: samples.map(([at, value]) => [start + at * 1_000, value]),
});

const headers = {
  'content-type': 'application/x-protobuf',
  'content-encoding': 'snappy',
  'x-prometheus-remote-write-version': '0.1.0',
  'waga-source': 'prometheus',
};
async function post(payload: Uint8Array, changed: Record<string, string | undefined> = {}) {
  const sent = Object.fromEntries(
    Object.entries({ ...headers, ...changed }).filter(([, value]) => value !== undefined),
  );
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/v1/write',
    payload: Buffer.from(payload),
    headers: sent as Record<string, string>,
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload };
}
const write = (...series: Series[]) => post(snappy(writeRequest(series)));

async function total(name = 'http_requests_total'): Promise<number> {
  const series = await test.measurements.ask({ ask: 'series', source: 'prometheus', name });
  const ids = series.map(({ id }) => id);
  const { n } = await test.measurements.ask({ ask: 'counts', series: ids, step: minute, from: 0, to: start + 1e10 });
  return n.reduce((all, one) => all + one, 0);
}

describe('POST /api/v1/write', () => {
  it('counts increments once, through a restart of Waga and a request that comes again', async () => {
    expect(await write(counter('200', [10, 1_000]))).toMatchObject({ status: 204, text: '' });
    const again = snappy(writeRequest([counter('200', [25, 1_004])]));
    await post(again);
    test = await test.restart();
    expect((await post(again)).status).toBe(204);
    await write(counter('200', [25, 1_004], [40, 1_007]), counter('500', [40, 2]));
    expect(await total()).toBe(9);
  });

  it('takes many at once as one after the other: each counted once, each told of what is its own, none kept where the store is away', async () => {
    const codes = ['200', '201', '202', '204', '301'];
    await write(...codes.map((code) => counter(code, [10, 100])));
    const bodies = codes.map((code, nth) => snappy(writeRequest([counter(code, [25, 101 + nth])])));
    const bad = snappy(writeRequest([counter('404', [25, -1])]));
    const sent = [...bodies, bad, ...bodies];
    refuse = 'store_unavailable';
    for (const { status } of await Promise.all(sent.map((body) => post(body)))) expect([400, 503]).toContain(status);
    refuse = null;
    const answers = await Promise.all(sent.map((body) => post(body)));
    expect(answers.map(({ status }) => status)).toEqual(sent.map((body) => (body === bad ? 400 : 204)));
    expect(answers[codes.length]!.text).toMatch(/negative_increment/);
    await Promise.all([write(counter('200', [40, 103])), write(counter('200', [55, 110]))]);
    expect(await total()).toBe(1 + 2 + 3 + 4 + 5 + 9);
  });

  it('begins a series anew after a stale marker, also when Waga was restarted in between', async () => {
    await write(counter('200', [10, 1_000], [25, 1_004], [40, staleBits]));
    test = await test.restart();
    await write(counter('200', [300, 500], [315, 503]));
    expect(await total()).toBe(7);
  });

  it('remembers over a restart what a metric is', async () => {
    const odd: Series = { labels: { __name__: 'http_requests', ...target }, samples: [[start + 10_000, 5]] };
    await post(snappy(writeRequest([odd], { http_requests: 'counter' })));
    test = await test.restart();
    await write({ ...odd, samples: [[start + 25_000, 9]] });
    expect(await total('http_requests')).toBe(4);
  });

  it('stores the good samples and answers 400 with the reasons, the same for a resend', async () => {
    await write(counter('200', [10, 1_000]));
    const mixed = snappy(writeRequest([counter('200', [25, 1_004]), counter('500', [25, -1], [40, Number.NaN])]));
    const answer = await post(mixed);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch('text/plain');
    expect(answer.text).toMatch(/^2 not kept, the others are stored; negative_increment \(1\): .*not_finite \(1\)/);
    expect(await post(mixed)).toMatchObject({ status: 400, text: answer.text });
    expect(await total()).toBe(4);
    const [source] = (await test.signals.sources(test.clock.now)).filter(({ name }) => name === 'prometheus');
    expect(source).toMatchObject({ state: 'alive', accepted: 2, refused: 2 });
  });

  it.each(['overloaded', 'store_unavailable'] as const)('asks to wait when %s, and counts the resend', async (code) => {
    await write(counter('200', [10, 1_000]));
    const body = snappy(writeRequest([counter('200', [25, 1_004])]));
    refuse = code;
    expect(await post(body)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    refuse = null;
    expect((await post(body)).status).toBe(204);
    expect(await total()).toBe(4);
  });

  it.each([
    ['remote write 2.0', { 'content-type': 'application/x-protobuf;proto=io.prometheus.write.v2.Request' }],
    ['another type', { 'content-type': 'application/json' }],
    ['no type', { 'content-type': undefined }],
    ['no compression', { 'content-encoding': undefined }],
    ['another compression', { 'content-encoding': 'gzip' }],
  ])('refuses %s with 415', async (_name, changed) => {
    const answer = await post(snappy(writeRequest([counter('200', [10, 1])])), changed);
    expect(answer.status).toBe(415);
    expect(answer.text).toMatch(/: expected .*\n$/);
  });

  it('takes the type of 1.0 written out', async () => {
    const changed = { 'content-type': 'application/x-protobuf; proto=prometheus.WriteRequest' };
    expect((await post(snappy(writeRequest([])), changed)).status).toBe(204);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 400],
    ['no snappy', Buffer.from('hello'), 400],
    ['protobuf cut short', snappy(writeRequest([counter('200', [10, 1])]).subarray(0, 20)), 400],
    ['snappy that claims 4 GiB', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 65]), 413],
    ['snappy that grows beyond the limit', bomb(3_000_000), 413],
    ['millions of empty series', snappy(Buffer.alloc(1_000_000, Uint8Array.of(0x0a, 0))), 204],
    ['a body beyond the limit', Buffer.alloc(1_100_000), 413],
  ])('answers %s with a line of text', async (_name, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    if (status !== 204) expect(answer.text).toMatch(/^.+\n$/);
    expect((await write(counter('200', [10, 1]))).status).toBe(204);
  });

  it('feeds measures: bad by label, good by the bucket at the limit, unknown while the job is silent', async () => {
    const scrapes = Array.from({ length: 13 }, (_, i) => i * 15 + 5);
    for (const at of scrapes) {
      const n = (at - 5) / 15;
      // Buckets come in requests of their own, as Prometheus spreads series over connections.
      await write(
        counter('200', [at, 1_000 + 8 * n]),
        counter('500', [at, 3 + 2 * n]),
        bucket('0.3', [at, 50 + 7 * n]),
      );
      await write(bucket('+Inf', [at, 90 + 10 * n]), bucket('0.1', [at, 20 + n]));
    }
    await write({ labels: { __name__: 'up', ...target }, samples: [[start + 9 * minute, 0]] });
    const window = { from: start, to: start + 5 * minute };
    const availability = await test.signals.indicatorMinutes({
      measure: 'technical_service_payment-api_requests',
      ...window,
    });
    expect([...availability.valid]).toEqual([30, 40, 40, Number.NaN, Number.NaN]);
    expect([...availability.good]).toEqual([24, 32, 32, Number.NaN, Number.NaN]);
    const latency = await test.signals.indicatorMinutes({
      measure: 'technical_service_payment-api_duration',
      ...window,
    });
    expect([...latency.valid]).toEqual([30, 40, 40, Number.NaN, Number.NaN]);
    expect([...latency.good]).toEqual([21, 28, 28, Number.NaN, Number.NaN]);
    expect(latency.notes).toEqual([]);
    expect(await test.signals.completeUntil({ component: 'payment-api', now: test.clock.now })).toBe(null);
  });
});

/** Valid snappy: one literal byte, then copies of it. */
function bomb(length: number): Buffer {
  const copies = Math.floor((length - 1) / 64);
  const body = Buffer.alloc(3 * copies, Uint8Array.of(0xfe, 1, 0));
  return Buffer.concat([Uint8Array.from([...varint(1 + 64 * copies), 0, 65]), body]);
}
