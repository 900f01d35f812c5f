import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { tellCustomers } from '../actions/tell-customers.ts';
import { type PostDeps, postsShown } from '../queries/posts-shown.ts';
import { NewPost, Posts } from '../status-contract.ts';

const Id = z.object({ id: z.string().max(200) });
const tags = ['status page'];

/** What customers are told of an outage. */
export function statusPostRoutes(app: FastifyInstance, deps: PostDeps & { now(): number }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/outages/:id/posts',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What customers were told of an outage, newest first',
        description:
          '`shown` is false where nothing that the outage is about stands on the status page: then nobody reads it.',
        tags,
        params: Id,
        response: { 200: Posts },
      },
    },
    ({ params }) => postsShown(deps, params.id),
  );

  typed.post(
    '/api/v1/outages/:id/posts',
    {
      config: { access: { right: 'keep-ledger' } },
      schema: {
        summary: 'Tell customers of an outage, for everyone to read',
        description:
          'It stands on the status page and in its feeds with the next tick of the clock, and is never taken back. Only by a signed-in person: ' +
          '403 for a token. The first post needs a `title`; a later one gives a new one. Texts are a small Markdown without HTML.',
        tags,
        params: Id,
        body: NewPost,
        response: { 201: Posts },
      },
    },
    async (request, reply) => {
      await tellCustomers(deps, doerOf(request), request.params.id, request.body);
      return reply.code(201).send(await postsShown(deps, request.params.id));
    },
  );
}
