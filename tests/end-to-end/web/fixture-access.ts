import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  FirstAdministrator,
  InvitationAccept,
  type Me,
  NewPerson,
  NewToken,
  PasswordChange,
  PersonEdit,
  type PersonRow,
  SignIn,
  TokenRotate,
  type TokenRow,
} from '../../../src/features/access/contract.ts';
import { day, minute, toRfc3339 } from '../../../src/maths/instants.ts';
import {
  auditFixture,
  invitationFixture,
  meFixture,
  peopleFixture,
  signInFixture,
  tokensFixture,
} from '../../../web/fixtures/access.ts';

export interface AccessShown {
  /** Who is signed in; null: nobody. */
  me: Me | null;
  signIn: 'password' | 'both' | 'first';
  people: 'few' | 'many' | 'alone';
  tokens: 'few' | 'many' | 'none';
  auditEntries: number;
}

/** The secret of every link, and the password of everyone. */
export const rightSecret = 'right-secret';
export const rightPassword = 'correct horse battery';

export const administrator = meFixture(['administrator']);
export const reader = meFixture(['reader'], 'Jan Kowalski');

const details: Record<string, [number, string]> = {
  not_signed_in: [401, 'Sign in, or send a token as Authorization: Bearer TOKEN.'],
  wrong_credentials: [401, 'Name or password is wrong.'],
  not_allowed: [403, 'This needs another right.'],
  link_spent: [410, 'This link was used already or has run out.'],
  too_many_attempts: [429, 'Too many attempts for this name.'],
  precondition_failed: [412, 'Somebody changed this person meanwhile.'],
  not_found: [404, 'Nothing has this name.'],
  conflict: [409, 'There is somebody of this name already.'],
};

export function refuse(reply: FastifyReply, code: keyof typeof details): FastifyReply {
  const [status, detail] = details[code] as [number, string];
  if (code === 'too_many_attempts') reply.header('retry-after', '42');
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: `urn:waga:error:${code}`, title: 'Refused', status, code, detail });
}

/** The routes of access over fixtures that can be changed; `shown` is what they answer with from now on. */
export function accessFixtures(app: FastifyInstance, now: number): { shown: AccessShown; reset(): void } {
  const shown: AccessShown = { me: administrator, signIn: 'password', people: 'few', tokens: 'few', auditEntries: 230 };
  let people: PersonRow[] | null = null;
  let tokens: TokenRow[] | null = null;
  let failures = 0;
  const everyone = (): PersonRow[] => {
    people ??= peopleFixture(shown.people, now);
    return people;
  };
  const everyToken = (): TokenRow[] => {
    tokens ??= tokensFixture(shown.tokens, now);
    return tokens;
  };
  const invitation = () => ({
    secret: rightSecret,
    path: '/invitation',
    expiresAt: toRfc3339(now + 7 * day),
  });
  const needs = (reply: FastifyReply, right: Me['rights'][number]): FastifyReply | null =>
    shown.me?.rights.includes(right) ? null : refuse(reply, 'not_allowed');

  app.get('/api/v1/me', (_request, reply) => shown.me ?? refuse(reply, 'not_signed_in'));
  app.get('/api/v1/sign-in', () => signInFixture(shown.signIn));
  app.post('/api/v1/sign-in', ({ body }, reply) => {
    const { name, password } = SignIn.parse(body);
    if (failures >= 3) return refuse(reply, 'too_many_attempts');
    if (password !== rightPassword) {
      failures += 1;
      return refuse(reply, 'wrong_credentials');
    }
    failures = 0;
    shown.me = name.startsWith('jan') ? reader : administrator;
    return shown.me;
  });
  app.post('/api/v1/sign-out', (_request, reply) => {
    shown.me = null;
    return reply.code(204).send();
  });
  app.put('/api/v1/me/password', ({ body }, reply) =>
    PasswordChange.parse(body).current === rightPassword ? reply.code(204).send() : refuse(reply, 'wrong_credentials'),
  );
  app.post('/api/v1/first-administrator', ({ body }, reply) => {
    const { secret, displayName } = FirstAdministrator.parse(body);
    if (secret !== rightSecret) return refuse(reply, 'link_spent');
    shown.me = meFixture(['administrator'], displayName);
    return reply.code(201).send(shown.me);
  });
  app.post<{ Body: { secret: string } }>('/api/v1/invitations/look', ({ body }, reply) =>
    body.secret === rightSecret ? invitationFixture(now) : refuse(reply, 'link_spent'),
  );
  app.post('/api/v1/invitations/accept', ({ body }) => {
    InvitationAccept.parse(body);
    shown.me = meFixture(['editor'], 'Piotr Żółw');
    return shown.me;
  });

  app.get('/api/v1/people', (_request, reply) => needs(reply, 'administer') ?? { people: everyone() });
  app.post('/api/v1/people', ({ body }, reply) => {
    const given = NewPerson.parse(body);
    if (everyone().some(({ name }) => name === given.name)) return refuse(reply, 'conflict');
    const person: PersonRow = {
      ...given,
      email: given.email ?? null,
      id: `p-${given.name}`,
      state: 'invited',
      signsInBy: 'nothing yet',
      createdAt: toRfc3339(now),
      lastSeenAt: null,
      version: 1,
    };
    people = [...everyone(), person];
    return reply.code(201).send({ person, invitation: invitation() });
  });
  app.patch<{ Params: { id: string } }>('/api/v1/people/:id', ({ params, body, headers }, reply) => {
    const { disabled, email, ...given } = PersonEdit.parse(body);
    const person = everyone().find(({ id }) => id === params.id) as PersonRow;
    if (headers['if-match'] !== `"${person.version}"`) return refuse(reply, 'precondition_failed');
    Object.assign(person, JSON.parse(JSON.stringify(given)), { version: person.version + 1 });
    if (email !== undefined) person.email = email;
    if (disabled !== undefined) person.state = disabled ? 'disabled' : 'active';
    return person;
  });
  app.post('/api/v1/people/:id/invitation', () => invitation());
  app.post('/api/v1/people/:id/sign-out', (_request, reply) => reply.code(204).send());

  app.get('/api/v1/tokens', (_request, reply) => needs(reply, 'administer') ?? { tokens: everyToken() });
  app.post('/api/v1/tokens', ({ body }, reply) => {
    const { expiresInDays, ...given } = NewToken.parse(body);
    const [pattern] = tokensFixture('few', now) as [TokenRow];
    const token: TokenRow = {
      ...pattern,
      ...given,
      id: `t-${given.name}`,
      createdAt: toRfc3339(now),
      expiresAt: toRfc3339(now + expiresInDays * day),
      lastUsedAt: null,
    };
    tokens = [token, ...everyToken()];
    return reply.code(201).send({ token, secret: `waga_${'S3cretOfTheToken'.repeat(3)}` });
  });
  app.post<{ Params: { id: string } }>('/api/v1/tokens/:id/rotate', ({ params, body }) => {
    const token = everyToken().find(({ id }) => id === params.id) as TokenRow;
    token.rotatedAt = toRfc3339(now);
    token.previousUntil = toRfc3339(now + TokenRotate.parse(body).graceMinutes * minute);
    return { token, secret: `waga_${'An0therSecretNow'.repeat(3)}` };
  });
  app.delete<{ Params: { id: string } }>('/api/v1/tokens/:id', ({ params }, reply) => {
    (everyToken().find(({ id }) => id === params.id) as TokenRow).state = 'revoked';
    return reply.code(204).send();
  });

  app.get<{ Querystring: Record<string, string> }>('/api/v1/audit', ({ query }, reply) => {
    const refused = needs(reply, 'audit');
    if (refused) return refused;
    const limit = Number(query.limit ?? 100);
    const words = (query.text ?? '').toLowerCase();
    const entries = auditFixture(shown.auditEntries, now).filter(
      (entry) =>
        JSON.stringify(entry).toLowerCase().includes(words) &&
        (query.outcome === undefined || entry.outcome === query.outcome) &&
        (query.action === undefined || entry.action === query.action) &&
        (query.who === undefined || entry.who.name === query.who),
    );
    const from = Number(query.cursor ?? 0);
    return {
      entries: entries.slice(from, from + limit),
      next: from + limit < entries.length ? String(from + limit) : null,
    };
  });

  return {
    shown,
    reset() {
      Object.assign(shown, { me: administrator, signIn: 'password', people: 'few', tokens: 'few', auditEntries: 230 });
      people = null;
      tokens = null;
      failures = 0;
    },
  };
}
