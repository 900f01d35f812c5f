import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import type { ThresholdQueries } from '../queries/thresholds.ts';
import { ProcessThresholds } from '../threshold-contract.ts';

const Name = z.object({ name: z.string().max(256) });

/** What technical measures cost a process. */
export function thresholdRoutes(app: FastifyInstance, { thresholds }: { thresholds: ThresholdQueries }): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/processes/:name/thresholds',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'From which reading of each technical measure below a process on it loses, and how much an hour',
        description:
          'Readings are the percentage of bad requests of a minute. Worked out once a day for each pair, from sixty days of minutes. Losses in money are left out, with `moneyHidden`, where the product is not one whose money is shown to who asks.',
        tags: ['impact'],
        params: Name,
        response: { 200: ProcessThresholds },
      },
    },
    async ({ params, who }) => thresholds.thresholds(params.name, who?.money ?? []),
  );
}
