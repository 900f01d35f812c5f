import type { FastifyInstance } from 'fastify';
import {
  AlertPage,
  AlertsAnswer,
  EndedRetirement,
  NewRetirement,
  RetirementAnswer,
} from '../../../src/features/balance/alert-contract.ts';
import { NewReplay, ReplayAnswer, ThresholdProposal } from '../../../src/features/balance/replay-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { type AlertsState, alertFixture, alertsFixture, proposalFixture } from '../../../web/fixtures/alerts.ts';
import { type ReplayState, replayFixture } from '../../../web/fixtures/replay.ts';
import { refuse } from './fixture-access.ts';

export interface LearnShown {
  alerts: AlertsState;
  proposal: 'better' | 'none';
  /** What a retirement is answered with. */
  retirement: 'refused' | 'done';
  /** How a replay stands; it runs for as many questions as `runs` says before. */
  replay: ReplayState;
  runs: number;
  moneyHidden: boolean;
}

/** The routes of alerts and replays over fixtures, each answer held by its contract; `shown` is what they answer with from now on. */
export function learnFixtures(now: number) {
  const usual = (): LearnShown => ({
    ...{ alerts: 'usual', proposal: 'better', retirement: 'refused', replay: 'kept', runs: 0, moneyHidden: false },
  });
  const shown = usual();
  const asked: { retirements: NewRetirement[]; takenBack: string[]; replays: NewReplay[] } = {
    ...{ retirements: [], takenBack: [], replays: [] },
  };
  return {
    shown,
    asked,
    reset(): void {
      Object.assign(shown, usual());
      for (const list of Object.values(asked)) list.length = 0;
    },
    add(app: FastifyInstance): void {
      app.get<{ Querystring: { days: string } }>('/api/v1/alerts', ({ query }) =>
        AlertsAnswer.parse(alertsFixture(shown.alerts, now, shown.moneyHidden, Number(query.days))),
      );
      app.get<{ Params: { id: string }; Querystring: { days: string } }>(
        '/api/v1/alerts/:id',
        ({ params, query }, reply) => {
          const found = alertFixture(params.id, now, shown.moneyHidden, Number(query.days));
          return found === undefined ? refuse(reply, 'not_found') : AlertPage.parse(found);
        },
      );
      app.get<{ Params: { id: string } }>('/api/v1/alerts/:id/proposal', ({ params }) =>
        ThresholdProposal.parse(proposalFixture(params.id.replace('measure:', ''), shown.proposal)),
      );
      app.post('/api/v1/alerts/:id/retirement', ({ body }, reply) => {
        const wish = NewRetirement.parse(body);
        asked.retirements.push(wish);
        const { days } = wish;
        if (shown.retirement === 'done')
          return RetirementAnswer.parse({
            retired: true,
            days,
            seen: 3,
            kept: 3,
            lost: [],
            fires: { before: 41, after: 2 },
          });
        const lost = [
          {
            id: 'drop-1',
            process: 'payment',
            class: 'P1',
            from: toRfc3339(now - 9 * 86_400_000),
            why: 'it was silent in all of its 42 minutes',
          },
        ];
        return reply
          .code(409)
          .type('application/problem+json')
          .send({
            ...{
              title: 'Conflict',
              status: 409,
              code: 'conflict',
              detail: '1 of 3 would have gone unseen; nothing was retired.',
            },
            ...{ would_lose: RetirementAnswer.shape.lost.parse(lost), seen: 3, kept: 2, days },
          });
      });
      app.post<{ Params: { id: string } }>('/api/v1/alerts/:id/retirement/end', ({ params, body }) => {
        asked.takenBack.push(`${params.id}: ${EndedRetirement.parse(body).reason}`);
        return EndedRetirement.parse(body);
      });
      app.post('/api/v1/replays', ({ body }, reply) => {
        asked.replays.push(NewReplay.parse(body));
        return reply.code(202).send(ReplayAnswer.parse(replayFixture('running', now, shown.moneyHidden)));
      });
      app.get<{ Params: { id: string } }>('/api/v1/replays/:id', ({ params }, reply) => {
        if (params.id === 'nothing') return refuse(reply, 'not_found');
        shown.runs -= 1;
        const state = shown.runs >= 0 ? 'running' : shown.replay;
        return ReplayAnswer.parse(
          replayFixture(state, now, shown.moneyHidden, ['settlement: over 60 min instead of 24 h']),
        );
      });
    },
  };
}
