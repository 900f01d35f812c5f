import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { CloudEvent, HTTP } from 'cloudevents';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { readConfig } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import type { Measurements, SeriesRow } from '../../src/stores/measurements/measurements.ts';
import { catalogText } from '../signals/app.ts';

const run = promisify(execFile);
const waga = join(import.meta.dirname, '../../src/cli/waga.ts');
const folder = mkdtempSync(join(tmpdir(), 'waga-clients-'));
const data = join(folder, 'data');
const config = readConfig(undefined, { data, port: 0 });
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

let server: Running;
/** The words by which a command finds the server and the machine's token. */
const ofServer = () => ['--server', server.url, '--data', data];
let store: Measurements;

/** The SDK's times have milliseconds: a stream that begins and is exported within one of them has no known start. */
async function clockMoves(): Promise<void> {
  for (const from = Date.now(); Date.now() < from + 2; ) await new Promise((resolve) => setImmediate(resolve));
}

/** A service instrumented by the SDK; two exports, so that cumulative and delta differ. */
async function service(
  name: string,
  kind: 'protobuf' | 'json',
  temporality: AggregationTemporality,
  compressed: boolean,
) {
  const options = {
    url: `${server.url}/v1/metrics`,
    headers: { 'Waga-Source': 'shop-otlp', Authorization: `Bearer ${server.machineToken}` },
    temporalityPreference: temporality,
    compression: (compressed ? 'gzip' : 'none') as never,
  };
  const exporter = kind === 'protobuf' ? new ProtobufExporter(options) : new JsonExporter(options);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    readers: [reader],
    views: [{ instrumentName: 'wide', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  const meter = provider.getMeter('real-clients');
  const requests = meter.createCounter('http.requests');
  const seconds = meter.createHistogram('http.server.request.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.1, 0.3, 1] },
  });
  const wide = meter.createHistogram('wide', { unit: 's' });
  const active = meter.createUpDownCounter('active');
  for (let round = 1; round <= 3; round++) {
    requests.add(10 * round, { 'http.response.status_code': 200 });
    if (round > 1) requests.add(round, { 'http.response.status_code': 503 });
    for (const value of [0.05, 0.1, 0.29, 0.31, 5]) seconds.record(value);
    for (let i = 1; i <= 100; i++) wide.record((i * round) / 10);
    active.add(1);
    await clockMoves();
    await provider.forceFlush();
  }
  await provider.shutdown();
}

async function curl(...args: string[]): Promise<{ status: number; body: string }> {
  const { stdout } = await run('curl', ['-sS', '-w', '\n%{http_code}', ...args]);
  const end = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) };
}

beforeAll(async () => {
  server = await startServer(config, { log: pino({ level: 'silent' }) });
  const catalog = catalogText.replace('seriesLimit: 20', 'seriesLimit: 200');
  await run(process.execPath, [waga, 'apply', file('catalog.yaml', catalog), ...ofServer()]);
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function sums(name: string, kind: 'counts' | 'money'): Promise<[SeriesRow['labels'], number][]> {
  const series = await store.ask({ ask: 'series', name, kind });
  const answers = await Promise.all(
    series.map(({ id }) =>
      store.ask({ ask: kind === 'money' ? 'counts' : kind, series: [id], step: minute, from: 0, to: 1e13 }),
    ),
  );
  return series.map(({ labels }, i) => [labels, answers[i]!.n.reduce((sum, n) => sum + n, 0)]);
}
async function bins(name: string, service: string): Promise<{ total: number; byBin: Map<number, number> }> {
  const series = await store.ask({ ask: 'series', name, kind: 'bins' });
  const ids = series.filter(({ labels }) => labels['service.name'] === service).map(({ id }) => id);
  const { bin, n } = await store.ask({ ask: 'bins', series: ids, step: minute, from: 0, to: 1e13 });
  const byBin = new Map<number, number>();
  for (const [row, one] of bin.entries()) byBin.set(one, (byBin.get(one) ?? 0) + n[row]!);
  return { total: n.reduce((sum, one) => sum + one, 0), byBin };
}

describe('real clients feed one server', () => {
  const services = [
    ['proto-cumulative', 'protobuf', AggregationTemporality.CUMULATIVE, false],
    ['proto-delta', 'protobuf', AggregationTemporality.DELTA, true],
    ['json-cumulative', 'json', AggregationTemporality.CUMULATIVE, true],
    ['json-delta', 'json', AggregationTemporality.DELTA, false],
  ] as const;

  it('takes the OpenTelemetry SDK, curl, the CloudEvents SDK and waga import', async () => {
    await Promise.all(services.map(([name, kind, temporality, zip]) => service(name, kind, temporality, zip)));

    const at = new Date().toISOString();
    const event = (fields: object) => JSON.stringify({ process: 'payment', step: 'completed', at, ...fields });
    const ndjson = [
      event({ amount: '150.00', currency: 'PLN', id: 'a' }),
      event({ amount: '0.01', currency: 'PLN' }),
      '{',
    ];
    const url = `${server.url}/api/v1/events`;
    const authorization = `Bearer ${server.machineToken}`;
    const lines = ['Waga-Source: shop-events', 'Content-Type: application/x-ndjson', `Authorization: ${authorization}`];
    const headers = lines.flatMap((line) => ['-H', line]);
    const plain = await curl(url, ...headers, '--data-binary', `@${file('events.ndjson', ndjson.join('\n'))}`);
    expect(plain.status).toBe(202);
    expect(JSON.parse(plain.body)).toMatchObject({
      accepted: 2,
      duplicate: 0,
      rejected: [{ index: 2, code: 'bad_json' }],
    });
    const packed = file('events.gz', gzipSync(ndjson[0]!));
    const again = await curl(url, ...headers, '-H', 'Content-Encoding: gzip', '--data-binary', `@${packed}`);
    expect(JSON.parse(again.body)).toMatchObject({ accepted: 0, duplicate: 1 });

    const cloud = new CloudEvent({ type: 'payment', source: '/shop', data: JSON.parse(event({})) });
    for (const message of [HTTP.structured(cloud), HTTP.binary(cloud)]) {
      const sent = message.headers as Record<string, string>;
      const body = message.body as string;
      const own = { 'Waga-Source': 'shop-events', authorization };
      const answer = await fetch(url, { method: 'POST', headers: { ...sent, ...own }, body });
      expect([answer.status, ((await answer.json()) as { rejected: object[] }).rejected]).toEqual([202, []]);
    }

    const hour = Math.floor(Date.now() / 3_600_000) * 3_600 - 3_600;
    const history = [0, 1, 3].map((m) => `${hour + 60 * m},cashback,granted,${m + 1}`).join('\n');
    const csv = file('history.csv', `time,process,step,count\n${history}\n`);
    const once = ['import', 'csv', csv, '--source', 'till', '--missing', 'zero', '--json', ...ofServer()];
    for (const alreadyThere of [0, 3]) {
      const { stdout, stderr } = await run(process.execPath, [waga, ...once]);
      expect(JSON.parse(stdout)).toMatchObject({ rows: 3, files: [{ rows: 3, alreadyThere }] });
      expect(stderr).toBe('');
    }
    await server.stop();
    store = await openMeasurements({ directory: data });
  });

  it('stores sums equal to what the SDK sent', async () => {
    const counted = new Map(
      (await sums('http.requests', 'counts')).map(([labels, n]) => [
        `${labels['service.name']} ${labels['http.response.status_code']}`,
        n,
      ]),
    );
    const expected = services.flatMap(([name]): [string, number][] => [
      [`${name} 200`, 60],
      [`${name} 503`, 5],
    ]);
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(expected));
    for (const [name] of services) {
      const explicit = await bins('http.server.request.duration', name);
      expect([name, Object.fromEntries(explicit.byBin)]).toEqual([name, { 0: 6, 1: 3, 2: 3, 3: 3 }]);
      expect([name, (await bins('wide', name)).total]).toEqual([name, 300]);
    }
    const gauges = await store.ask({ ask: 'series', name: 'active', kind: 'gauge' });
    expect(gauges).toHaveLength(services.length);
    const levels = await store.ask({ ask: 'gauges', series: gauges.map(({ id }) => id), from: 0, to: 1e13 });
    expect(levels.every(({ max, last }) => max === 3 && last === 3)).toBe(true);
  });

  it('stores sums equal to the events and the history', async () => {
    expect((await sums('business/payment/completed', 'counts')).map(([, n]) => n)).toEqual([3]);
    expect((await sums('business/payment/completed', 'money')).map(([, n]) => n)).toEqual([15_001]);
    expect((await sums('business/cashback/granted', 'counts')).map(([, n]) => n)).toEqual([7]);
    const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000;
    const alive = await store.ask({ ask: 'alive', sources: ['till'], from, to: from + 10_800_000 });
    expect(alive.map((one) => one.to - one.from)).toEqual([4 * minute]);
  });
});
