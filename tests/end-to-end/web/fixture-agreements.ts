import type { FastifyInstance } from 'fastify';
import { agreementFixture, agreementKinds, agreementsFixture } from '../../../web/fixtures/agreements.ts';
import { frozenFixture, reportFixture } from '../../../web/fixtures/reports.ts';
import { refuse } from './fixture-access.ts';

interface Shown {
  list: 'some' | 'none';
  frozen: number;
  moneyHidden: boolean;
}

/** The routes of agreements and reports over fixtures; `shown` is what they answer with from now on. */
export function agreementFixtures(now: number) {
  const usual: Shown = { list: 'some', frozen: 130, moneyHidden: false };
  const shown = { ...usual };
  return {
    shown,
    reset: () => Object.assign(shown, usual),
    add(app: FastifyInstance): void {
      app.get('/api/v1/agreements', () => agreementsFixture(shown.list, now, shown.moneyHidden));
      app.get<{ Params: { name: string } }>('/api/v1/agreements/:name', ({ params }, reply) => {
        const kind = agreementKinds.find((one) => one === params.name);
        return kind === undefined ? refuse(reply, 'not_found') : agreementFixture(kind, now, shown.moneyHidden);
      });
      app.get<{ Querystring: { cursor?: string } }>('/api/v1/reports', ({ query }) =>
        frozenFixture(shown.frozen, query.cursor),
      );
      app.get<{ Params: { kind: string; name: string }; Querystring: Record<string, string> }>(
        '/api/v1/reports/:kind/:name',
        ({ params, query }, reply) => {
          if (params.name === 'nothing') return refuse(reply, 'not_found');
          const asked = { ...params, ...query, period: query.period ?? '' };
          if (query.format === undefined || query.format === 'json') return reportFixture(asked, shown.moneyHidden);
          return reply
            .header('content-disposition', `attachment; filename="report.${query.format}"`)
            .send(`${query.format} ${query.language} ${query.period}`);
        },
      );
    },
  };
}
