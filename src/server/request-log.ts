import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import '../features/access/request-who.ts';
import './refused-requests.ts';

/** What programs and pages ask for every few seconds; told at `debug` only, unless it is refused. */
const chatter = new Set(['/healthz', '/readyz', '/metrics', '/api/v1/stream', '/*', '/']);

/** An id for each request: given back as X-Request-Id and put beside everything that is logged of it. */
export const newRequestId = (): string => randomUUID();

/**
 * One line per request: id, who (kind and id), route as declared, status and milliseconds. Never an address with its query,
 * a header or a body, so that no token, cookie or value that came in reaches the log.
 */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions;
    const line = {
      request: request.id,
      who: request.who == null ? null : `${request.who.kind} ${request.who.id}`,
      method: request.method,
      route: url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.failedWith === null ? {} : { code: request.failedWith }),
    };
    if (isChatter(request) && reply.statusCode < 400) log.debug(line, 'request');
    else log.info(line, 'request');
  });
}

/** What programs ask for or send every few seconds, or a thousand times a second. */
function isChatter({ routeOptions: { url, config } }: FastifyRequest): boolean {
  const { access } = config;
  return (
    (url !== undefined && chatter.has(url)) || (access !== undefined && 'right' in access && access.right === 'ingest')
  );
}
