import type { FastifyInstance, FastifyReply } from 'fastify';
import { changesFixture } from '../../../web/fixtures/changes.ts';
import { healthFixture, measureCurveFixture, sourceFixture, sourcesFixture } from '../../../web/fixtures/operation.ts';
import type { StateName } from '../../../web/fixtures/states.ts';
import {
  comparedFixture,
  componentPageFixture,
  funnelFixture,
  processPageFixture,
} from '../../../web/fixtures/things.ts';
import { thresholdsFixture } from '../../../web/fixtures/thresholds.ts';

type Asked = { Params: { name: string }; Querystring: Record<string, string> };

/** The routes of one process, component or source, of changes and of the health of Waga itself, over fixtures. */
export function thingFixtures(
  app: FastifyInstance,
  now: number,
  { state, moneyHidden }: { state(): StateName; moneyHidden(): boolean },
): void {
  const period = (query: Record<string, string>): [number, number] => [
    Date.parse(query.from ?? ''),
    Date.parse(query.to ?? ''),
  ];
  const found = (reply: FastifyReply, what: string, answer: unknown): unknown =>
    answer ??
    reply
      .code(404)
      .type('application/problem+json')
      .send({
        type: 'urn:waga:error:not_found',
        title: 'Not Found',
        status: 404,
        code: 'not_found',
        detail: `No ${what} has this name; did you mean payment or payment-eur?`,
      });

  app.get<Asked>('/api/v1/processes/:name', ({ params }, reply) =>
    found(reply, 'process', processPageFixture(state(), now, params.name, moneyHidden())),
  );
  app.get<Asked>('/api/v1/processes/:name/funnel', ({ params, query }, reply) =>
    found(reply, 'process', funnelFixture(state(), now, params.name, ...period(query))),
  );
  app.get<Asked>('/api/v1/processes/:name/thresholds', ({ params }, reply) =>
    found(reply, 'process', thresholdsFixture(state(), now, params.name, moneyHidden())),
  );
  app.get<Asked>('/api/v1/components/:name', ({ params }, reply) =>
    found(reply, 'component', componentPageFixture(state(), now, params.name)),
  );
  app.get<Asked>('/api/v1/components/:name/dependencies', ({ params }) => comparedFixture(state(), now, params.name));
  app.get<Asked>('/api/v1/measures/:name/curve', ({ params, query }, reply) =>
    found(reply, 'measure', measureCurveFixture(state(), now, params.name, ...period(query), Number(query.step))),
  );
  app.get<Asked>('/api/v1/changes', ({ query }) => changesFixture(now, ...period(query), query.component ?? null));
  app.get('/api/v1/sources', () => sourcesFixture(state(), now));
  app.get<Asked>('/api/v1/sources/:name', ({ params }, reply) =>
    found(reply, 'source', sourceFixture(state(), now, params.name)),
  );
  app.get('/api/v1/health', () => healthFixture(state(), now));
}
