import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { changePassword, signOut } from '../actions/account.ts';
import { Me, PasswordChange } from '../contract.ts';
import { doerOf } from '../doer.ts';
import { meOf } from '../person.ts';
import { factsOf, takeSessionBack } from './session-cookie.ts';
import type { EntranceDeps } from './sign-in.ts';

const tags = ['access'];

/** One's own account. */
export function accountRoutes(app: FastifyInstance, deps: EntranceDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/me',
    {
      config: { access: { right: 'read' } },
      schema: { summary: 'Who the server takes the caller for, with roles and rights', tags, response: { 200: Me } },
    },
    async (request) => meOf(doerOf(request).who),
  );

  typed.post(
    '/api/v1/sign-out',
    {
      config: { access: { right: 'account' } },
      schema: { summary: 'End this session', tags, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const { who, session } = request;
      if (who?.kind === 'person' && session !== null) await signOut(deps, who, session, factsOf(request));
      takeSessionBack(request, reply, deps.site);
      return reply.code(204).send(undefined);
    },
  );

  typed.put(
    '/api/v1/me/password',
    {
      config: { access: { right: 'account' } },
      schema: {
        summary: "Change one's password; every other session of the person ends",
        tags,
        body: PasswordChange,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { who, session } = request;
      if (who?.kind !== 'person') throw new ProductError('not_allowed', 'Only a person has a password.');
      await changePassword(deps, who, session, request.body, factsOf(request));
      return reply.code(204).send(undefined);
    },
  );
}
