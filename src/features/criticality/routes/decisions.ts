import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { type DecisionDeps, proposeDecision, signDecision, withdrawDecision } from '../actions/decisions.ts';
import { Decision, DecisionHistory, DecisionsAnswer, NewDecision, type Side } from '../decisions/decision-contract.ts';
import { sidesOf } from '../decisions/decision-signing.ts';
import type { DecisionQueries } from '../queries/decisions.ts';

const Id = z.object({ id: z.string().max(100) });
const Name = z.object({ name: z.string().max(256) });
const tags = ['criticality'];

/** What people decided of processes: looking, proposing, signing, taking back. */
export function decisionRoutes(app: FastifyInstance, deps: DecisionDeps & { decisions: DecisionQueries }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const { decisions } = deps;

  typed.get(
    '/api/v1/decisions',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Every process with its level, the decision that holds and those that wait',
        description: '`maySign` names the sides that who asks may sign for; a token and the machine sign for none.',
        tags,
        response: { 200: DecisionsAnswer },
      },
    },
    ({ who }) => decisions.all(sidesOf(who)),
  );

  typed.get(
    '/api/v1/processes/:name/decisions',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Every decision on a process there ever was, newest first, with what it changed',
        tags,
        params: Name,
        response: { 200: DecisionHistory },
      },
    },
    ({ params, who }) => decisions.history(params.name, sidesOf(who)),
  );

  typed.post(
    '/api/v1/decisions',
    {
      config: { access: { right: 'decide' } },
      schema: {
        summary: 'Propose a decision on a process',
        description:
          'It holds once the business and the technology have signed, from `validFrom` on, and never from before the second ' +
          'signature. From then on it outranks the level and the thresholds of the catalogue; `thresholds` null leaves those of ' +
          'the catalogue. Nothing of it can be changed: withdraw it, or propose another.',
        tags,
        body: NewDecision,
        response: { 201: Decision },
      },
    },
    async (request, reply) => {
      const id = await proposeDecision(deps, doerOf(request), request.body);
      return reply.code(201).send(await decisions.one(id));
    },
  );

  for (const side of ['business', 'technology'] as const) signatureRoute(typed, deps, side);

  typed.post(
    '/api/v1/decisions/:id/withdrawal',
    {
      config: { access: { right: 'decide' } },
      schema: {
        summary: 'Take back a decision that not both have signed',
        description: 'Takes no body. 409 `conflict` once both have signed: then only another decision takes its place.',
        tags,
        params: Id,
        response: { 200: Decision },
      },
    },
    async (request) => {
      await withdrawDecision(deps, doerOf(request), request.params.id);
      return decisions.one(request.params.id);
    },
  );
}

function signatureRoute(app: FastifyInstance, deps: DecisionDeps & { decisions: DecisionQueries }, side: Side): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `/api/v1/decisions/:id/signatures/${side}`,
    {
      config: { access: { right: `sign-${side}` } },
      schema: {
        summary: `Sign a decision for the ${side}`,
        description:
          'Takes no body. Only a person signs, and each of the two sides by another person: 403 `not_allowed` to a token, to the ' +
          'machine, and to who signed the other side. 409 `conflict` where this side has signed or it was withdrawn.',
        tags,
        params: Id,
        response: { 200: Decision },
      },
    },
    async (request) => {
      await signDecision(deps, doerOf(request), request.params.id, side);
      return deps.decisions.one(request.params.id);
    },
  );
}
