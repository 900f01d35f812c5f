import { gzipSync } from 'node:zlib';
import { canary, type Entrance, noon, post } from './entrance.ts';

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

const change = {
  kind: 'deploy',
  at: '2026-11-20T09:59:00Z',
  title: 'api 4.2',
  component: 'payment-api',
  version: '4.2',
  by: canary,
  url: 'https://ci.example.com/1',
  id: 'b-1',
};

/** What people and their programs write: events, history, changes, the catalogue. */
export const businessEntrances: Entrance[] = [
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
  {
    name: 'changes',
    text: true,
    seeds: [
      post(
        '/api/v1/changes',
        'application/json',
        JSON.stringify([change, { ...change, id: 'b-2', component: undefined, process: 'payment' }]),
        ofShop,
      ),
      post('/api/v1/changes', 'application/x-ndjson', JSON.stringify(change), ofShop),
      post('/api/v1/changes', 'application/cloudevents+json', JSON.stringify({ ...cloudEvent, data: change }), ofShop),
    ],
  },
];
