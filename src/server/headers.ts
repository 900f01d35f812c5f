import type { FastifyInstance } from 'fastify';

/** Answers that are about somebody or something at one moment; what a route says itself stands. */
const answering = /^\/(api|v1|metrics|readyz|healthz)(\/|\?|$)/;

/** Tells browsers and proxies on the way to keep no answer of the API. */
export function keepNoAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    if (answering.test(request.url) && !reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
  });
}
