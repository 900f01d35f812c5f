import type { FastifyInstance } from 'fastify';
import { NewReviewAct, Review, ReviewsAnswer, ReviewText } from '../../../src/features/reviews/review-contract.ts';
import { NewHandover, NewNotes, Week, WeeksAnswer } from '../../../src/features/reviews/weekly-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { type ReviewState, reviewFixture, reviewsFixture } from '../../../web/fixtures/reviews.ts';
import { type WeekState, weekFixture, weeksFixture } from '../../../web/fixtures/week.ts';
import { refuse } from './fixture-access.ts';

interface Shown {
  list: 'some' | 'none';
  review: ReviewState;
  week: WeekState;
  moneyHidden: boolean;
}

/** The routes of review documents and weekly reviews over fixtures, each answer held by its contract. */
export function reviewFixtures(now: number) {
  const usual = (): Shown => ({ list: 'some', review: 'draft', week: 'usual', moneyHidden: false });
  const shown = usual();
  const written: {
    text: ReviewText | null;
    revision: number;
    by: string;
    notes: string | null;
    scores: NewHandover[];
    acts: NewReviewAct[];
  } = {
    ...{ text: null, revision: 4, by: 'Anna Nowak', notes: null, scores: [], acts: [] },
  };
  const review = (incident: string): Review => {
    const told = reviewFixture(incident, shown.review, now, shown.moneyHidden);
    const stands = {
      text: written.text ?? told.text,
      revision: written.revision,
      editedBy: written.by,
      editedAt: toRfc3339(now),
    };
    return Review.parse(written.text === null && written.revision === 4 ? told : { ...told, ...stands });
  };
  const week = (name: string, of: string): Week => {
    const told = weekFixture(shown.week, name, of, now, shown.moneyHidden);
    const scored = told.handovers.map((one) => ({
      ...one,
      ...written.scores.findLast(({ rotation, from }) => rotation === one.rotation && from === one.from),
    }));
    return Week.parse({ ...told, handovers: scored, notes: written.notes ?? told.notes });
  };
  return {
    shown,
    written,
    reset(): void {
      Object.assign(shown, usual());
      Object.assign(written, { text: null, revision: 4, by: 'Anna Nowak', notes: null, scores: [], acts: [] });
    },
    /** Somebody else saves it. */
    saveElsewhere(incident: string, change: Partial<ReviewText>): void {
      Object.assign(written, {
        text: { ...review(incident).text, ...change },
        revision: written.revision + 1,
        by: 'Piotr Żółw',
      });
    },
    add(app: FastifyInstance): void {
      app.get<{ Querystring: { cursor?: string } }>('/api/v1/reviews', ({ query }) =>
        ReviewsAnswer.parse(reviewsFixture(shown.list, now, query.cursor)),
      );
      app.get<{ Params: { id: string } }>('/api/v1/incidents/:id/review', ({ params }, reply) =>
        params.id === 'nothing' ? refuse(reply, 'not_found') : review(params.id),
      );
      app.get('/api/v1/incidents/:id/review.md', (_request, reply) =>
        reply.type('text/markdown').send('# Payments stood\n'),
      );
      app.put<{ Params: { id: string } }>('/api/v1/incidents/:id/review', ({ params, headers, body }, reply) => {
        if (headers['if-match'] !== `"${review(params.id).revision}"`) return refuse(reply, 'precondition_failed');
        Object.assign(written, { text: ReviewText.parse(body), revision: written.revision + 1, by: 'Administrator' });
        return review(params.id);
      });
      app.post<{ Params: { id: string } }>('/api/v1/incidents/:id/review/acts', ({ params, body }) => {
        const act = NewReviewAct.parse(body);
        written.acts.push(act);
        if (act.act === 'finish') shown.review = 'final';
        if (act.act === 'open') shown.review = 'draft';
        return review(params.id);
      });
      app.get('/api/v1/reviews/weeks', () => WeeksAnswer.parse(weeksFixture(shown.list, now)));
      app.get<{ Params: { week: string }; Querystring: { review: string } }>(
        '/api/v1/reviews/weeks/:week',
        ({ params, query }, reply) =>
          query.review === 'nothing' ? refuse(reply, 'not_found') : week(params.week, query.review),
      );
      app.put<{ Params: { week: string }; Querystring: { review: string } }>(
        '/api/v1/reviews/weeks/:week/notes',
        ({ params, query, body }) => {
          written.notes = NewNotes.parse(body).notes;
          return week(params.week, query.review);
        },
      );
      app.put('/api/v1/reviews/handovers', ({ body }) => {
        const score = NewHandover.parse(body);
        written.scores.push(score);
        return week('2026-W46', 'operations').handovers.find(({ rotation }) => rotation === score.rotation);
      });
    },
  };
}
