import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../errors.ts';
import { day } from '../../maths/instants.ts';
import { doerOf } from '../access/doer.ts';
import '../access/request-who.ts';
import { type DutyDeps, makeOverride, withdrawOverride } from './actions/overrides.ts';
import { DutyAnswer, NewOverride, OverrideShown } from './contract.ts';
import type { DutyQueries } from './queries.ts';

const Period = z.object({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() });
const Id = z.object({ id: z.string().max(100) });
const tags = ['duty'];
const usualDays = 14;
const mostDays = 92;

/** Who is on call, and who stands in for whom. */
export function dutyRoutes(app: FastifyInstance, deps: DutyDeps & { duty: DutyQueries }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/duty',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Who is on call, now and in a period',
        description:
          'From and to are RFC 3339, at most 92 days apart; without them the coming 14 days. Shifts of nobody are listed, and so ' +
          'are processes that no rotation answers for.',
        tags,
        querystring: Period,
        response: { 200: DutyAnswer },
      },
    },
    ({ query }) => {
      const now = deps.now();
      const from = query.from === undefined ? now : Date.parse(query.from);
      const to = query.to === undefined ? from + usualDays * day : Date.parse(query.to);
      if (from >= to) throw new ProductError('bad_input', 'The period must begin before it ends: from < to.');
      if (to - from > mostDays * day) throw new ProductError('bad_input', `At most ${mostDays} days at once.`);
      return deps.duty.shown({ from, to }, now);
    },
  );

  typed.post(
    '/api/v1/duty/overrides',
    {
      config: { access: { right: 'respond' } },
      schema: {
        summary: 'Let somebody stand in on call',
        description: 'It outranks every layer of the rotation; of two at once the one made later holds.',
        tags,
        body: NewOverride,
        response: { 201: OverrideShown },
      },
    },
    async (request, reply) => reply.code(201).send(await makeOverride(deps, doerOf(request), request.body)),
  );

  typed.delete(
    '/api/v1/duty/overrides/:id',
    {
      config: { access: { right: 'respond' } },
      schema: {
        summary: 'Take an override back',
        description: 'One that has begun ends now; one that is over stays as it was (409 `conflict`).',
        tags,
        params: Id,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await withdrawOverride(deps, doerOf(request), request.params.id);
      return reply.code(204).send(undefined);
    },
  );
}
