import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type Drain, drainOf } from './drain.ts';
import { type Metrics, metricsOf } from './metrics.ts';
import { countRefusedRequests, type RefusedRequest } from './refused-requests.ts';
import { logRequests } from './request-log.ts';

/** What watches over every request, whatever it is about. */
export interface Operation {
  drain: Drain;
  metrics: Metrics;
  refusedRequests: () => RefusedRequest[];
}

/** Put it before the guard and the routes: the hooks hold for what is registered after them. */
export function operate(app: FastifyInstance, options: { log: Logger; now: () => number }): Operation {
  logRequests(app, options.log);
  const metrics = metricsOf(app);
  const refusedRequests = countRefusedRequests(app, options.now);
  return { metrics, refusedRequests, drain: drainOf(app) };
}
