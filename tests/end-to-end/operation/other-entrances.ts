/** One good request for each of the other ways in, new each time, so that it is no repeat of one that was answered. */
import { bucketStart, minute } from '../../../src/maths/instants.ts';
import { snappy, writeRequest } from '../../signals/written.ts';
import type { Target } from './lock-step.ts';

const json = { 'content-type': 'application/json' };
const otlp = { 'waga-source': 'otlp' };
const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

function traces(n: number): string {
  const at = Date.now() - 60_000 - n;
  const span = {
    traceId: hex(n + 1, 32),
    spanId: hex(n + 1, 16),
    kind: 2,
    name: 'GET',
    startTimeUnixNano: `${at}000000`,
    endTimeUnixNano: `${at + 5}000000`,
  };
  const attributes = [{ key: 'service.name', value: { stringValue: 'till' } }];
  return JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [span] }] }] });
}

function written(n: number): Buffer {
  const labels = { __name__: 'up', job: 'till' };
  return snappy(writeRequest([{ labels, samples: [[Date.now() - 3_600_000 + n, n]] }]));
}

function imported(n: number): string {
  const at = bucketStart(Date.now(), minute) - 3_600_000 - n * minute;
  return JSON.stringify({ process: 'payment', step: 'completed', at, count: 1 });
}

function change(n: number): string {
  const at = new Date().toISOString();
  return JSON.stringify({ id: `change-${n}`, at, kind: 'deploy', title: 'A deployment', component: 'till' });
}

const requests: Record<string, (n: number) => [path: string, headers: Record<string, string>, body: string | Buffer]> =
  {
    traces: (n) => ['/v1/traces', { ...json, ...otlp }, traces(n)],
    write: (n) => {
      const type = { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' };
      return ['/api/v1/write', { ...type, ...otlp, 'x-prometheus-remote-write-version': '0.1.0' }, written(n)];
    },
    import: (n) => {
      const type = { 'content-type': 'application/x-ndjson', 'waga-source': 'events' };
      return ['/api/v1/import/counts', type, imported(n)];
    },
    changes: (n) => ['/api/v1/changes', json, change(n)],
  };
export const otherEntrances: readonly string[] = Object.keys(requests);

/** Sends request number `n` of a way in. */
export function sendOther({ url, headers: who }: Target, way: string, n: number): Promise<Response> {
  const [path, headers, body] = requests[way]!(n);
  return fetch(url + path, {
    method: 'POST',
    headers: { ...who, ...headers },
    body: body as NonNullable<RequestInit['body']>,
  });
}
