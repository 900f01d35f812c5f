import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createToken, revokeToken, rotateToken, type TokenDeps } from '../actions/tokens.ts';
import { NewToken, TokenMade, TokenRotate, TokensAnswer } from '../contract.ts';
import { doerOf } from '../doer.ts';
import type { TokenQueries } from '../queries/tokens.ts';

const Id = z.object({ id: z.string().max(64) });
const tags = ['access'];
const access = { right: 'administer' } as const;

/** Tokens of programs: what there is, making one, a new secret, ending one. */
export function tokenRoutes(app: FastifyInstance, deps: TokenDeps & { tokens: TokenQueries }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/tokens',
    {
      config: { access },
      schema: {
        summary: 'Every token there is or was, without its secret',
        tags,
        response: { 200: TokensAnswer },
      },
    },
    async () => ({ tokens: await deps.tokens.list() }),
  );

  typed.post(
    '/api/v1/tokens',
    {
      config: { access },
      schema: {
        summary: 'Make a token; its secret is shown this once',
        description:
          'The scope `ingest` needs at least one source; `processes`, `components` and `environments` narrow what it may write, ' +
          'null sets no limit. Example: `{"name":"shop","scopes":["ingest"],"sources":["shop-events"],"processes":["payment"]}`.',
        tags,
        body: NewToken,
        response: { 201: TokenMade },
      },
    },
    async (request, reply) => {
      const made = await createToken(deps, request.body, doerOf(request));
      return reply.code(201).header('Cache-Control', 'no-store').send(made);
    },
  );

  typed.post(
    '/api/v1/tokens/:id/rotate',
    {
      config: { access },
      schema: {
        summary: 'Give a token a new secret',
        description:
          'The new one lasts as long again as the token was made for; the one before goes on for `graceMinutes`.',
        tags,
        params: Id,
        body: TokenRotate,
        response: { 200: TokenMade },
      },
    },
    async (request, reply) => {
      const made = await rotateToken(deps, request.params.id, request.body.graceMinutes, doerOf(request));
      return reply.header('Cache-Control', 'no-store').send(made);
    },
  );

  typed.delete(
    '/api/v1/tokens/:id',
    {
      config: { access },
      schema: {
        summary: 'End a token at once, with every secret it has',
        tags,
        params: Id,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await revokeToken(deps, request.params.id, doerOf(request));
      return reply.code(204).send(undefined);
    },
  );
}
