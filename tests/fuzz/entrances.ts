import { gzipSync } from 'node:zlib';
import { requestMessage } from '../../src/features/signals/otlp/message-schema.ts';

/** 2026-11-20T10:00:00Z, at which the fuzzed server's clock stands. */
export const noon = Date.UTC(2026, 10, 20, 10);

/** Stands in every place that holds what belongs to a person; it must come out nowhere. */
export const canary = 'canary-7f3a-anna-kowalska';

export interface Sent {
  method: 'POST' | 'PUT' | 'GET';
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** A way in, with good requests to begin from. `text`: bodies of JSON, a document or one a line. `wrap`: what is put around the mutated body. */
export interface Entrance {
  name: string;
  text: boolean;
  seeds: Sent[];
  wrap?: (body: Buffer) => Buffer;
}

const post = (path: string, type: string, body: string | Uint8Array, headers: Record<string, string> = {}): Sent => ({
  method: 'POST',
  path,
  headers: { 'content-type': type, ...headers },
  body: Buffer.from(body as Uint8Array),
});

const event = {
  process: 'payment',
  step: 'completed',
  at: '2026-11-20T09:59:02.120Z',
  id: 'order-1',
  amount: '150.00',
  currency: 'PLN',
  user: canary,
  outcome: 'ok',
  environment: 'production',
  attributes: { method: 'blik' },
};
const rows = [
  event,
  { ...event, id: 'order-2', step: 'started', outcome: 'failed' },
  { ...event, step: 'refunded', amount: '-20.00' },
];
const ndjson = (values: object[]): string => values.map((value) => JSON.stringify(value)).join('\n');
const cloudEvent = {
  specversion: '1.0',
  type: 'payment.completed',
  source: '/shop',
  id: 'c-1',
  time: event.at,
  data: event,
};
const ofShop = { 'waga-source': 'shop-events' };

const nano = (at: number): string => `${at}000000`;
const label = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const point = {
  attributes: [label('http.response.status_code', '200')],
  startTimeUnixNano: nano(noon - 60_000),
  timeUnixNano: nano(noon),
};
const metrics = {
  resourceMetrics: [
    {
      resource: { attributes: [label('service.name', 'payment-api'), label('enduser.id', canary)] },
      scopeMetrics: [
        {
          scope: { name: 'shop' },
          metrics: [
            {
              name: 'http.requests',
              unit: '{request}',
              sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ ...point, asInt: '15' }] },
            },
            { name: 'queue', gauge: { dataPoints: [{ ...point, asDouble: 3.5 }] } },
            {
              name: 'http.server.request.duration',
              unit: 's',
              histogram: {
                aggregationTemporality: 1,
                dataPoints: [
                  { ...point, count: '3', sum: 0.7, bucketCounts: ['1', '1', '1'], explicitBounds: [0.1, 0.3] },
                ],
              },
            },
            {
              name: 'latency.exponential',
              unit: 's',
              exponentialHistogram: {
                aggregationTemporality: 1,
                dataPoints: [
                  {
                    ...point,
                    count: '3',
                    scale: 3,
                    zeroCount: '1',
                    positive: { offset: -2, bucketCounts: ['1', '1'] },
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
};
const counts = [
  { process: 'payment', step: 'completed', at: noon - 3_600_000, count: 12, amount: '1800.00', currency: 'PLN' },
  { metric: 'http.requests', at: noon - 3_600_000, labels: { code: '200' }, count: 100 },
  { metric: 'latency', at: noon - 3_600_000, labels: {}, unit: 's', bounds: [0.1, 0.3], buckets: [5, 4, 1] },
];
const catalog = (text: string) => ({ files: [{ path: 'a.yaml', text }] });
const yaml = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: &spec {timeZone: Europe/Warsaw, steps: [started, completed], kpi: completed, value: {from: event, currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: api}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {level: critical, dependsOn: [{component: db, mode: soft, share: "0.06"}, {atLeast: 1, of: [{component: a}, {component: b}]}]}
${['db', 'a', 'b'].map((name) => `---\napiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}}\nspec: {}\n`).join('')}`;

export const entrances: Entrance[] = [
  {
    name: 'events',
    text: true,
    seeds: [
      post('/api/v1/events', 'application/x-ndjson', ndjson(rows), ofShop),
      post('/api/v1/events', 'application/json', JSON.stringify(rows), { ...ofShop, 'idempotency-key': 'k1' }),
      post('/api/v1/events', 'application/cloudevents+json', JSON.stringify(cloudEvent), ofShop),
      post('/api/v1/events', 'application/cloudevents-batch+json', JSON.stringify([cloudEvent, cloudEvent]), ofShop),
      post('/api/v1/events', 'application/json', JSON.stringify(event), {
        ...ofShop,
        'ce-specversion': '1.0',
        'ce-type': 't',
        'ce-source': '/s',
        'ce-id': '9',
      }),
      post('/api/v1/events', 'application/json', '', { ...ofShop, 'waga-complete-until': '2026-11-20T10:00:00Z' }),
    ],
  },
  {
    name: 'events, gzip',
    text: true,
    wrap: (body) => gzipSync(body),
    seeds: [post('/api/v1/events', 'application/x-ndjson', ndjson(rows), { ...ofShop, 'content-encoding': 'gzip' })],
  },
  {
    name: 'events, broken gzip',
    text: false,
    seeds: [
      post('/api/v1/events', 'application/x-ndjson', gzipSync(ndjson(rows)), { ...ofShop, 'content-encoding': 'gzip' }),
    ],
  },
  {
    name: 'OTLP metrics, JSON',
    text: true,
    seeds: [post('/v1/metrics', 'application/json', JSON.stringify(metrics), { 'waga-source': 'shop-otlp' })],
  },
  {
    name: 'OTLP metrics, protobuf',
    text: false,
    seeds: [
      post(
        '/v1/metrics',
        'application/x-protobuf',
        requestMessage.encode(requestMessage.fromObject(metrics)).finish(),
        {
          'waga-source': 'shop-otlp',
        },
      ),
    ],
  },
  {
    name: 'import of counts',
    text: true,
    seeds: [
      post('/api/v1/import/counts', 'application/x-ndjson', ndjson(counts), { 'waga-source': 'shop-otlp' }),
      post('/api/v1/import/counts', 'application/json', JSON.stringify(counts.slice(1)), {
        'waga-source': 'shop-otlp',
        'waga-complete-since': '2026-11-20T08:00:00Z',
        'waga-complete-until': '2026-11-20T10:00:00Z',
      }),
    ],
  },
  {
    name: 'catalogue',
    text: true,
    seeds: [
      { ...post('/api/v1/catalog?dryRun=true', 'application/json', JSON.stringify(catalog(yaml))), method: 'PUT' },
    ],
  },
  {
    name: 'catalogue text',
    text: false,
    wrap: (body) => Buffer.from(JSON.stringify(catalog(body.toString('utf8')))),
    seeds: [{ ...post('/api/v1/catalog?dryRun=true', 'application/json', yaml), method: 'PUT' }],
  },
];
