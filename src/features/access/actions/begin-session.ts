import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { personIn } from '../person.ts';
import { type SessionLife, secretHash } from '../session.ts';
import type { Person } from '../who.ts';
import { writeAudit } from './write-audit.ts';

/** From where a request comes, as far as it is kept: network address and User-Agent. */
export interface RequestFacts {
  address: string;
  agent: string;
}

export interface SessionDeps {
  records: Kysely<Tables>;
  now: () => EpochMs;
  sessionLife: SessionLife;
}

export interface BegunSession {
  person: Person;
  /** For the cookie; only its hash is stored. */
  secret: string;
  expiresAt: EpochMs;
}

/** By what somebody came in; stands in the audit log. */
export type SignInWay = 'password' | 'openid' | 'first-administrator' | 'invitation';

const mostSessions = 50;
const mostAgentLength = 200;

/**
 * Begins a session for a person whose identity is proved, in a transaction of its own; the caller sets the cookie
 * (routes/session-cookie.ts). Throws ProductError `wrong_credentials` for one who is disabled or gone.
 */
export function beginSession(
  deps: SessionDeps,
  personId: string,
  facts: RequestFacts,
  way: SignInWay,
): Promise<BegunSession> {
  return deps.records
    .transaction()
    .execute((transaction) => addSession({ ...deps, records: transaction }, personId, facts, way));
}

/** The same within a transaction under way. */
export async function addSession(
  deps: SessionDeps & { records: Transaction<Tables> },
  personId: string,
  facts: RequestFacts,
  way: SignInWay,
): Promise<BegunSession> {
  const { records, now, sessionLife } = deps;
  const at = now();
  const row = await records.selectFrom('people').selectAll().where('id', '=', personId).executeTakeFirst();
  if (row === undefined || row.disabled_at !== null)
    throw new ProductError('wrong_credentials', 'This person may not sign in.');
  await removeOldSessions(records, personId, at, sessionLife);
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = at + sessionLife.absoluteMs;
  const agent = facts.agent.slice(0, mostAgentLength);
  await records
    .insertInto('sessions')
    .values({ hash: secretHash(secret), person: personId, created_at: at, seen_at: at, expires_at: expiresAt, agent })
    .execute();
  await records.updateTable('people').set({ last_seen_at: at }).where('id', '=', personId).execute();
  const person = personIn(row);
  const line = { who: person, address: facts.address, action: 'session.begin', subject: `person ${person.name}` };
  await writeAudit(records, at, { ...line, details: { by: way } });
  return { person, secret, expiresAt };
}

/** What nobody can use any more, and the longest unused of somebody who signs in over and over. */
async function removeOldSessions(
  records: Transaction<Tables>,
  personId: string,
  at: EpochMs,
  life: SessionLife,
): Promise<void> {
  await records
    .deleteFrom('sessions')
    .where((session) => session.or([session('expires_at', '<=', at), session('seen_at', '<=', at - life.idleMs)]))
    .execute();
  const surplus = await records
    .selectFrom('sessions')
    .select('hash')
    .where('person', '=', personId)
    .orderBy('seen_at', 'desc')
    .orderBy('hash')
    .offset(mostSessions - 1)
    .limit(mostSessions)
    .execute();
  if (surplus.length === 0) return;
  const hashes = surplus.map(({ hash }) => hash);
  await records.deleteFrom('sessions').where('hash', 'in', hashes).execute();
}
