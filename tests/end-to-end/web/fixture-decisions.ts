import type { FastifyInstance } from 'fastify';
import type { Side } from '../../../src/features/criticality/decisions/decision-contract.ts';
import type { Workshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { decisionFixture, decisionsFixture, historyFixture } from '../../../web/fixtures/decisions.ts';
import { type WorkshopStage, workshopFixture, workshopsFixture } from '../../../web/fixtures/workshop.ts';
import { refuse } from './fixture-access.ts';

export interface DecisionsShown {
  decisions: 'some' | 'none';
  workshop: WorkshopStage;
  maySign: Side[];
  /** Somebody else goes on in the workshop: its version rises, and the question is the next one. */
  ahead: number;
}

/** The routes of workshops and decisions over fixtures; `shown` is what they answer with from now on. */
export function decisionFixtures(now: number): {
  shown: DecisionsShown;
  /** Back to the usual. */
  reset(): void;
  add(app: FastifyInstance): void;
} {
  const usual = (): DecisionsShown => ({ decisions: 'some', workshop: 'question', maySign: ['business'], ahead: 0 });
  const shown = usual();
  const workshop = (): Workshop => {
    const told = workshopFixture(shown.workshop, now);
    const moved =
      told.next?.ask === 'question' && shown.ahead > 0
        ? { ...told.next, question: 'until-monday' as const }
        : told.next;
    return { ...told, next: moved, maySign: shown.maySign, version: told.version + shown.ahead };
  };
  const stages: WorkshopStage[] = ['question', 'comparison', 'result', 'closed'];
  return {
    shown,
    reset: () => void Object.assign(shown, usual()),
    add(app) {
      app.get('/api/v1/decisions', () => decisionsFixture(shown.decisions, now, shown.maySign));
      app.get<{ Params: { name: string } }>('/api/v1/processes/:name/decisions', ({ params }, reply) =>
        params.name === 'nothing'
          ? reply.code(404).type('application/problem+json').send({
              title: 'Not Found',
              status: 404,
              code: 'not_found',
              detail: 'No process has this name; did you mean payment?',
            })
          : shown.decisions === 'none'
            ? { ...historyFixture(params.name, now), decisions: [] }
            : { ...historyFixture(params.name, now), maySign: shown.maySign },
      );
      app.post('/api/v1/decisions', (_request, reply) => reply.code(201).send(decisionFixture('refund', {}, now)));
      app.post<{ Params: { id: string; side: Side } }>('/api/v1/decisions/:id/signatures/:side', ({ params }, reply) =>
        shown.maySign.includes(params.side) ? decisionFixture('payment', {}, now) : refuse(reply, 'not_allowed'),
      );
      app.get('/api/v1/workshops', () => workshopsFixture(shown.decisions, now));
      app.post('/api/v1/workshops', (_request, reply) => reply.code(201).send(workshop()));
      app.get('/api/v1/workshops/:id', () => workshop());
      app.post<{ Params: { step: string } }>('/api/v1/workshops/:id/:step', ({ headers }, reply) => {
        if (headers['if-match'] !== `"${workshop().version}"`) return refuse(reply, 'precondition_failed');
        shown.workshop = stages[stages.indexOf(shown.workshop) + 1] ?? 'closed';
        return workshop();
      });
    },
  };
}
