import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import { MapAnswer } from '../map/map-contract.ts';
import { type MapDeps, mapAt } from '../queries/map.ts';
import { sendLarge } from './large-answer.ts';

/** The graph of the catalogue with the states of a minute. */
export function mapRoutes(app: FastifyInstance, deps: MapDeps): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/map',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Processes and components in layers, with what stands on what, now or in any past minute',
        description:
          '`at` is RFC 3339 with an offset or Z: the catalogue, the decisions and the states of that minute; left out, of now. ' +
          'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.',
        tags: ['criticality'],
        querystring: z.object({ at: z.iso.datetime({ offset: true }).optional() }),
        response: { 200: MapAnswer, 304: z.undefined() },
      },
    },
    async (request, reply) => {
      const { query, who } = request;
      const at = query.at === undefined ? undefined : Date.parse(query.at);
      return sendLarge(request, reply, MapAnswer.parse(await mapAt(deps, { at, view: who?.money ?? [] })));
    },
  );
}
