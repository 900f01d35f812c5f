import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs } from '../../../maths/instants.ts';
import { DependenciesAnswer } from '../contract.ts';
import type { SignalQueries } from '../queries.ts';

const longestDays = 92;
const Instant = z.iso.datetime({ offset: true });

/** `GET /api/v1/dependencies`: who called whom. */
export function dependencyRoutes(
  app: FastifyInstance,
  { signals, now }: { signals: Pick<SignalQueries, 'dependencies'>; now(): EpochMs },
): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/dependencies',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Which component called which, as the traces show it',
        description: 'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours.',
        tags: ['ingest'],
        querystring: z.object({ from: Instant.optional(), to: Instant.optional() }),
        response: { 200: DependenciesAnswer },
      },
    },
    async ({ query }) => {
      const to = query.to === undefined ? now() : Date.parse(query.to);
      const from = query.from === undefined ? to - day : Date.parse(query.from);
      if (from >= to) throw new ProductError('bad_input', 'The period must begin before it ends: from < to.');
      if (to - from > longestDays * day) {
        throw new ProductError('bad_input', `The period may be at most ${longestDays} days long.`);
      }
      return { dependencies: await signals.dependencies({ from, to }) };
    },
  );
}
