import type { Counter, Histogram, Tracer } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { authorization } from './authorization.ts';
import { type TraceSettings, tracerOf } from './tracing.ts';

/** Seconds. The cut-offs that the catalogue's measures ask for (0.2, 0.3, 0.5, 1) stand among them, so ratios are exact. */
export const boundaries = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10];
const exportEveryMs = 5_000;

/** The instruments of one service, by OpenTelemetry's semantic conventions; durations in seconds. */
export interface Telemetry {
  server: Histogram;
  client: Histogram;
  database: Histogram;
  items: Counter;
  tracer: Tracer;
  shutdown(): Promise<void>;
}

/** A meter and a tracer provider of its own for the service, as if it ran alone; both export OTLP/HTTP protobuf to Waga. */
export function telemetryOf(service: string, settings: TraceSettings): Telemetry {
  const { wagaUrl } = settings;
  const traces = tracerOf(service, settings);
  const exporter = new OTLPMetricExporter({
    url: `${wagaUrl}/v1/metrics`,
    headers: { 'Waga-Source': 'shop-otlp', ...authorization() },
    timeoutMillis: 4_000,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: exportEveryMs,
    exportTimeoutMillis: 4_500,
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'shop' }),
    readers: [reader],
  });
  const meter = provider.getMeter('waga-demo-shop');
  const histogram = (name: string) =>
    meter.createHistogram(name, { unit: 's', advice: { explicitBucketBoundaries: boundaries } });
  return {
    server: histogram('http.server.request.duration'),
    client: histogram('http.client.request.duration'),
    database: histogram('db.client.operation.duration'),
    items: meter.createCounter('settlement.items', { unit: '{item}' }),
    tracer: traces.tracer,
    async shutdown() {
      await Promise.all([provider.shutdown(), traces.shutdown()]);
    },
  };
}
