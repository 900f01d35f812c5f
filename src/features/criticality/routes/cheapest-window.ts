import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import '../../access/request-who.ts';
import { CheapestAnswer, CheapestQuery } from '../cheapest/cheapest-contract.ts';
import { type CheapestDeps, cheapestShown } from '../queries/cheapest-window.ts';

/** When planned work costs least. */
export function cheapestRoute(app: FastifyInstance, deps: CheapestDeps): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/maintenance/cheapest',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'When a window of maintenance costs least within the coming days',
        description:
          'By what the usual week of the processes on it is worth, each hour on its own wall clock; cheapest first. The interval is the chance of ' +
          'the events alone; campaigns and holidays are not in a usual week. Only money that is shown to who asks is counted: `notes` and `moneyHidden` say so.',
        tags: ['criticality'],
        querystring: CheapestQuery,
        response: { 200: CheapestAnswer },
      },
    },
    ({ query, who }) => cheapestShown(deps, query, who?.money ?? []),
  );
}
