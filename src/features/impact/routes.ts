import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Breakdown } from '../../maths/breakdown.ts';
import type { EpochMs } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { Drop, ImpactCurve, ProcessImpact } from './contract.ts';
import { hideBreakdownMoney, hideDropMoney, hideImpactMoney, moneyShown } from './hide-money.ts';
import { PeriodQuery, periodOf, stepFor } from './period.ts';
import type { ImpactQueries } from './queries.ts';

interface Deps {
  now(): EpochMs;
  catalog: { current(): Catalog };
  impact: Pick<ImpactQueries, 'current' | 'curve' | 'drops' | 'breakdown'>;
}

const Name = z.object({ name: z.string().max(256) });
const tags = ['impact'];

/** Reading the business result: now, over time, the drops, and how a number is made. */
export function impactRoutes(app: FastifyInstance, { now, catalog, impact }: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const shownTo = ({ who }: FastifyRequest) => moneyShown(who?.money ?? [], catalog.current());

  typed.get(
    '/api/v1/impact',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Every process as of the last completed tick',
        tags,
        response: { 200: z.array(ProcessImpact) },
      },
    },
    async (request) => {
      const isShown = shownTo(request);
      return impact.current().map((one) => hideImpactMoney(one, isShown(one.process)));
    },
  );

  typed.get(
    '/api/v1/drops',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Business drops that lasted at some time in the period, oldest first',
        description: 'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours.',
        tags,
        querystring: PeriodQuery.extend({ process: z.string().max(256).optional() }),
        response: { 200: z.array(Drop) },
      },
    },
    async (request) => {
      const { query } = request;
      const isShown = shownTo(request);
      const drops = await impact.drops({ ...periodOf(query, now()), process: query.process });
      return drops.map((drop) => hideDropMoney(drop, isShown(drop.process)));
    },
  );

  typed.get(
    '/api/v1/processes/:name/curve',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Actual and expected result of a process per step, with the interval of the expectation',
        description:
          'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours. Step in minutes.',
        tags,
        params: Name,
        querystring: PeriodQuery.extend({ step: z.coerce.number().int().min(1).max(1_440).optional() }),
        response: { 200: ImpactCurve },
      },
    },
    async ({ params, query }) => {
      const period = periodOf(query, now());
      return impact.curve(params.name, period.from, period.to, stepFor(period, query.step));
    },
  );

  typed.get(
    '/api/v1/processes/:name/breakdown',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What the present numbers of a process are made of',
        tags,
        params: Name,
        response: { 200: Breakdown },
      },
    },
    async (request) => {
      const { name } = request.params;
      return hideBreakdownMoney(await impact.breakdown(name), shownTo(request)(name));
    },
  );
}
