import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestMessage, responseMessage, statusMessage } from '../../src/features/signals/otlp/message-schema.ts';
import { minute } from '../../src/maths/instants.ts';
import { openApp, start, type TestApp } from './app.ts';
import { type Refusal, refusingStore } from './refusing-store.ts';

let test: TestApp;
let refuse: Refusal = null;
const wrap = refusingStore(() => refuse);
beforeEach(async () => {
  refuse = null;
  test = await openApp({ wrap });
});
afterEach(() => test.close());

const nano = (at: number): string => `${at}000000`;
const attributes = (labels: Record<string, string>) =>
  Object.entries(labels).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** One metric of payment-api in OTLP JSON. */
function request(metric: object, resource: Record<string, string> = { 'service.name': 'payment-api' }) {
  return {
    resourceMetrics: [{ resource: { attributes: attributes(resource) }, scopeMetrics: [{ metrics: [metric] }] }],
  };
}
function sum(
  value: number | string,
  at: number,
  options: { since?: number; code?: string; temporality?: number } = {},
) {
  const { since = start, code = '200', temporality = 2 } = options;
  const point = { attributes: attributes({ 'http.response.status_code': code }), startTimeUnixNano: nano(since) };
  return {
    name: 'http.requests',
    unit: '{request}',
    sum: {
      aggregationTemporality: temporality,
      isMonotonic: true,
      dataPoints: [{ ...point, timeUnixNano: nano(at), asInt: String(value) }],
    },
  };
}

async function send(payload: string | Buffer, headers: Record<string, string> = {}) {
  const answer = await test.app.inject({
    method: 'POST',
    url: '/v1/metrics',
    payload,
    headers: { 'content-type': 'application/json', 'waga-source': 'shop-otlp', ...headers },
  });
  return { status: answer.statusCode, headers: answer.headers, raw: answer.rawPayload };
}
async function sendJson(metric: object, resource?: Record<string, string>) {
  const { status, raw } = await send(JSON.stringify(request(metric, resource)));
  return { status, body: JSON.parse(raw.toString()) };
}
async function total(kind: 'counts' | 'bins' = 'counts'): Promise<number> {
  const series = await test.measurements.ask({ ask: 'series', source: 'shop-otlp', kind });
  const ids = series.map(({ id }) => id);
  const { n } = await test.measurements.ask({ ask: kind, series: ids, step: minute, from: 0, to: start + 1e10 });
  return n.reduce((all, one) => all + one, 0);
}

describe('POST /v1/metrics', () => {
  it('counts increments of cumulative sums, through a restart of Waga and of the service', async () => {
    test.clock.now = start + 10_000;
    await sendJson(sum(7, start + 10_000));
    await sendJson(sum(10, start + 20_000));
    test = await test.restart();
    await sendJson(sum(15, start + 30_000));
    await sendJson(sum(4, start + 50_000, { since: start + 40_000 }));
    await sendJson(sum(15, start + 30_000));
    expect(await total()).toBe(19);
  });

  it('takes the value of a service that ran before Waga listened as where counting begins', async () => {
    test.clock.now = start + 20_000;
    await sendJson(sum(1_000_000, start + 10_000, { since: start - 86_400_000 }));
    await sendJson(sum(1_000_003, start + 20_000, { since: start - 86_400_000 }));
    expect(await total()).toBe(3);
    // A status that this process never had before stood at zero until now.
    await sendJson(sum(5, start + 20_000, { since: start - 86_400_000, code: '500' }));
    expect(await total()).toBe(8);
  });

  it('counts a request that is sent again once', async () => {
    const body = JSON.stringify(request(sum(5, start, { temporality: 1 })));
    await send(body);
    await send(body);
    test = await test.restart();
    await send(body);
    expect(await total()).toBe(5);
  });

  it('answers in the encoding of the request and tells what was not kept', async () => {
    const metric = sum(5, start, { temporality: 1 });
    const points = metric.sum.dataPoints;
    const bad = [
      { ...points[0], timeUnixNano: '0' },
      { ...points[0], flags: 1 },
      { ...points[0], asInt: undefined, asDouble: 'NaN' },
    ];
    const mixed = request({ ...metric, sum: { ...metric.sum, dataPoints: [...points, ...bad] } });
    const json = await send(JSON.stringify(mixed));
    expect(json.status).toBe(200);
    expect(json.headers['content-type']).toBe('application/json');
    expect(JSON.parse(json.raw.toString()).partialSuccess).toMatchObject({
      rejectedDataPoints: '3',
      errorMessage: expect.stringMatching(/no_time \(1\).*no_value \(1\).*not_finite \(1\)/),
    });
    const summary = { name: 'old', summary: { dataPoints: [{}, {}] } };
    const binary = Buffer.from(requestMessage.encode(requestMessage.fromObject(request(summary))).finish());
    const proto = await send(gzipSync(binary), {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
    });
    expect(proto.headers['content-type']).toBe('application/x-protobuf');
    const answer = responseMessage.toObject(responseMessage.decode(proto.raw), { longs: Number });
    expect(answer.partialSuccess).toMatchObject({
      rejected: 2,
      errorMessage: expect.stringContaining('unsupported_summary'),
    });
    expect(await total()).toBe(5);
  });

  it('refuses a malformed body with google.rpc.Status', async () => {
    const json = await send('{"resourceMetrics": 5}');
    expect(json.status).toBe(400);
    expect(JSON.parse(json.raw.toString())).toMatchObject({
      code: 3,
      message: expect.stringContaining('resourceMetrics'),
    });
    const proto = await send(Buffer.from([0xff, 0xff, 0xff]), { 'content-type': 'application/x-protobuf' });
    expect([proto.status, proto.headers['content-type']]).toEqual([400, 'application/x-protobuf']);
    expect(statusMessage.toObject(statusMessage.decode(proto.raw))).toMatchObject({ code: 3 });
    expect((await send('x'.repeat(1_048_577))).status).toBe(413);
    expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('{}', { 'waga-source': 'nobody' })).status).toBe(400);
  });

  it('asks to wait when the store is full, remembers nothing of it, and counts the resend', async () => {
    const events = { method: 'POST', url: '/api/v1/events', headers: { 'waga-source': 'till' } } as const;
    const event = { process: 'cashback', step: 'granted', at: new Date(start).toISOString(), id: 'a' };
    for (const code of ['overloaded', 'store_unavailable'] as const) {
      refuse = code;
      const otlp = await send(JSON.stringify(request(sum(7, start + 10_000))));
      expect([otlp.status, Number(otlp.headers['retry-after']) > 0]).toEqual([503, true]);
      const business = await test.app.inject({ ...events, payload: event });
      expect(business.statusCode).toBe(code === 'overloaded' ? 429 : 503);
      expect(Number(business.headers['retry-after'])).toBeGreaterThan(0);
    }
    refuse = null;
    await sendJson(sum(7, start + 10_000));
    expect((await test.app.inject({ ...events, payload: event })).json()).toMatchObject({ accepted: 1, duplicate: 0 });
    expect(await total()).toBe(7);
  });

  it('refuses new series beyond the limit, keeps the known ones going, and says so', async () => {
    const value = (n: number) => sum(1, start, { code: String(n), temporality: 1 });
    const many = { ...value(0), sum: { ...value(0).sum, dataPoints: [] as object[] } };
    for (let n = 0; n < 30; n++) many.sum.dataPoints.push(...value(n).sum.dataPoints);
    const { body } = await sendJson(many);
    expect(body.partialSuccess.rejectedDataPoints).toBe('10');
    expect(body.partialSuccess.errorMessage).toMatch(/series_limit.*shop-otlp.*20 series/);
    expect((await sendJson(sum(1, start, { code: '3', temporality: 1, since: start - 1 }))).body).toEqual({});
    test = await test.restart();
    expect((await sendJson(sum(1, start, { code: '99', temporality: 1 }))).body.partialSuccess.rejectedDataPoints).toBe(
      '1',
    );
    const status = (await test.signals.sources(start)).find(({ name }) => name === 'shop-otlp');
    expect(status).toMatchObject({ series: 20, seriesLimit: 20, accepted: 21, refused: 11 });
  });

  it('reads indicators: bad by label, good by the bucket edge, unknown while the service is silent', async () => {
    const histogram = (counts: number[], at: number, bounds: number[]) => ({
      name: 'http.server.request.duration',
      unit: 's',
      histogram: {
        aggregationTemporality: 1,
        dataPoints: [
          {
            timeUnixNano: nano(at),
            count: String(counts.reduce((a, b) => a + b)),
            bucketCounts: counts.map(String),
            explicitBounds: bounds,
          },
        ],
      },
    });
    for (const second of [0, 30, 70, 130]) {
      const at = start + second * 1_000;
      test.clock.now = at;
      await sendJson(sum(10, at, { temporality: 1 }));
      await sendJson(sum(1, at, { temporality: 1, code: '503' }));
      await sendJson(histogram([5, 3, 2], at, [0.1, 0.3]));
      if (second === 70) await sendJson(histogram([1, 1], at, [0.25]));
    }
    const indicator = (kind: string) =>
      test.signals.indicatorMinutes({
        measure: `technical_service_payment-api_${kind}`,
        from: start,
        to: start + 4 * minute,
      });
    const availability = await indicator('availability');
    expect([...availability.good]).toEqual([20, 10, Number.NaN, Number.NaN]);
    expect([...availability.valid]).toEqual([22, 11, Number.NaN, Number.NaN]);
    const latency = await indicator('latency');
    expect([...latency.good]).toEqual([16, 9, Number.NaN, Number.NaN]);
    expect([...latency.valid]).toEqual([20, 12, Number.NaN, Number.NaN]);
    expect(latency.notes.join()).toContain('300ms is no bucket edge');
    expect(await test.signals.completeUntil({ component: 'payment-api', now: test.clock.now })).toBe(
      start + 2 * minute,
    );
  });
});
