import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import type { SloQueries } from '../queries/slos.ts';
import { ObjectivePage, ObjectivesAnswer, ObjectivesQuery } from '../slo-contract.ts';

const Name = z.object({ name: z.string().max(300) });
const access = { right: 'read' } as const;

/** Reading objectives (SLOs): their budgets, burn alerts and past. */
export function sloRoutes(app: FastifyInstance, { slos }: { slos: Pick<SloQueries, 'list' | 'page'> }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/objectives',
    {
      config: { access },
      schema: {
        summary:
          'Every objective with its budget and burn alerts: burning first, then missed, then the smallest budget',
        description:
          'As of the last complete minute. `next` is the cursor of the next page. Money is null, with `moneyHidden`, where its product is not one whose money is shown to who asks.',
        tags: ['objectives'],
        querystring: ObjectivesQuery,
        response: { 200: ObjectivesAnswer },
      },
    },
    async ({ query, who }) => slos.list(query, who?.money ?? []),
  );

  typed.get(
    '/api/v1/objectives/:name',
    {
      config: { access },
      schema: {
        summary: 'One objective with the past of its budget, its rules and its alerts',
        description: 'The second entry of an SLO is NAME#2, in an address NAME%232, and so on.',
        tags: ['objectives'],
        params: Name,
        response: { 200: ObjectivePage },
      },
    },
    async ({ params, who }) => slos.page(params.name, who?.money ?? []),
  );
}
