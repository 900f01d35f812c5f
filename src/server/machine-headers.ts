import type { FastifyInstance } from 'fastify';

/** What Helmet says of a page, as far as an answer to a program needs it: nothing of it is run, shown in a frame or guessed at. */
const headers: readonly (readonly [string, string])[] = [
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
];
const forTransport = ['Strict-Transport-Security', 'max-age=31536000'] as const;

/**
 * Where programs send data the headers are always the same, and Helmet, which makes them anew with two random numbers for each
 * answer (measured: a seventh of a small request), is left out. Register before Helmet and before the routes.
 */
export function answerMachines(app: FastifyInstance, secure: boolean): void {
  const all = secure ? [...headers, forTransport] : headers;
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (access === undefined || !('right' in access) || access.right !== 'ingest') return;
    route.helmet = false;
    route.config = { ...route.config, answersMachines: true };
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.answersMachines === true)
      for (const [name, value] of all) reply.raw.setHeader(name, value);
    done();
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set where programs send data. */
    answersMachines?: boolean;
  }
}
