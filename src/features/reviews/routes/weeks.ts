import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toRfc3339 } from '../../../maths/instants.ts';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import type { Who } from '../../access/who.ts';
import { sayOfShift, type WeekActionDeps, writeNotes } from '../actions/weeks.ts';
import { type WeekPageDeps, weekPage, weeksPage } from '../queries/week-pages.ts';
import { weekMarkdown } from '../week/week-markdown.ts';
import { HandoverSaid, NewHandover, NewNotes, Week, WeeksAnswer } from '../weekly-contract.ts';
import { IfMatch, revisionIn } from './if-match.ts';

const Params = z.object({ week: z.string().max(20) });
const Query = z.object({ review: z.string().max(63).optional() });
const tags = ['reviews'];
const read = { access: { right: 'read' } } as const;
const respond = { access: { right: 'respond' } } as const;
const hidden =
  'Amounts are null or left out of sums, with `moneyHidden`, where the product is not one whose money is shown to who asks.';

export type WeekRouteDeps = WeekPageDeps & WeekActionDeps & { origin(): string };

/** The weekly review: its agenda, which builds itself, what people noted, how shifts were. */
export function weekRoutes(app: FastifyInstance, deps: WeekRouteDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  async function send(
    { who }: { who: Who | null },
    reply: FastifyReply,
    asked: { week: string; review?: string | undefined },
  ): Promise<Week> {
    const week = await weekPage(deps, asked, who?.money ?? []);
    reply.header('ETag', `"${week.revision}"`);
    return week;
  }

  typed.get(
    '/api/v1/reviews/weeks',
    {
      config: read,
      schema: {
        summary: 'The weekly reviews, when each meets next, and the weeks that were kept',
        description: 'Without a WeeklyReview in the catalogue there is one of everything, `all`, that is sent nowhere.',
        tags,
        response: { 200: WeeksAnswer },
      },
    },
    () => weeksPage(deps),
  );

  typed.get(
    '/api/v1/reviews/weeks/:week',
    {
      config: read,
      schema: {
        summary: 'The agenda of a week',
        description: `As it was kept at the hour of its review, else as things stand now. \`review\` names the weekly review; left out, the first. ${hidden}`,
        tags,
        params: Params,
        querystring: Query,
        response: { 200: Week },
      },
    },
    (request, reply) => send(request, reply, { ...request.params, ...request.query }),
  );

  typed.get(
    '/api/v1/reviews/weeks/:week.md',
    {
      config: read,
      schema: {
        summary: 'The same as Markdown',
        description: hidden,
        tags,
        params: Params,
        querystring: Query,
        produces: ['text/markdown'],
      },
    },
    async ({ params, query, who }, reply) => {
      const week = await weekPage(deps, { ...params, ...query }, who?.money ?? []);
      reply.header('Content-Disposition', `inline; filename="${week.review}-${week.week}.md"`);
      return reply.type('text/markdown; charset=utf-8').send(weekMarkdown(week, deps.origin()));
    },
  );

  typed.put(
    '/api/v1/reviews/weeks/:week/notes',
    {
      config: respond,
      schema: {
        summary: 'Write what was noted in the meeting',
        description:
          'On a kept week too, whose facts do not change. `If-Match` holds the revision of the notes that was looked at, `"0"` where there were none; 412 when another holds.',
        tags,
        params: Params,
        querystring: Query,
        headers: IfMatch,
        body: NewNotes,
        response: { 200: Week },
      },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.query };
      const ifRevision = revisionIn(request.headers['if-match']);
      await writeNotes(deps, doerOf(request), { ...asked, ifRevision }, request.body.notes);
      return send(request, reply, asked);
    },
  );

  typed.put(
    '/api/v1/reviews/handovers',
    {
      config: respond,
      schema: {
        summary: 'Say how a shift was, from 1 (bad) to 5 (calm)',
        description:
          'Only by who had it, or with the right `edit` (403); 409 before it began. `from` is the begin of the shift as the agenda has it. Said again, the last word holds.',
        tags,
        body: NewHandover,
        response: { 200: HandoverSaid },
      },
    },
    async (request) => {
      const { body } = request;
      const { rotation, person, from, to } = await sayOfShift(deps, doerOf(request), body);
      const shift = { rotation, person, from: toRfc3339(from), to: toRfc3339(to) };
      return { ...shift, score: body.score, words: body.words };
    },
  );
}
