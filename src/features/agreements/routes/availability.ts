import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import '../../access/request-who.ts';
import { FleetAnswer, FleetQuery } from '../fleet-contract.ts';
import type { FleetQueries } from '../queries/fleet.ts';

/** The whole fleet over any window. */
export function availabilityRoute(
  app: FastifyInstance,
  { fleet }: { fleet: Pick<FleetQueries, 'availability'> },
): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/availability',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Availability by requests of every process and measured component over any window, worst first',
        description:
          'Good of all valid requests as they were counted, in measured minutes alone: nothing is left out or corrected, as it is in a report (`/api/v1/reports/process/NAME`), which says what counts for an agreement. ' +
          'Minutes that nobody measured are neither up nor down. The window has whole minutes where minutes are kept, full hours of UTC before; left out, it is the last 30 days. `next` is the cursor of the next page.',
        tags: ['agreements'],
        querystring: FleetQuery,
        response: { 200: FleetAnswer },
      },
    },
    async ({ query }, reply) => {
      const json = await fleet.availability(query);
      // it is text already: a thousand rows would take longer to check and write again than to count
      return reply.type('application/json; charset=utf-8').send(json as unknown as FleetAnswer);
    },
  );
}
