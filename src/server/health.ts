import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HealthAnswer } from '../features/signals/health-contract.ts';
import type { Clock } from './clock.ts';
import { clockHealth, type HealthQueries } from './health-facts.ts';
import type { Parts } from './parts.ts';
import { version } from './version.ts';

const Alive = z.object({ status: z.literal('ok'), version: z.string() });
const Ready = z.object({
  status: z.enum(['ready', 'starting', 'late', 'stopping']),
  lastTick: z.iso.datetime().nullable(),
  jobs: z.array(
    z.object({ name: z.string(), at: z.iso.datetime(), milliseconds: z.number(), error: z.string().nullable() }),
  ),
});

interface Deps extends Pick<Parts, 'config' | 'now'> {
  clock: () => Clock;
  health: HealthQueries;
  stopping: () => boolean;
}

/**
 * `/healthz`: the process answers. `/readyz`: the clock has ticked lately and nobody asked for a stop (else 503), with each
 * job's last run. `/api/v1/health`: everything about how Waga itself is doing.
 */
export function healthRoutes(app: FastifyInstance, deps: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const open = { open: 'for the process that watches over it' };
  typed.get(
    '/healthz',
    {
      config: { access: open },
      schema: { summary: 'Whether the process answers', tags: ['health'], response: { 200: Alive } },
    },
    () => ({ status: 'ok' as const, version }),
  );
  typed.get(
    '/readyz',
    {
      config: { access: open },
      schema: { summary: 'Whether the clock runs', tags: ['health'], response: { 200: Ready, 503: Ready } },
    },
    (_request, reply) => {
      const { lastTick, late } = clockHealth(deps.clock(), deps.config.clock.everySeconds, deps.now());
      const status = deps.stopping() ? 'stopping' : lastTick === null ? 'starting' : late ? 'late' : 'ready';
      reply.code(status === 'ready' ? 200 : 503);
      return { status, lastTick, jobs: lastRuns(deps.clock()) } as const;
    },
  );
  typed.get(
    '/api/v1/health',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'How Waga itself is doing, with the reasons',
        description:
          'Jobs, lateness, sources, what is refused and why, stores, disk and memory. Counters run since the start.',
        tags: ['health'],
        response: { 200: HealthAnswer },
      },
    },
    deps.health,
  );
}

/** Whoever asks here is unknown, so an error is named and not told. */
const lastRuns = (clock: Clock) =>
  clock.reports().map(({ name, at, milliseconds, error }) => {
    return { name, at: new Date(at).toISOString(), milliseconds, error: error === null ? null : 'failed' };
  });
