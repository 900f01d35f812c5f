import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BodyPool } from '../body-pool.ts';
import { collectBody } from './collect-body.ts';

export const lineTypes = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];

/** Within this scope bodies of these types are read into memory of the pool; who handles the request gives it back. */
export function takePooled(scope: FastifyInstance, pool: BodyPool, types: string[]): void {
  const lent = new WeakMap<FastifyRequest, Buffer>();
  scope.addContentTypeParser(types, (request, payload, done) => {
    const limit = request.routeOptions.bodyLimit;
    const length = Number(request.headers['content-length']);
    const memory = isPlain(request) && length <= limit ? pool.take(length) : null;
    const into = memory === null ? null : Buffer.from(memory, 0, length);
    if (into !== null) lent.set(request, into);
    collectBody(payload, { length, limit, into }, (error, body) => {
      if (error !== null && into !== null) pool.giveBack(into);
      done(error, body);
    });
  });
  // a request that is refused between its body and its handler has nobody else who would say that its memory is free
  scope.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      const body = lent.get(request);
      if (body !== undefined) pool.letGo(body);
    });
    done();
  });
}

const isPlain = ({ headers }: FastifyRequest): boolean => (headers['content-encoding'] ?? 'identity') === 'identity';
