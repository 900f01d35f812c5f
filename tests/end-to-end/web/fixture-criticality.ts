import type { FastifyInstance } from 'fastify';
import { type Acceptance, NewAcceptance } from '../../../src/features/criticality/findings/finding-contract.ts';
import { WhatIfQuestion } from '../../../src/features/criticality/what-if/what-if-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { criticalityFixture } from '../../../web/fixtures/criticality.ts';
import { componentCriticalityFixture, processCriticalityFixture } from '../../../web/fixtures/criticality-things.ts';
import { mapFixture, whatIfFixture } from '../../../web/fixtures/map.ts';
import type { StateName } from '../../../web/fixtures/states.ts';
import { refuse } from './fixture-access.ts';

type Named = { Params: { name: string } };

/** The routes of what is critical and of the map over fixtures; what is accepted stays so until the server ends. */
export function criticalityFixtures(
  app: FastifyInstance,
  now: number,
  { state, moneyHidden }: { state(): StateName; moneyHidden(): boolean },
): void {
  const accepted = new Map<string, Acceptance | null>();
  const page = () => {
    const answer = criticalityFixture(state(), now, moneyHidden());
    const findings = answer.findings.map((one) => ({ ...one, accepted: accepted.get(one.id) ?? one.accepted }));
    return {
      ...answer,
      findings: findings.map((one) => (accepted.get(one.id) === null ? { ...one, accepted: null } : one)),
    };
  };
  const kept = new Map<string, string>();
  // A thousand rows take the fixtures longer to make than the server: each answer is made once.
  const once = (key: string, make: () => unknown): string => {
    const known = kept.get(key) ?? JSON.stringify(make());
    kept.set(key, known);
    return known;
  };

  app.get('/api/v1/criticality', (_request, reply) =>
    reply
      .type('application/json')
      .send(once(`page ${state()} ${moneyHidden()} ${JSON.stringify([...accepted])}`, page)),
  );
  app.get<Named>(
    '/api/v1/components/:name/criticality',
    ({ params }, reply) =>
      componentCriticalityFixture(state(), now, params.name, moneyHidden()) ?? refuse(reply, 'not_found'),
  );
  app.get<Named>(
    '/api/v1/processes/:name/criticality',
    ({ params }, reply) =>
      processCriticalityFixture(state(), now, params.name, moneyHidden()) ?? refuse(reply, 'not_found'),
  );
  app.put<{ Params: { id: string } }>('/api/v1/findings/:id/acceptance', ({ params, body }, reply) => {
    const { reason, until } = NewAcceptance.parse(body);
    accepted.set(params.id, { reason, until, by: 'Anna Nowak', at: toRfc3339(now) });
    return reply.send(page().findings.find(({ id }) => id === params.id));
  });
  app.delete<{ Params: { id: string } }>('/api/v1/findings/:id/acceptance', ({ params }, reply) => {
    accepted.set(params.id, null);
    return reply.code(204).send();
  });
  app.get<{ Querystring: { at?: string } }>('/api/v1/map', ({ query }, reply) => {
    const at = query.at === undefined ? null : Date.parse(query.at);
    const make = () => mapFixture(state(), now, at, moneyHidden());
    return reply.type('application/json').send(once(`map ${state()} ${at} ${moneyHidden()}`, make));
  });
  app.post('/api/v1/criticality/what-if', ({ body }) =>
    whatIfFixture(state(), WhatIfQuestion.parse(body), moneyHidden()),
  );
}
