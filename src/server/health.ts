import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { version } from './version.ts';

const Alive = z.object({ status: z.literal('ok'), version: z.string() });
const Ready = z.object({
  status: z.enum(['ready', 'starting', 'late']),
  lastTick: z.iso.datetime().nullable(),
  jobs: z.array(
    z.object({ name: z.string(), at: z.iso.datetime(), milliseconds: z.number(), error: z.string().nullable() }),
  ),
});

/** `/healthz`: the process answers. `/readyz`: the clock has ticked lately (503 while starting or late), with each job's last run. */
export function healthRoutes(
  app: FastifyInstance,
  deps: { clock: () => Clock; now: () => number; everySeconds: number },
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/healthz',
    {
      config: { access: { open: 'for the process that watches over it' } },
      schema: { summary: 'Whether the process answers', tags: ['health'], response: { 200: Alive } },
    },
    () => ({ status: 'ok' as const, version }),
  );
  typed.get(
    '/readyz',
    {
      config: { access: { open: 'for the process that watches over it' } },
      schema: { summary: 'Whether the clock runs', tags: ['health'], response: { 200: Ready, 503: Ready } },
    },
    (_request, reply) => {
      const last = deps.clock().lastTick();
      const late = last !== null && deps.now() - last > Math.max(60, 6 * deps.everySeconds) * 1_000;
      const status = last === null ? ('starting' as const) : late ? ('late' as const) : ('ready' as const);
      const jobs = deps
        .clock()
        .reports()
        .map((job) => ({ ...job, at: new Date(job.at).toISOString() }));
      reply.code(status === 'ready' ? 200 : 503);
      return { status, lastTick: last === null ? null : new Date(last).toISOString(), jobs };
    },
  );
}
