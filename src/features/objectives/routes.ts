import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Breakdown } from '../../maths/breakdown.ts';
import type { EpochMs } from '../../maths/instants.ts';
import { PeriodQuery, periodOf, stepFor } from '../impact/period.ts';
import { IndicatorCurve } from './contract.ts';

interface Deps {
  now(): EpochMs;
  objectives: {
    curve(measure: string, from: EpochMs, to: EpochMs, stepMinutes: number): Promise<IndicatorCurve>;
    breakdown(measure: string): Promise<Breakdown>;
  };
}

const Name = z.object({ name: z.string().max(256) });

/** Reading an indicator: its counts over time, and how its present state is made. */
export function objectiveRoutes(app: FastifyInstance, { now, objectives }: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/measures/:name/curve',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Good and valid counts of a technical measure per step',
        description:
          'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours. Step in minutes.',
        tags: ['objectives'],
        params: Name,
        querystring: PeriodQuery.extend({ step: z.coerce.number().int().min(1).max(1_440).optional() }),
        response: { 200: IndicatorCurve },
      },
    },
    async ({ params, query }, reply) => {
      const period = periodOf(query, now());
      const curve = await objectives.curve(params.name, period.from, period.to, stepFor(period, query.step));
      // the numbers are the store's own: to check each point again takes several times as long as to write it
      const json: unknown = JSON.stringify(curve satisfies IndicatorCurve);
      return reply.type('application/json; charset=utf-8').send(json as IndicatorCurve);
    },
  );

  typed.get(
    '/api/v1/measures/:name/breakdown',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What the present state of a technical measure is made of',
        tags: ['objectives'],
        params: Name,
        response: { 200: Breakdown },
      },
    },
    async ({ params }) => objectives.breakdown(params.name),
  );
}
