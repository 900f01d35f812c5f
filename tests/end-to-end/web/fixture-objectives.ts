import type { FastifyInstance } from 'fastify';
import {
  type ObjectiveList,
  objectiveFixture,
  objectiveKinds,
  objectivesFixture,
} from '../../../web/fixtures/objectives.ts';
import { refuse } from './fixture-access.ts';

/** The routes of objectives over fixtures; `shown` is what they answer with from now on. */
export function objectiveFixtures(now: number) {
  const shown: { list: ObjectiveList; moneyHidden: boolean } = { list: 'some', moneyHidden: false };
  return {
    shown,
    add(app: FastifyInstance): void {
      app.get<{ Querystring: Record<string, string> }>('/api/v1/objectives', ({ query }) =>
        objectivesFixture(shown.list, now, { ...query, limit: Number(query.limit) }, shown.moneyHidden),
      );
      app.get<{ Params: { name: string } }>('/api/v1/objectives/:name', ({ params }, reply) => {
        const kind = params.name === 'refunds#2' ? 'scarce' : objectiveKinds.find((one) => one === params.name);
        return kind === undefined ? refuse(reply, 'not_found') : objectiveFixture(kind, now, shown.moneyHidden);
      });
    },
  };
}
