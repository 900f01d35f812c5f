import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import { calendarFile } from '../maintenance/calendar-file.ts';
import { MaintenanceAnswer, MaintenanceQuery } from '../maintenance/maintenance-contract.ts';
import { type MaintenanceDeps, maintenanceShown } from '../queries/maintenance.ts';

const tags = ['ledger'];

/** Windows of maintenance: as a list, and as a calendar that other programs follow by its address. */
export function maintenanceRoutes(app: FastifyInstance, deps: MaintenanceDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/maintenance',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Windows of maintenance, with how each was announced and kept',
        description:
          'Those to come as the catalogue has them, those that began as they were announced in the ledger. What goes on beyond the end of a ' +
          'window is an unplanned outage, named in `surplus`. Without a period: five weeks back and ahead; at most 400 days.',
        tags,
        querystring: MaintenanceQuery,
        response: { 200: MaintenanceAnswer },
      },
    },
    ({ query }) => maintenanceShown(deps, query),
  );

  typed.get(
    '/api/v1/maintenance.ics',
    {
      config: { access: { right: 'calendar' }, secretInAddress: true },
      schema: {
        summary: 'Windows of maintenance as a calendar',
        description:
          'iCalendar of a month back and a year ahead. A calendar that takes no headers gives `?secret=` a token that holds the scope `calendar` and nothing else; it is revoked like any other.',
        tags,
        produces: ['text/calendar'],
        querystring: z.object({ secret: z.string().max(200).optional() }),
      },
    },
    (_request, reply) =>
      reply
        .type('text/calendar; charset=utf-8')
        .header('Cache-Control', 'private, max-age=300')
        .send(calendarFile(deps.catalog.current(), deps.now())),
  );
}
