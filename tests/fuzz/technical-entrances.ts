import { requestMessage } from '../../src/features/signals/otlp/message-schema.ts';
import { writeMessage } from '../../src/features/signals/remote-write/message-schema.ts';
import { tracesMessage } from '../../src/features/signals/traces/traces-schema.ts';
import { canary, type Entrance, noon, post } from './entrance.ts';

const ofOtlp = { 'waga-source': 'shop-otlp' };
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

const span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '00f067aa0ba902b7',
  traceState: 'ot=th:8;rv:ffffffffffffff',
  name: `GET /customers/${canary}`,
  kind: 2,
  startTimeUnixNano: nano(noon - 61_000),
  endTimeUnixNano: nano(noon - 60_900),
  attributes: [label('http.response.status_code', '500'), label('enduser.id', canary)],
  status: { code: 2, message: canary },
};
const caller = {
  ...span,
  spanId: '00f067aa0ba902b7',
  parentSpanId: '',
  kind: 3,
  attributes: [label('peer.service', 'psp'), label('server.address', 'psp.example.com')],
};
const traces = {
  resourceSpans: [
    { resource: { attributes: [label('service.name', 'payment-api')] }, scopeSpans: [{ spans: [span] }] },
    { resource: { attributes: [label('service.name', 'checkout')] }, scopeSpans: [{ spans: [caller] }] },
  ],
};
const hex = ({ traceId, spanId, parentSpanId, ...rest }: typeof span) => ({
  ...rest,
  traceId: Buffer.from(traceId, 'hex'),
  spanId: Buffer.from(spanId, 'hex'),
  parentSpanId: Buffer.from(parentSpanId, 'hex'),
});
const binaryTraces = {
  resourceSpans: traces.resourceSpans.map((one) => ({
    ...one,
    scopeSpans: one.scopeSpans.map(({ spans }) => ({ spans: spans.map(hex) })),
  })),
};

const series = (name: string, labels: Record<string, string>, value: number) => ({
  labels: Object.entries({ __name__: name, job: 'api', instance: 'a:1', ...labels }).map(([key, text]) => ({
    name: key,
    value: text,
  })),
  samples: [
    { value, timestamp: noon - 120_000 },
    { value: value + 5, timestamp: noon - 60_000 },
  ],
});
const write = writeMessage
  .encode(
    writeMessage.fromObject({
      timeseries: [
        series('http_requests_total', { code: '200' }, 10),
        series('http_request_duration_seconds_bucket', { le: '0.3' }, 7),
        series('http_request_duration_seconds_bucket', { le: '+Inf' }, 9),
        series('queue_length', {}, 3),
      ],
      metadata: [{ type: 1, metricFamilyName: 'http_requests', help: 'h', unit: '' }],
    }),
  )
  .finish();
const ofWrite = { ...ofOtlp, 'content-encoding': 'snappy', 'x-prometheus-remote-write-version': '0.1.0' };

/** Snappy's block form with nothing compressed: the length, then literals of at most 60 bytes. */
function snappy(body: Uint8Array): Buffer {
  const parts: Buffer[] = [];
  let length = body.length;
  const head: number[] = [];
  for (; length >= 128; length = Math.floor(length / 128)) head.push((length % 128) + 128);
  parts.push(Buffer.from([...head, length]));
  for (let from = 0; from < body.length; from += 60) {
    const piece = body.subarray(from, from + 60);
    parts.push(Buffer.from([(piece.length - 1) << 2]), Buffer.from(piece));
  }
  return Buffer.concat(parts);
}

const alert = {
  status: 'firing',
  labels: { alertname: 'HighErrorRate', service: 'payment-api', severity: 'page' },
  annotations: { summary: canary },
  startsAt: '2026-11-20T09:30:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: `http://prometheus.example.com/${canary}`,
  fingerprint: 'c4ca4238a0b92382',
};
const webhook = (alerts: object[]): string =>
  JSON.stringify({ version: '4', groupKey: '{}', status: 'firing', receiver: 'waga', groupLabels: {}, alerts });

/** What machines write: OTLP and Prometheus. */
export const technicalEntrances: Entrance[] = [
  {
    name: 'OTLP metrics, JSON',
    text: true,
    seeds: [post('/v1/metrics', 'application/json', JSON.stringify(metrics), { 'waga-source': 'shop-otlp' })],
  },
  {
    name: 'OTLP metrics, protobuf',
    text: false,
    message: requestMessage,
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
    name: 'OTLP traces, JSON',
    text: true,
    seeds: [post('/v1/traces', 'application/json', JSON.stringify(traces), ofOtlp)],
  },
  {
    name: 'OTLP traces, protobuf',
    text: false,
    message: tracesMessage,
    seeds: [
      post(
        '/v1/traces',
        'application/x-protobuf',
        tracesMessage.encode(tracesMessage.fromObject(binaryTraces)).finish(),
        ofOtlp,
      ),
    ],
  },
  {
    name: 'OTLP logs',
    text: true,
    seeds: [
      post(
        '/v1/logs',
        'application/json',
        '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}',
        ofOtlp,
      ),
    ],
  },
  {
    name: 'Prometheus remote write',
    text: false,
    message: writeMessage,
    wrap: snappy,
    seeds: [post('/api/v1/write', 'application/x-protobuf', write, ofWrite)],
  },
  {
    name: 'Prometheus remote write, broken snappy',
    text: false,
    seeds: [post('/api/v1/write', 'application/x-protobuf', snappy(write), ofWrite)],
  },
  {
    name: 'Alertmanager',
    text: true,
    seeds: [
      post('/api/v1/alertmanager', 'application/json', webhook([alert, { ...alert, fingerprint: 'a1' }]), ofOtlp),
      post(
        '/api/v1/alertmanager',
        'application/json',
        webhook([{ ...alert, status: 'resolved', endsAt: '2026-11-20T09:45:00Z' }]),
        ofOtlp,
      ),
    ],
  },
];
