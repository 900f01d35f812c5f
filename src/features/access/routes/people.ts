import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { editPerson } from '../actions/edit-person.ts';
import { createPerson, endSessions, inviteAgain, type PeopleDeps } from '../actions/people.ts';
import { Invitation, Invited, NewPerson, PeopleAnswer, PersonEdit, PersonRow } from '../contract.ts';
import { doerOf } from '../doer.ts';
import type { PeopleQueries } from '../queries/people.ts';

const Id = z.object({ id: z.string().max(64) });
const tags = ['access'];
const access = { right: 'administer' } as const;

/** People, for administrators. */
export function peopleRoutes(app: FastifyInstance, deps: PeopleDeps & { people: PeopleQueries }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/people',
    {
      config: { access },
      schema: { summary: 'Everyone who may sign in, or might', tags, response: { 200: PeopleAnswer } },
    },
    async () => ({ people: await deps.people.people() }),
  );

  typed.post(
    '/api/v1/people',
    {
      config: { access },
      schema: {
        summary: 'Add a person; the invitation is shown this once and holds for seven days',
        description:
          'Example: `{"name":"anna","displayName":"Anna Nowak","roles":["on-call"],"money":["shop"]}`. `money` is `"all"` or ' +
          'the names of the products whose money the person sees.',
        tags,
        body: NewPerson,
        response: { 201: Invited },
      },
    },
    async (request, reply) => reply.code(201).send(await createPerson(deps, doerOf(request), request.body)),
  );

  typed.patch(
    '/api/v1/people/:id',
    {
      config: { access },
      schema: {
        summary: "Change a person's name, roles, money or whether the person may sign in",
        description:
          '`If-Match` holds the version that was looked at, such as `"3"`; 412 when another holds. Who is disabled loses all ' +
          'sessions at once. The last administrator who can sign in stays one: 409 `conflict`.',
        tags,
        params: Id,
        headers: z.object({ 'if-match': z.string().max(64) }),
        body: PersonEdit,
        response: { 200: PersonRow },
      },
    },
    async (request, reply) => {
      const ifVersion = versionIn(request.headers['if-match']);
      const input = { id: request.params.id, ifVersion, edit: request.body };
      const person = await editPerson(deps, doerOf(request), input);
      reply.header('ETag', `"${person.version}"`);
      return person;
    },
  );

  typed.post(
    '/api/v1/people/:id/invitation',
    {
      config: { access },
      schema: {
        summary: 'A new invitation, also for a lost password; an earlier one no longer holds',
        tags,
        params: Id,
        response: { 200: Invitation },
      },
    },
    (request) => inviteAgain(deps, doerOf(request), request.params.id),
  );

  typed.post(
    '/api/v1/people/:id/sign-out',
    {
      config: { access },
      schema: { summary: 'End every session of a person', tags, params: Id, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      await endSessions(deps, doerOf(request), request.params.id);
      return reply.code(204).send(undefined);
    },
  );
}

/** The version in an If-Match header; undefined for `*`. */
function versionIn(header: string): number | undefined {
  if (header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the version of the person, such as "3"');
  return Number(match[1]);
}
