import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { type AcceptanceDeps, acceptFinding, takeBackAcceptance } from '../actions/acceptances.ts';
import { Acceptance, NewAcceptance } from '../findings/finding-contract.ts';

const Id = z.object({ id: z.string().min(1).max(400) });
const tags = ['criticality'];
const decide = { access: { right: 'decide' } } as const;

/** Living with a finding until a day, and no longer. */
export function acceptanceRoutes(app: FastifyInstance, deps: AcceptanceDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.put(
    '/api/v1/findings/:id/acceptance',
    {
      config: decide,
      schema: {
        summary: 'Accept a finding, with a reason and until a day',
        description:
          'At most a year ahead; then it is open again by itself. A later word takes the place of an earlier one.',
        tags,
        params: Id,
        body: NewAcceptance,
        response: { 200: Acceptance },
      },
    },
    (request) => acceptFinding(deps, doerOf(request), request.params.id, request.body),
  );

  typed.delete(
    '/api/v1/findings/:id/acceptance',
    {
      config: decide,
      schema: {
        summary: 'Take an acceptance back: the finding is open again',
        tags,
        params: Id,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await takeBackAcceptance(deps, doerOf(request), request.params.id);
      return reply.code(204).send(undefined);
    },
  );
}
