/** OTLP metrics as a fleet sends them: the same series in every request, with other times and values. */
import { encodeSent } from '../../tests/signals/otlp-messages.ts';

export const now = Date.UTC(2026, 10, 20, 10);
const bounds = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

export interface Fleet {
  what: string;
  services: number;
  sums: number;
  histograms: number;
  /** Points of each metric. */
  points: number;
  /** 1 delta, 2 cumulative. */
  temporality: number;
}

const label = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** The request of the nth export, ten seconds after the one before it. */
export function requestOf({ services, sums, histograms, points, temporality }: Fleet, nth: number): Buffer {
  const at = now + nth * 10_000;
  const times = {
    startTimeUnixNano: `${temporality === 2 ? now - 60_000 : at - 10_000}000000`,
    timeUnixNano: `${at}000000`,
  };
  const attributes = (code: number) => [
    label('http.request.method', code % 2 === 0 ? 'GET' : 'POST'),
    label('http.route', `/api/v1/orders/${code}`),
    { key: 'http.response.status_code', value: { intValue: 200 } },
  ];
  const each = <T>(count: number, of: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => of(index));
  const grown = (base: number): number => (temporality === 2 ? base * (nth + 1) : base + (nth % 7));
  const sum = (index: number) => ({
    name: `http.server.requests.${index}`,
    description: 'Requests that were answered',
    unit: '{request}',
    sum: {
      aggregationTemporality: temporality,
      isMonotonic: true,
      dataPoints: each(points, (point) => ({ ...times, attributes: attributes(point), asInt: grown(100 + point) })),
    },
  });
  const histogram = (index: number) => ({
    name: `http.server.duration.${index}`,
    description: 'How long answers took',
    unit: 'ms',
    histogram: {
      aggregationTemporality: temporality,
      dataPoints: each(points, (point) => {
        const bucketCounts = each(bounds.length + 1, (bucket) => (bucket < 9 ? grown(bucket * 3 + (point % 5)) : 0));
        const count = bucketCounts.reduce((all, n) => all + n, 0);
        return {
          ...times,
          attributes: attributes(point),
          count,
          sum: count * 12.5,
          min: 0.5,
          max: 812.25,
          bucketCounts,
          explicitBounds: bounds,
        };
      }),
    },
  });
  return encodeSent({
    resourceMetrics: each(services, (service) => ({
      resource: {
        attributes: [
          label('service.name', `service-${service}`),
          label('service.namespace', 'shop'),
          label('service.instance.id', `6f1c2d9e-0000-4000-8000-${String(service).padStart(12, '0')}`),
          label('deployment.environment.name', 'production'),
          label('telemetry.sdk.language', 'java'),
          label('telemetry.sdk.name', 'opentelemetry'),
          label('telemetry.sdk.version', '1.44.1'),
        ],
      },
      scopeMetrics: [
        {
          scope: { name: 'io.opentelemetry.http', version: '2.10.0' },
          metrics: [...each(sums, sum), ...each(histograms, histogram)],
        },
      ],
    })),
  });
}
