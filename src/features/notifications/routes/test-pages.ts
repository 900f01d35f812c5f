import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { acknowledgeTestPage, sendTestPage, type TestPageDeps } from '../actions/test-page.ts';
import { newestTestPages, testPageNamed } from '../queries/test-pages.ts';
import { NewTestPage, TestPageShown, TestPagesAnswer } from '../test-page-contract.ts';

const Id = z.object({ id: z.string().max(100) });
const tags = ['duty'];
const read = { access: { right: 'read' } } as const;
const respond = { access: { right: 'respond' } } as const;

/** Test pages: asking for one, how it went, and "I got it". Looking at one never acts. */
export function testPageRoutes(app: FastifyInstance, deps: TestPageDeps & { site: { origin: string | null } }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const originOf = (request: FastifyRequest): string => deps.site.origin ?? `${request.protocol}://${request.host}`;

  typed.post(
    '/api/v1/duty/test',
    {
      config: respond,
      schema: {
        summary: 'Send a test page to whoever is on call in a rotation',
        description:
          'Over the channels of the rotation and by the way of a real page, as loud as one, and marked as a test. One a minute and six ' +
          'an hour for each rotation (429 `too_many_attempts`); 409 `conflict` where the rotation names no channels.',
        tags,
        body: NewTestPage,
        response: { 202: TestPageShown },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await sendTestPage(deps, doerOf(request), request.body, originOf(request))),
  );

  typed.get(
    '/api/v1/duty/tests',
    {
      config: read,
      schema: {
        summary: 'The newest test page of each rotation',
        description: 'With how each of its channels was told. Rotations that never had one are left out.',
        tags,
        response: { 200: TestPagesAnswer },
      },
    },
    () => newestTestPages(deps.records, deps.catalog.current()),
  );

  typed.get(
    '/api/v1/duty/tests/:id',
    {
      config: read,
      schema: {
        summary: 'One test page, how it was delivered, and who got it',
        description: 'Asking for it does nothing by itself.',
        tags,
        params: Id,
        response: { 200: TestPageShown },
      },
    },
    ({ params }) => testPageNamed(deps.records, deps.catalog.current(), params.id),
  );

  typed.post(
    '/api/v1/duty/tests/:id/acknowledgement',
    {
      config: respond,
      schema: {
        summary: 'I got it: the test page arrived',
        description: 'Ends the test in its channels too. 409 `conflict` where somebody has pressed it already.',
        tags,
        params: Id,
        response: { 200: TestPageShown },
      },
    },
    (request) => acknowledgeTestPage(deps, doerOf(request), request.params.id, originOf(request)),
  );
}
