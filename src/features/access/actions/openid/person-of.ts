import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../../errors.ts';
import type { EpochMs } from '../../../../maths/instants.ts';
import type { People, Tables } from '../../../../stores/records/tables.ts';
import { moneyFrom, type OpenIdSettings, rolesFrom, shownFrom } from '../../openid.ts';
import { personIn } from '../../person.ts';
import { lockAdministrators } from '../administrators.ts';
import type { RequestFacts, SessionDeps } from '../begin-session.ts';
import { addSession, type BegunSession } from '../begin-session.ts';
import { nobody, writeAudit } from '../write-audit.ts';
import type { Identity } from './provider.ts';

export interface AdmitDeps extends SessionDeps {
  settings: OpenIdSettings;
}

/**
 * Begins a session for somebody whom the provider knows. Who it is, issuer and subject alone say: an account with the same
 * name or e-mail address is somebody else's. Roles are those of this sign-in. Throws ProductError `not_allowed` for one
 * without a role here or, where accounts are not made, without an account; `wrong_credentials` for one who is disabled.
 */
export async function admit(deps: AdmitDeps, identity: Identity, facts: RequestFacts): Promise<BegunSession> {
  const { records, settings } = deps;
  const roles = rolesFrom(identity.claims, settings);
  const row = await rowOf(records, identity);
  if (roles.length === 0) {
    await turnAway(deps, row, facts, 'no role');
    throw new ProductError('not_allowed', 'Your account at the provider holds no role here. Ask an administrator.');
  }
  if (row === undefined && !settings.create) {
    await turnAway(deps, row, facts, 'no account');
    throw new ProductError('not_allowed', 'There is no account for you here. Ask an administrator.');
  }
  if (row !== undefined && row.disabled_at !== null) await turnAway(deps, row, facts, 'disabled');
  return records.transaction().execute(async (transaction) => {
    const at = deps.now();
    // a role may go with this sign-in, also that of an administrator
    await lockAdministrators(transaction, at);
    const known = await rowOf(transaction, identity);
    const id =
      known === undefined
        ? await create(transaction, deps, identity, facts, at)
        : await refresh(transaction, deps, known, identity, facts, at);
    return addSession({ ...deps, records: transaction }, id, facts, 'openid');
  });
}

const rowOf = (records: Kysely<Tables>, { issuer, subject }: Identity): Promise<People | undefined> =>
  records
    .selectFrom('people')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();

/** Somebody who has lost every role at the provider goes out everywhere. */
async function turnAway(
  { records, now }: AdmitDeps,
  row: People | undefined,
  { address }: RequestFacts,
  why: string,
): Promise<void> {
  await records.transaction().execute(async (transaction) => {
    if (row !== undefined) await transaction.deleteFrom('sessions').where('person', '=', row.id).execute();
    const subject = row === undefined ? 'person (no account)' : `person ${row.name}`;
    const line = { who: nobody, address, action: 'session.begin', subject, outcome: 'refused' } as const;
    await writeAudit(transaction, now(), { ...line, details: { by: 'openid', why } });
  });
}

async function create(
  records: Transaction<Tables>,
  { settings }: AdmitDeps,
  { issuer, subject, claims }: Identity,
  { address }: RequestFacts,
  at: EpochMs,
): Promise<string> {
  const shown = shownFrom(claims, settings);
  const roles = rolesFrom(claims, settings);
  const money = moneyFrom(claims, settings) ?? [];
  const id = randomUUID();
  const name = await freeName(records, shown.name);
  const held = { roles: JSON.stringify(roles), money: JSON.stringify(money) };
  const row = { id, name, display_name: shown.displayName, email: shown.email, ...held, issuer, subject };
  await records
    .insertInto('people')
    .values({ ...row, created_at: at, version: 1 })
    .execute();
  const line = { who: personIn(row), address, action: 'person.create', subject: `person ${name}` };
  await writeAudit(records, at, { ...line, details: { by: 'openid', issuer, roles, money } });
  return id;
}

/** The name, or the name with the first number that makes it one that nobody has. */
async function freeName(records: Transaction<Tables>, wanted: string): Promise<string> {
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? wanted : `${wanted}-${nth}`;
    const taken = await records.selectFrom('people').select('id').where('name', '=', name).executeTakeFirst();
    if (taken === undefined) return name;
  }
}

async function refresh(
  records: Transaction<Tables>,
  { settings }: AdmitDeps,
  row: People,
  { claims }: Identity,
  { address }: RequestFacts,
  at: EpochMs,
): Promise<string> {
  const shown = shownFrom(claims, settings);
  const roles = rolesFrom(claims, settings);
  const money = moneyFrom(claims, settings);
  const next = {
    display_name: shown.displayName,
    email: shown.email,
    roles: JSON.stringify(roles),
    money: money === null ? row.money : JSON.stringify(money),
  };
  const changed = (Object.keys(next) as (keyof typeof next)[]).filter((field) => next[field] !== row[field]);
  if (changed.length === 0) return row.id;
  await records
    .updateTable('people')
    .set({ ...next, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
  const details = { by: 'openid', changed, roles };
  const line = { who: personIn({ ...row, ...next }), address, action: 'person.edit', subject: `person ${row.name}` };
  await writeAudit(records, at, { ...line, details });
  return row.id;
}
