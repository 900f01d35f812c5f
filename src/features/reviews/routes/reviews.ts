import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import type { Who } from '../../access/who.ts';
import { actOnReview, type ReviewActionDeps, writeReview } from '../actions/reviews.ts';
import { reviewMarkdown } from '../document/review-markdown.ts';
import { type ReviewPageDeps, reviewPage, reviewsPage } from '../queries/review-pages.ts';
import { NewReviewAct, Review, ReviewsAnswer, ReviewText } from '../review-contract.ts';
import { IfMatch, revisionIn } from './if-match.ts';

const Id = z.object({ id: z.string().max(200) });
const Page = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const tags = ['reviews'];
const read = { access: { right: 'read' } } as const;
const respond = { access: { right: 'respond' } } as const;
const hidden = 'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.';

export type ReviewRouteDeps = ReviewPageDeps & ReviewActionDeps & { origin(): string };

/** Review documents: what an incident was, in the words of the log and of people. */
export function reviewRoutes(app: FastifyInstance, deps: ReviewRouteDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  async function send({ who }: { who: Who | null }, reply: FastifyReply, id: string): Promise<Review> {
    const review = await reviewPage(deps, id, who);
    reply.header('ETag', `"${review.revision}"`);
    return review;
  }

  typed.get(
    '/api/v1/reviews',
    {
      config: read,
      schema: {
        summary: 'Incidents that have a review or want one, newest first; actions that are not done',
        description:
          'A loss that is over wants one. Every page has all actions that are not done, the overdue first, then by the day on which they are due.',
        tags,
        querystring: Page,
        response: { 200: ReviewsAnswer },
      },
    },
    ({ query }) => reviewsPage(deps, query),
  );

  typed.get(
    '/api/v1/incidents/:id/review',
    {
      config: read,
      schema: {
        summary: 'The review of an incident; drafted from the log where nobody wrote yet',
        description: `Facts are made anew from what is on record until it is final; then they stay as they were. ${hidden}`,
        tags,
        params: Id,
        response: { 200: Review },
      },
    },
    (request, reply) => send(request, reply, request.params.id),
  );

  typed.get(
    '/api/v1/incidents/:id/review.md',
    {
      config: read,
      schema: {
        summary: 'The same as Markdown',
        description: 'Money stands in it only where it is shown to who asks.',
        tags,
        params: Id,
        produces: ['text/markdown'],
      },
    },
    async ({ params, who }, reply) => {
      const text = reviewMarkdown(await reviewPage(deps, params.id, who), deps.origin());
      const name = `review-${params.id.replace(/[^\w.-]+/g, '-')}.md`;
      reply.header('Content-Disposition', `inline; filename="${name}"`);
      return reply.type('text/markdown; charset=utf-8').send(text);
    },
  );

  typed.put(
    '/api/v1/incidents/:id/review',
    {
      config: respond,
      schema: {
        summary: 'Write the text of a review',
        description:
          '`If-Match` holds the revision that was looked at, `"0"` where nobody wrote yet; 412 when another holds. 409 for a final one; 400 for an action ' +
          'whose owner stands neither in the catalogue nor among the people.',
        tags,
        params: Id,
        headers: IfMatch,
        body: ReviewText,
        response: { 200: Review },
      },
    },
    async (request, reply) => {
      const looked = { id: request.params.id, ifRevision: revisionIn(request.headers['if-match']) };
      await writeReview(deps, doerOf(request), looked, request.body);
      return send(request, reply, request.params.id);
    },
  );

  typed.post(
    '/api/v1/incidents/:id/review/acts',
    {
      config: respond,
      schema: {
        summary: 'Declare a review whole, open it again, or mark an action of it as done',
        description:
          '`finish` keeps the facts as they are and moves the incident from reported to reviewed; 409 says what is missing. `open` needs a reason. `done` is ' +
          'possible with a final one too.',
        tags,
        params: Id,
        headers: IfMatch.partial(),
        body: NewReviewAct,
        response: { 200: Review },
      },
    },
    async (request, reply) => {
      const looked = { id: request.params.id, ifRevision: revisionIn(request.headers['if-match'] ?? '*') };
      await actOnReview(deps, doerOf(request), looked, request.body);
      return send(request, reply, request.params.id);
    },
  );
}
