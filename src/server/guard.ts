import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProductError } from '../errors.ts';
import type { RouteAccess } from '../features/access/rights.ts';
import '../features/access/request-who.ts';
import type { Who } from '../features/access/who.ts';

/** A route and what it asks for. */
export interface GuardedRoute {
  method: string;
  path: string;
  access: RouteAccess;
}

/**
 * Asks at every route who comes in. A route says what it asks for in `config.access`; one that does not say stops the start.
 * Without a session or token the answer is 401 `not_signed_in`, without the right 403 `not_allowed`.
 * `whoOf` finds who a request comes from, or null; it may throw what the caller is to be told.
 * The list that is given back grows with each route that is added.
 */
export function guardRoutes(
  app: FastifyInstance,
  whoOf: (request: FastifyRequest) => Promise<Who | null>,
): readonly GuardedRoute[] {
  const routes: GuardedRoute[] = [];
  app.decorateRequest('who', null);
  app.decorateRequest('session', null);
  app.addHook('onRoute', (route) => {
    if (route.url === '/*') route.config = { ...route.config, access: { open: 'the built files of the pages' } };
    const methods = [route.method].flat();
    const access = route.config?.access;
    if (access === undefined) throw new Error(`${methods.join(', ')} ${route.url} does not say who may come in`);
    for (const method of methods) routes.push({ method, path: route.url, access });
  });
  app.addHook('onRequest', async (request, reply) => {
    const access: RouteAccess = request.routeOptions.config.access ?? { open: 'pages and refusals of unknown paths' };
    if ('open' in access) return;
    request.who = await whoOf(request);
    if (request.who === null) {
      reply.header('WWW-Authenticate', 'Bearer realm="Waga"');
      throw new ProductError('not_signed_in', 'Sign in, or send a token as Authorization: Bearer TOKEN.');
    }
    if (request.who.rights.has(access.right)) return;
    throw new ProductError(
      'not_allowed',
      `This needs the right \`${access.right}\`, which ${request.who.name} does not hold.`,
    );
  });
  return routes;
}
