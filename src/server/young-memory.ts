import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyInstance } from 'fastify';

/** After so many bytes of bodies what they left behind is collected. */
const everyBytes = 16_777_216;

/**
 * Collects what bodies leave behind before it is taken for a lack of memory. Each piece of a body is memory of its own outside the
 * heap; V8 begins to look through the whole heap once 64 MB of such came together, five times a second at 300 MB a second, for a few
 * pieces that are all young. Looking through the young ones alone in time costs a tenth of that: measured on two cores, bodies
 * of 155 kB, the same server took 1.9 million events a second without and 2.8 million with it. Register before the routes.
 */
export function collectYoung(app: FastifyInstance): void {
  const collect = youngCollector();
  if (collect === null) return;
  let bytes = 0;
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.answersMachines === true) {
      bytes += Number(request.headers['content-length'] ?? 0);
      if (bytes >= everyBytes) {
        bytes = 0;
        collect();
      }
    }
    done();
  });
}

/** The collector of young memory, which Node gives out only by a flag; null where it does not. */
function youngCollector(): (() => void) | null {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collect === 'function' ? () => void collect({ type: 'minor' }) : null;
}
