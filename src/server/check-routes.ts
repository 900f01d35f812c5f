import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Measurements } from '../stores/measurements/measurements.ts';

/** What a look through all measurements found. */
export const MeasurementsCheck = z.object({
  tables: z.number().int(),
  rows: z.number().int(),
  problems: z.array(z.string()),
});

/** `POST /api/v1/check`: reads all measurements, which only the running server may open. */
export function checkRoutes(app: FastifyInstance, { measurements }: { measurements: Measurements }): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/check',
    {
      config: { access: { right: 'machine' } },
      schema: {
        summary: 'Read all measurements and say what is wrong with them',
        tags: ['machine'],
        response: { 200: MeasurementsCheck },
      },
    },
    async () => measurements.check(),
  );
}
