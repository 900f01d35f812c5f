import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What one metric says now; read at the moment it is asked for. */
export interface Family {
  name: string;
  help: string;
  type: 'gauge' | 'counter';
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[];
}

/** Seconds: from an answer out of memory to a matrix over three months. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  contentType: string;
  /** The text of everything measured here, followed by the given families. */
  text(families: readonly Family[]): Promise<string>;
}

/**
 * What Prometheus reads. Requests are counted under the route as it is declared, so that no path that somebody made up
 * becomes a label; what is not a route is `unknown`.
 */
export function metricsOf(app: FastifyInstance): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Gauges that are named like counters; what they say also stands, by type, in nodejs_active_resources.
  for (const part of ['handles', 'requests', 'resources']) registry.removeSingleMetric(`nodejs_active_${part}_total`);
  const requests = new Counter({
    name: 'waga_http_requests_total',
    help: 'Requests answered, by declared route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'waga_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['route', 'method'],
    buckets: durationBuckets,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    requests.inc({ route, method, status: String(reply.statusCode) });
    durations.observe({ route, method }, reply.elapsedTime / 1_000);
  });
  return {
    contentType: registry.contentType,
    async text(families) {
      const now = new Registry();
      for (const family of families) add(now, family);
      return `${await registry.metrics()}\n${await now.metrics()}`;
    },
  };
}

function add(registry: Registry, { name, help, type, samples }: Family): void {
  const labelNames = Object.keys(samples[0]?.labels ?? {});
  const options = { name, help, labelNames, registers: [registry] };
  if (type === 'counter') {
    const counter = new Counter(options);
    for (const { labels = {}, value } of samples) counter.inc(labels, value);
    return;
  }
  const gauge = new Gauge(options);
  // one without labels begins at 0, which would be a sample of what is not known
  if (samples.length === 0) gauge.remove();
  for (const { labels = {}, value } of samples) gauge.set(labels, value);
}
