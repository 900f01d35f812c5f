/** Bodies of OTLP, made before the run; while it goes on only times (and the ids of traces) are written over. */
import { requestMessage } from '../../../src/features/signals/otlp/message-schema.ts';
import { tracesMessage } from '../../../src/features/signals/traces/traces-schema.ts';
import type { Bodies } from './body-shape.ts';

type Order = { rows: number; series: number; connections: number };

/** Eight bytes that stand nowhere else, in the place of a time or of the half of an id. */
const marker = Buffer.from('9e3779b97f4a7c15', 'hex');
const markedTime = { low: marker.readInt32LE(0), high: marker.readInt32LE(4), unsigned: true };
const attribute = (key: string, text: string) => ({ key, value: { stringValue: text } });
const routes = [
  '/cart',
  '/pay',
  '/orders/{id}',
  '/search',
  '/login',
  '/items/{id}',
  '/prices',
  '/offers',
  '/refunds',
  '/me',
];
const bounds = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

function offsetsOf(bytes: Buffer, many: number): Int32Array {
  const found: number[] = [];
  for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + 8)) found.push(at);
  if (found.length !== many) throw new Error(`expected ${many} places to write over, found ${found.length}`);
  return Int32Array.from(found);
}

/** One body a connection, so that nothing is written over that is on its way. */
function goingRound(
  order: Order,
  encoded: Buffer,
  places: number,
  /** Writes over all places, of which the first has this number. */
  write: (body: Buffer, offsets: Int32Array, first: number) => void,
) {
  const offsets = offsetsOf(encoded, places);
  const bodies = Array.from({ length: order.connections }, () => Buffer.from(encoded));
  return (connection: number, sequence: number): Buffer => {
    const body = bodies[connection]!;
    write(body, offsets, sequence * offsets.length);
    return body;
  };
}

const radix = 4_294_967_296;

/** The time of now in nanoseconds, moved by the number of the request, so that no two bodies are equal; in halves, which cost the sender little. */
function writeTimes(body: Buffer, offsets: Int32Array, first: number): void {
  const seconds = Math.floor(Date.now() / 1_000) - 1;
  const base = BigInt(seconds) * 1_000_000_000n;
  const baseLow = Number(base & 0xffff_ffffn);
  const baseHigh = Number(base >> 32n);
  for (let place = 0; place < offsets.length; place++) {
    const low = baseLow + ((first + place) % 1_000_000_000);
    writeHalves(body, offsets[place]!, low >>> 0, baseHigh + (low >= radix ? 1 : 0));
  }
}

function writeHalves(body: Buffer, at: number, low: number, high: number): void {
  body[at] = low;
  body[at + 1] = low >>> 8;
  body[at + 2] = low >>> 16;
  body[at + 3] = low >>> 24;
  body[at + 4] = high;
  body[at + 5] = high >>> 8;
  body[at + 6] = high >>> 16;
  body[at + 7] = high >>> 24;
}

/** Points of delta sums, or of delta histograms with 15 buckets: ten metrics, the rest of the series by labels, as SDKs send them. */
export function metricBodies(order: Order, kind: 'sums' | 'histograms'): Bodies {
  const metrics = 10;
  const pointsOf = (metric: number) =>
    Array.from({ length: order.rows / metrics }, (_, index) =>
      pointOf(kind, (metric * order.rows) / metrics + index, order.series),
    );
  const data = (metric: number) => ({ aggregationTemporality: 1, dataPoints: pointsOf(metric) });
  const list = Array.from({ length: metrics }, (_, metric) =>
    kind === 'sums'
      ? { name: `http.server.requests.${metric}`, unit: '1', sum: { ...data(metric), isMonotonic: true } }
      : { name: `http.server.duration.${metric}`, unit: 'ms', histogram: data(metric) },
  );
  const resource = {
    attributes: [attribute('service.name', 'payment-api'), attribute('deployment.environment.name', 'production')],
  };
  const request = { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'bench' }, metrics: list }] }] };
  const encoded = Buffer.from(requestMessage.encode(requestMessage.fromObject(request)).finish());
  return {
    path: '/v1/metrics',
    headers: 'content-type: application/x-protobuf\r\n',
    source: 'otlp',
    rows: order.rows,
    body: goingRound(order, encoded, order.rows, writeTimes),
  };
}

function pointOf(kind: 'sums' | 'histograms', index: number, series: number) {
  const which = index % series;
  const attributes = [
    attribute('http.request.method', which % 3 === 0 ? 'POST' : 'GET'),
    attribute('http.route', routes[which % routes.length]!),
    attribute('http.response.status_code', which % 17 === 0 ? '500' : '200'),
    attribute('shard', String(Math.floor(which / routes.length))),
  ];
  const common = { attributes, timeUnixNano: markedTime };
  if (kind === 'sums') return { ...common, asInt: 1 + (index % 9) };
  const bucketCounts = [...bounds, 0].map((_, bucket) => (index + bucket) % 4);
  const count = bucketCounts.reduce((sum, each) => sum + each, 0);
  return { ...common, count, bucketCounts, explicitBounds: bounds };
}

/** Server spans of one service with eight attributes, each the root of a trace of its own. */
export function traceBodies(order: Order): Bodies {
  const spans = Array.from({ length: order.rows }, (_, index) => ({
    // the first half of the id is written over, so that each span is another one
    traceId: Buffer.concat([marker, Buffer.from('0102030405060708', 'hex')]),
    spanId: Buffer.from((index + 1).toString(16).padStart(16, '0'), 'hex'),
    kind: 2,
    ...spanTimes(index),
    attributes: [
      attribute('http.request.method', index % 3 === 0 ? 'POST' : 'GET'),
      attribute('http.route', routes[index % routes.length]!),
      attribute('http.response.status_code', index % 50 === 0 ? '500' : '200'),
      attribute('url.scheme', 'https'),
      attribute('network.protocol.version', '1.1'),
      attribute('server.address', 'payment-api.example'),
      attribute('user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64)'),
      attribute('client.address', '192.0.2.17'),
    ],
    status: { code: index % 50 === 0 ? 2 : 0 },
  }));
  const resource = {
    attributes: [attribute('service.name', 'payment-api'), attribute('deployment.environment.name', 'production')],
  };
  const request = { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] };
  const encoded = Buffer.from(tracesMessage.encode(tracesMessage.fromObject(request)).finish());
  return {
    path: '/v1/traces',
    headers: 'content-type: application/x-protobuf\r\n',
    source: 'otlp',
    rows: order.rows,
    body: goingRound(order, encoded, order.rows, writeTraces),
  };
}

/** Spans that were sent before count once, so no run repeats the traces of another: the high half is of the run, the low half counts. */
const firstTrace = Date.now() % radix;

function writeTraces(body: Buffer, offsets: Int32Array, first: number): void {
  for (let place = 0; place < offsets.length; place++)
    writeHalves(body, offsets[place]!, (first + place) >>> 0, firstTrace);
}

/** Spans stand a minute back when the run begins, and take some milliseconds. */
function spanTimes(index: number) {
  const start = BigInt(Date.now() - 60_000) * 1_000_000n;
  const end = start + BigInt(1 + (index % 400)) * 1_000_000n;
  return { startTimeUnixNano: longOf(start), endTimeUnixNano: longOf(end) };
}

const longOf = (value: bigint) => ({
  low: Number(BigInt.asIntN(32, value)),
  high: Number(BigInt.asIntN(32, value >> 32n)),
  unsigned: true,
});
