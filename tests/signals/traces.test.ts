import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProductError } from '../../src/errors.ts';
import { responseMessage } from '../../src/features/signals/otlp/message-schema.ts';
import { callsName, durationName, edgeCallsName } from '../../src/features/signals/traces/trace-series.ts';
import { hour, minute, second } from '../../src/maths/instants.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { catalogText, openApp, start, type TestApp } from './app.ts';
import { binary, call, type JsonSpan, kind, newId, span, traces } from './spans.ts';

let t: TestApp;
let refuse: 'store_unavailable' | null = null;
/** The real store, which may refuse what is stored. */
const wrap = (store: Measurements): Measurements =>
  new Proxy(store, {
    get(target, name) {
      if (name === 'append' && refuse !== null) return () => Promise.reject(new ProductError(refuse!, 'refused'));
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
const catalog = `${catalogText}---
apiVersion: waga/v1
kind: Source
metadata: {name: vendor-otlp}
spec: {type: otlp}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_payment-api_traced}
spec:
  class: technical
  component: payment-api
  type: availability
  source: vendor-otlp
  metric: ${callsName}
  where: {service.name: payment-api}
  bad: {status.code: STATUS_CODE_ERROR}
  objective: {atLeast: "0.99"}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_payment-api_traced-latency}
spec:
  class: technical
  component: payment-api
  type: latency
  source: vendor-otlp
  metric: ${durationName}
  where: {service.name: payment-api}
  goodUnder: 300ms
  objective: {atLeast: "0.99"}
`;

beforeEach(async () => {
  refuse = null;
  t = await openApp({ wrap, catalog });
});
afterEach(() => t.close());

async function send(body: string | Buffer, headers: Record<string, string> = {}) {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-protobuf';
  const answer = await t.app.inject({
    method: 'POST',
    url: '/v1/traces',
    headers: { 'content-type': type, 'waga-source': 'vendor-otlp', ...headers },
    body,
  });
  return { status: answer.statusCode, raw: answer.rawPayload, headers: answer.headers };
}
async function sendSpans(byService: Record<string, JsonSpan[]>, headers: Record<string, string> = {}) {
  const answer = await send(JSON.stringify(traces(byService)), headers);
  return { status: answer.status, partial: JSON.parse(answer.raw.toString()).partialSuccess };
}

async function rows(name: string, source?: string) {
  const series = await t.measurements.ask({ ask: 'series', name, ...(source ? { source } : {}) });
  const totals = await Promise.all(
    series.map(async ({ id, kind }) => {
      const columns = await t.measurements.ask({
        ask: kind === 'bins' ? 'bins' : 'counts',
        series: [id],
        step: minute,
        from: 0,
        to: 1e13,
      });
      return columns.n.reduce((sum, n) => sum + n, 0);
    }),
  );
  return series.map(({ labels }, index) => ({ labels, n: totals[index]! }));
}
const total = async (name: string) => (await rows(name)).reduce((sum, { n }) => sum + n, 0);
const edges = (from = start - hour, to = start + hour) => t.signals.dependencies({ from, to });
const status = async (name = 'vendor-otlp') => (await t.signals.sources(t.clock.now)).find((one) => one.name === name)!;
async function tick(by: number): Promise<void> {
  t.clock.now += by;
  for (const job of t.jobs) await job.run(t.clock.now);
}

describe('POST /v1/traces', () => {
  it('counts requests, errors and latency of a service, in JSON and in protobuf, packed or not', async () => {
    const http = (code: number) => ({
      'http.request.method': 'POST',
      'http.route': '/payments',
      'http.response.status_code': code,
    });
    const spans = [
      span({ attributes: http(201) }),
      span({ attributes: http(201), durationMs: 400 }),
      span({ attributes: http(503), failed: true }),
      span({ kind: kind.consumer }),
      span({ kind: kind.internal }),
    ];
    const sent = traces({ 'payment-api': spans });
    expect((await send(JSON.stringify(sent))).raw.toString()).toBe('{}');
    const again = traces({ 'payment-api': spans.map((one) => ({ ...one, spanId: newId(8) })) });
    const answer = await send(gzipSync(binary(again)), { 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-protobuf' } });
    expect(answer.raw.length).toBe(0);
    const common = { 'service.name': 'payment-api', 'waga.sampling': 'unknown' };
    const route = { 'http.request.method': 'POST', 'http.route': '/payments', 'span.kind': 'SPAN_KIND_SERVER' };
    expect(await rows(callsName)).toEqual([
      { labels: { ...common, ...route, 'http.response.status_code': '201', 'status.code': 'STATUS_CODE_UNSET' }, n: 4 },
      { labels: { ...common, ...route, 'http.response.status_code': '503', 'status.code': 'STATUS_CODE_ERROR' }, n: 2 },
      { labels: { ...common, 'span.kind': 'SPAN_KIND_CONSUMER', 'status.code': 'STATUS_CODE_UNSET' }, n: 2 },
    ]);
    expect(await total(durationName)).toBe(8);
    expect(await status()).toMatchObject({ accepted: 10, refused: 0 });
  });

  it('gives Measures their ratios, says that sampled counts do not hold, and takes an export for life', async () => {
    const one = (at: number) => [
      span({ end: at, failed: true }),
      span({ end: at, durationMs: 300 }),
      span({ end: at, durationMs: 301 }),
    ];
    for (const at of [0, 1, 2]) {
      t.clock.now = start + at * minute;
      await sendSpans({ 'payment-api': one(t.clock.now - second) });
    }
    const window = { from: start, to: start + minute };
    const traced = await t.signals.indicatorMinutes({ measure: 'technical_service_payment-api_traced', ...window });
    expect({ good: [...traced.good], valid: [...traced.valid] }).toEqual({ good: [2], valid: [3] });
    expect(traced.notes).toEqual([expect.stringContaining('ratios hold, counts do not')]);
    const latency = await t.signals.indicatorMinutes({
      measure: 'technical_service_payment-api_traced-latency',
      ...window,
    });
    expect({ good: [...latency.good], valid: [...latency.valid] }).toEqual({ good: [2], valid: [3] });
  });

  it('weighs spans by the threshold of their sampler, and tells none left out from not known', async () => {
    const every = Array.from({ length: 10 }, () => span({ state: 'ot=th:0' }));
    const quarter = Array.from({ length: 10 }, () =>
      span({ state: 'vendor=1,ot=rv:ffffffffffffff;th:c', trace: newId(16) }),
    );
    const third = Array.from({ length: 10 }, () => span({ state: 'ot=th:aaaaaaaaaaaaaa;rv:f0000000000000' }));
    const contradicted = span({ state: 'ot=th:c;rv:10000000000000' });
    await sendSpans({ a: [...every, contradicted], b: quarter, c: third });
    const bySampling = (await rows(callsName)).map(({ labels, n }) => [
      labels['service.name'],
      labels['waga.sampling'],
      n,
    ]);
    expect(bySampling).toEqual([
      ['a', 'none', 10],
      ['a', 'unknown', 1],
      ['b', 'threshold', 40],
      ['c', 'threshold', 30],
    ]);
    expect(await total(durationName)).toBe(81);
  });

  it('carries fractions of a request through a restart', async () => {
    // two of three are kept: each span stands for one and a half
    const two = () => span({ state: 'ot=th:55555555555555;rv:f0000000000000' });
    for (let sent = 1; sent <= 9; sent++) {
      await sendSpans({ a: [two()] });
      if (sent === 4) t = await t.restart();
      expect(Math.abs((await total(callsName)) - 1.5 * sent)).toBeLessThanOrEqual(0.5);
    }
    expect(await total(durationName)).toBe(await total(callsName));
  });

  it('refuses spans that make no sense, with the reason, and counts the others', async () => {
    const good = span();
    const bad = [
      ...['', '00', 'ab'.repeat(15), 'ab'.repeat(17), '00'.repeat(16)].map((trace) => span({ trace })),
      ...['', 'ab'.repeat(7), 'ab'.repeat(9), 'ab'.repeat(16), '00'.repeat(8)].map((id) => span({ id })),
      ...['ab', 'ab'.repeat(15)].map((parent) => span({ parent })),
      { ...span(), endTimeUnixNano: '0' },
      span({ durationMs: -1 }),
      span({ end: Date.UTC(1970, 0, 2) }),
      span({ end: Date.UTC(2100, 0, 1) }),
      span({ state: 'ot=th:ffffffffffffff;rv:ffffffffffffff' }),
    ];
    const { partial } = await sendSpans({ a: [good, ...bad] });
    expect(partial.rejectedSpans).toBe(String(bad.length));
    for (const reason of [
      'bad_id (12)',
      'no_time (1)',
      'end_before_start (1)',
      'too_old (1)',
      'in_future (1)',
      'too_large_number (1)',
    ]) {
      expect(partial.errorMessage).toContain(reason);
    }
    expect(await total(callsName)).toBe(1);
    const answer = await send(binary(traces({ a: bad.slice(0, 5) })));
    expect(
      responseMessage.toObject(responseMessage.decode(answer.raw), { longs: Number }).partialSuccess,
    ).toMatchObject({ rejected: 5 });
  });

  it('refuses a body that cannot be read with google.rpc.Status', async () => {
    const nested = Buffer.from(`${'{"arrayValue":{"values":['.repeat(20_000)}`);
    for (const body of ['{', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz"}]}]}]}', nested.toString()]) {
      const answer = await send(body);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.raw.toString())).toMatchObject({
        code: 3,
        message: expect.stringContaining('ExportTraceServiceRequest'),
      });
    }
    expect((await send(Buffer.from([0xff, 0xff, 0xff]))).status).toBe(400);
    expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('counts the same body once, and spans of a batch that was cut anew once', async () => {
    const { client, server } = call();
    const body = JSON.stringify(traces({ a: [client], b: [server] }));
    await send(body);
    await send(body);
    t = await t.restart();
    await send(body);
    expect(await total(callsName)).toBe(1);
    const fresh = call();
    await sendSpans({ a: [fresh.client], b: [fresh.server, fresh.server] });
    await sendSpans({ b: [fresh.server] });
    await sendSpans({ a: [fresh.client] });
    await tick(4 * minute);
    expect(await total(callsName)).toBe(2);
    expect((await edges()).map(({ calls }) => calls)).toEqual([2]);
    expect(await status()).toMatchObject({ duplicate: 3 });
  });

  it('asks to wait when the store refuses, and remembers nothing of it', async () => {
    const { client, server } = call();
    refuse = 'store_unavailable';
    const answer = await send(JSON.stringify(traces({ a: [client], b: [server] })));
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    refuse = null;
    expect((await sendSpans({ a: [client], b: [server] })).partial).toBeUndefined();
    expect([await total(callsName), await total(edgeCallsName)]).toEqual([1, 1]);
    expect(await status()).toMatchObject({ duplicate: 0, edges: { paired: 1, waiting: 0 } });
  });

  it('holds a source to its series, whatever names come', async () => {
    const services = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`made-up-${i}`, [span()]]));
    const { partial } = await sendSpans(services, { 'waga-source': 'shop-otlp' });
    expect(partial).toMatchObject({ rejectedSpans: '190', errorMessage: expect.stringContaining('series_limit') });
    expect(await status('shop-otlp')).toMatchObject({ series: 20, seriesLimit: 20 });
  });
});

describe('POST /v1/logs', () => {
  it('keeps none and says so', async () => {
    const body = JSON.stringify({
      resourceLogs: [{ scopeLogs: [{ logRecords: [{}, { body: { stringValue: 'x' } }] }] }],
    });
    const answer = await t.app.inject({
      method: 'POST',
      url: '/v1/logs',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      partialSuccess: { rejectedLogRecords: '2', errorMessage: expect.stringMatching(/^not_kept \(2\)/) },
    });
  });
});

describe('GET /api/v1/dependencies', () => {
  it('shows calls that both sides tell of, in whatever order and from whatever source', async () => {
    const calls = Array.from({ length: 6 }, (_, i) => call({ state: 'ot=th:0', failed: i === 0 }));
    for (const { server } of calls.slice(0, 3)) await sendSpans({ 'payment-api': [server] });
    await sendSpans({ gateway: calls.map(({ client }) => client) });
    await sendSpans({ 'payment-api': calls.slice(3).map(({ server }) => server) }, { 'waga-source': 'shop-otlp' });
    const answer = await t.app.inject({ url: '/api/v1/dependencies' });
    expect(answer.json().dependencies).toEqual([
      {
        caller: 'gateway',
        callee: 'payment-api',
        kind: 'service',
        calls: 6,
        errors: 1,
        sampling: 'none',
        p95Ms: 30,
        lastSeen: '2026-11-20T09:59:00Z',
      },
    ]);
    expect(
      (await t.app.inject({ url: '/api/v1/dependencies?from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z' }))
        .statusCode,
    ).toBe(400);
  });

  it('shows what sends no traces by the name its caller gives, databases at once and others after the wait', async () => {
    const client = (attributes: Record<string, string>, of: number = kind.client) => span({ kind: of, attributes });
    await sendSpans({
      shop: [
        client({ 'db.system.name': 'postgresql', 'db.namespace': 'orders' }),
        client({ 'server.address': 'vendor.example' }),
        client({ 'peer.service': 'bank', 'server.address': '203.0.113.7' }),
        client({ 'messaging.destination.name': 'mails' }, kind.producer),
        client({}),
      ],
    });
    expect((await edges()).map(({ callee }) => callee)).toEqual(['postgresql/orders']);
    await tick(2 * minute);
    expect(await edges()).toHaveLength(1);
    await tick(2 * minute);
    expect((await edges()).map(({ callee, kind }) => [callee, kind])).toEqual([
      ['bank', 'external'],
      ['mails', 'messaging'],
      ['postgresql/orders', 'database'],
      ['vendor.example', 'external'],
    ]);
    expect(await status()).toMatchObject({ edges: { named: 4, unpaired: 1, waiting: 0 } });
  });

  it('joins a producer with each of its consumers', async () => {
    const trace = newId(16);
    const producer = span({ trace, kind: kind.producer, attributes: { 'messaging.destination.name': 'mails' } });
    const consumer = () => span({ trace, kind: kind.consumer, parent: producer.spanId });
    await sendSpans({ mailer: [consumer()] });
    await sendSpans({ shop: [producer] });
    await sendSpans({ archive: [consumer()] });
    await tick(4 * minute);
    expect((await edges()).map(({ caller, callee, kind }) => [caller, callee, kind])).toEqual([
      ['shop', 'archive', 'messaging'],
      ['shop', 'mailer', 'messaging'],
    ]);
  });

  it('counts what waited when Waga stopped, and keeps the rest', async () => {
    const paired = call();
    await sendSpans({ a: [paired.client, call().client], b: [paired.server, call().server] });
    expect(await status()).toMatchObject({ edges: { paired: 1, waiting: 2, lost: 0 } });
    t = await t.restart();
    expect(await status()).toMatchObject({ edges: { paired: 1, waiting: 0, lost: 2 } });
    expect((await edges()).map(({ calls }) => calls)).toEqual([1]);
  });
});
