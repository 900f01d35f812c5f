import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProductError } from '../../../errors.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { BegunSession } from '../actions/begin-session.ts';
import { becomeAdministrator, makeAdministratorLink } from '../actions/first-administrator.ts';
import { acceptInvitation, lookAtInvitation } from '../actions/invitations.ts';
import { type SignInDeps, signIn } from '../actions/sign-in.ts';
import {
  AdministratorLink,
  FirstAdministrator,
  InvitationAccept,
  InvitationFor,
  InvitationLook,
  Me,
  SignIn,
  SignInOptions,
} from '../contract.ts';
import { doerOf } from '../doer.ts';
import { meOf } from '../person.ts';
import type { PeopleQueries } from '../queries/people.ts';
import { type CookieSite, factsOf, giveSession } from './session-cookie.ts';

export interface EntranceDeps extends SignInDeps {
  people: PeopleQueries;
  site: CookieSite & { origin: string | null };
  /** How the configuration lets people sign in. */
  ways: Pick<SignInOptions, 'password' | 'openid'>;
}

const tags = ['access'];
const access = { open: 'one signs in here' };

/** How one comes in: by password, by an invitation, as the first administrator. */
export function signInRoutes(app: FastifyInstance, deps: EntranceDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const welcome = (request: FastifyRequest, reply: FastifyReply, begun: BegunSession): Me => {
    giveSession(request, reply, deps.site, begun);
    return meOf(begun.person);
  };

  typed.get(
    '/api/v1/sign-in',
    {
      config: { access },
      schema: { summary: 'The ways to sign in', tags, response: { 200: SignInOptions } },
    },
    async () => ({ first: !(await deps.people.hasAdministrator()), ...deps.ways }),
  );

  typed.post(
    '/api/v1/sign-in',
    {
      config: { access },
      schema: {
        summary: 'Sign in with name and password',
        description:
          'The session comes as a cookie that scripts cannot read. A wrong name and a wrong password get the same answer.',
        tags,
        body: SignIn,
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      if (!deps.ways.password) throw new ProductError('not_allowed', 'Signing in by password is switched off here.');
      return welcome(request, reply, await signIn(deps, request.body, factsOf(request)));
    },
  );

  typed.post(
    '/api/v1/first-administrator',
    {
      config: { access },
      schema: {
        summary: 'Become an administrator by the link that the machine printed',
        description: 'The link holds for one hour and once. A name that is taken gets the new password and the role.',
        tags,
        body: FirstAdministrator,
        response: { 201: Me },
      },
    },
    async (request, reply) => {
      const begun = await becomeAdministrator(deps, request.body, factsOf(request));
      return reply.code(201).send(welcome(request, reply, begun));
    },
  );

  typed.post(
    '/api/v1/first-administrator/link',
    {
      config: { access: { right: 'machine' } },
      schema: {
        summary: 'Make a new link for an administrator; the one before it no longer holds',
        tags,
        response: { 201: AdministratorLink },
      },
    },
    async (request, reply) => {
      const { secret, expiresAt } = await makeAdministratorLink(deps, doerOf(request));
      return reply
        .code(201)
        .send({ origin: deps.site.origin, path: '/welcome', secret, expiresAt: toRfc3339(expiresAt) });
    },
  );

  typed.post(
    '/api/v1/invitations/look',
    {
      config: { access },
      schema: { summary: 'Whose invitation it is', tags, body: InvitationLook, response: { 200: InvitationFor } },
    },
    (request) => lookAtInvitation(deps, request.body.secret),
  );

  typed.post(
    '/api/v1/invitations/accept',
    {
      config: { access },
      schema: {
        summary: 'Set a password by an invitation, and sign in',
        tags,
        body: InvitationAccept,
        response: { 200: Me },
      },
    },
    async (request, reply) => welcome(request, reply, await acceptInvitation(deps, request.body, factsOf(request))),
  );
}
