import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProductError } from '../errors.ts';
import type { Entrance } from '../features/signals/intake-tally.ts';
import type { EpochMs } from '../maths/instants.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that the request ended with, where it is one of Waga's own. */
    failedWith: string | null;
  }
}

/** The entrance behind a route; undefined for a route that takes no data. */
const entranceOfRoute: Readonly<Record<string, Entrance>> = {
  '/api/v1/events': 'events',
  '/api/v1/import/counts': 'import',
  '/v1/metrics': 'otlp-metrics',
  '/v1/traces': 'otlp-traces',
  '/v1/logs': 'otlp-logs',
  '/api/v1/write': 'remote-write',
  '/api/v1/changes': 'changes',
};

/** What a status says where no error of Waga's own was thrown: by the HTTP layer, or in a protocol's own words. */
const codeOfStatus: Readonly<Record<number, string>> = {
  401: 'not_signed_in',
  403: 'not_allowed',
  413: 'too_large',
  415: 'unsupported_media',
  429: 'busy',
  503: 'overloaded',
};

export interface RefusedRequest {
  entrance: Entrance;
  code: string;
  count: number;
  lastAt: EpochMs;
}

/** Notes on each request the code it failed with, and counts the requests that an entrance refused as a whole, by code. */
export function countRefusedRequests(app: FastifyInstance, now: () => EpochMs): () => RefusedRequest[] {
  const refused = new Map<string, RefusedRequest>();
  app.decorateRequest('failedWith', null);
  // Entrances put errors into the words of their protocol, so the code is taken before that happens.
  app.addHook('onRoute', (route) => {
    if (!(route.url in entranceOfRoute)) return;
    const { handler } = route;
    route.handler = async function (request, reply) {
      try {
        return await handler.call(this, request, reply);
      } catch (error) {
        if (error instanceof ProductError) request.failedWith = error.code;
        throw error;
      }
    };
  });
  app.addHook('onResponse', async (request, reply) => {
    const entrance = entranceOf(request);
    if (entrance === undefined || reply.statusCode < 400) return;
    const code = request.failedWith ?? codeOfStatus[reply.statusCode] ?? defaultCode(reply.statusCode);
    const key = `${entrance} ${code}`;
    refused.set(key, { entrance, code, count: (refused.get(key)?.count ?? 0) + 1, lastAt: now() });
  });
  return () => [...refused.values()];
}

function entranceOf(request: FastifyRequest): Entrance | undefined {
  if (request.method !== 'POST') return undefined;
  return entranceOfRoute[request.routeOptions.url ?? ''];
}

const defaultCode = (status: number): string => (status >= 500 ? 'internal' : 'bad_input');
