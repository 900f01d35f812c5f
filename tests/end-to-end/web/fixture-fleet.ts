import type { FastifyInstance } from 'fastify';
import { type FleetList, fleetFixture } from '../../../web/fixtures/fleet.ts';

/** The route of the fleet over fixtures; `shown.list` is what it answers with from now on, `asked` what it was asked for. */
export function fleetFixtures(now: number) {
  const shown: { list: FleetList } = { list: 'some' };
  const asked: Record<string, string>[] = [];
  return {
    ...{ shown, asked },
    add(app: FastifyInstance): void {
      app.get<{ Querystring: Record<string, string> }>('/api/v1/availability', ({ query }, reply) => {
        asked.push(query);
        if (query.from !== '2001-01-01T00:00:00Z') return fleetFixture(shown.list, now, query);
        return reply
          .code(400)
          .type('application/problem+json')
          .send({
            ...{ type: 'urn:waga:error:bad_input', title: 'Bad Request', status: 400, code: 'bad_input' },
            detail: 'from: hours are kept since 2016-11-01T00:00:00Z; ask from then on.',
          });
      });
    },
  };
}
