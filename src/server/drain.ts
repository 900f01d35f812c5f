import type { FastifyInstance } from 'fastify';
import { ProductError } from '../errors.ts';

/** What a watcher asks to learn that the server is about to end. */
const stillAnswered = new Set(['/healthz', '/readyz']);
const pollMs = 20;

export interface Drain {
  stopping(): boolean;
  /** From now on new requests are refused with 503 `stopping`; those under way go on. */
  begin(): void;
  /** Resolves when nothing is under way or the time is over; says how many requests still were. */
  settle(limitMs: number): Promise<number>;
}

/**
 * Lets a server end without losing anything it acknowledged or leaving anything half done. Register it before the guard, so
 * that a request that comes too late touches no store.
 */
export function drainOf(app: FastifyInstance): Drain {
  let stopping = false;
  let underWay = 0;

  app.addHook('onRequest', async (request, reply) => {
    if (stopping && !stillAnswered.has(request.routeOptions.url ?? '')) {
      reply.header('Retry-After', '5');
      throw new ProductError('stopping', 'The server is stopping; send again to the one that takes its place.');
    }
    underWay += 1;
    // The response is closed once, however it ends: sent, cut off by the client or by the server.
    reply.raw.once('close', () => {
      underWay -= 1;
    });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('Connection', 'close');
  });

  return {
    stopping: () => stopping,
    begin() {
      stopping = true;
    },
    async settle(limitMs) {
      const until = performance.now() + limitMs;
      while (underWay > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, pollMs));
      return underWay;
    },
  };
}

/** Waits for the work, but no longer than the limit; what then still runs is left to itself. */
export async function within(work: Promise<void>, limitMs: number): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  await Promise.race([work, over]).finally(() => clearTimeout(timer));
}
