/**
 * Senders whose every batch can be counted afterwards: batch number n brings `perBatch` events and as many technical
 * observations into a minute of its own, each minute declared complete, under a key that names it.
 */
import { ImpactCurve } from '../../../src/features/impact/contract.ts';
import { IndicatorCurve } from '../../../src/features/objectives/contract.ts';
import { bucketStart, minute } from '../../../src/maths/instants.ts';

export const perBatch = 7;
const measure = 'technical_service_till_availability';

export const catalogText = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: Europe/Warsaw
  steps: [completed]
  kpi: completed
  value: {perEvent: "1.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: till}]
---
apiVersion: waga/v1
kind: Component
metadata: {name: till}
spec: {type: service}
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, processes: [payment], complete: declared}
---
apiVersion: waga/v1
kind: Source
metadata: {name: otlp}
spec: {type: otlp, complete: declared}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: ${measure}}
spec:
  class: technical
  component: till
  type: availability
  source: otlp
  metric: requests
  where: {service.name: till}
  bad: {http.response.status_code: "5*"}
  objective: {atLeast: "0.99"}
`;

export interface Target {
  url: string;
  headers: Record<string, string>;
}

export async function applyCatalog({ url, headers }: Target, text = catalogText): Promise<void> {
  const body = JSON.stringify({ files: [{ path: 'all.yaml', text }] });
  const answer = await fetch(`${url}/api/v1/catalog`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  if (!answer.ok) throw new Error(`the catalogue was refused: ${await answer.text()}`);
}

/** The minute of batch `n`, counted back from when the test began. */
export class Minutes {
  readonly newest = bucketStart(Date.now(), minute) - 10 * minute;
  of(n: number): number {
    return this.newest - n * minute;
  }
}

function complete(at: number, source: string): Record<string, string> {
  return {
    'Waga-Source': source,
    'Waga-Complete-Since': new Date(at).toISOString(),
    'Waga-Complete-Until': new Date(at + minute).toISOString(),
  };
}

/** The events of batch `n`; each has an id of its own. */
export function sendEvents({ url, headers }: Target, minutes: Minutes, n: number): Promise<Response> {
  const at = minutes.of(n);
  const rows = Array.from({ length: perBatch }, (_, index) =>
    JSON.stringify({
      process: 'payment',
      step: 'completed',
      at: new Date(at + index * 1_000).toISOString(),
      id: `batch-${n}-${index}`,
      user: `user-${n}-${index}`,
    }),
  );
  return fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: {
      ...headers,
      ...complete(at, 'events'),
      'content-type': 'application/x-ndjson',
      'idempotency-key': `events-${n}`,
    },
    body: rows.join('\n'),
  });
}

/** The observations of batch `n`, as a delta. */
export function sendObservations({ url, headers }: Target, minutes: Minutes, n: number): Promise<Response> {
  const at = minutes.of(n);
  const point = {
    startTimeUnixNano: `${at}000000`,
    timeUnixNano: `${at + 30_000}000000`,
    asInt: String(perBatch),
    attributes: [{ key: 'http.response.status_code', value: { stringValue: '200' } }],
  };
  const sum = { aggregationTemporality: 1, isMonotonic: true, dataPoints: [point] };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'till' } }] };
  const body = { resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [{ name: 'requests', sum }] }] }] };
  return fetch(`${url}/v1/metrics`, {
    method: 'POST',
    headers: {
      ...headers,
      ...complete(at, 'otlp'),
      'content-type': 'application/json',
      'idempotency-key': `observations-${n}`,
    },
    body: JSON.stringify(body),
  });
}

/** What the server has of batches 0 to `count` − 1: events and observations in the minute of each, null where none came. */
export async function kept(
  { url, headers }: Target,
  minutes: Minutes,
  count: number,
): Promise<{ events: (number | null)[]; observations: (number | null)[] }> {
  const period = new URLSearchParams({
    from: new Date(minutes.of(count - 1)).toISOString(),
    to: new Date(minutes.of(0) + minute).toISOString(),
    step: '1',
  });
  const read = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url}${path}?${period}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { actual } = ImpactCurve.parse(await read('/api/v1/processes/payment/curve'));
  const { valid } = IndicatorCurve.parse(await read(`/api/v1/measures/${measure}/curve`));
  return { events: actual.toReversed(), observations: valid.toReversed() };
}
