import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { doerOf } from '../../access/doer.ts';
import { type EraseDeps, eraseUser } from '../actions/erase-user.ts';
import { ErasedUser, EraseRequest } from '../erase-contract.ts';

/** `POST /api/v1/erase`: takes out what is kept under the pseudonym of a user. */
export function eraseRoutes(app: FastifyInstance, deps: EraseDeps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/erase',
    {
      config: { access: { right: 'machine' } },
      schema: {
        summary: 'Erase what is kept under the pseudonym of a user',
        description:
          'The id as the events bear it; the server turns it into its pseudonym, deletes the rows under it and says how many. ' +
          'The audit log holds that it was done, not whose. Example: `{"user":"customer-1001"}`.',
        tags: ['machine'],
        body: EraseRequest,
        response: { 200: ErasedUser },
      },
    },
    async (request) => eraseUser(deps, request.body.user, doerOf(request)),
  );
}
