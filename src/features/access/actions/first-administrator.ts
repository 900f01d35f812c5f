import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { FirstAdministrator } from '../contract.ts';
import { rolesIn } from '../person.ts';
import { lockAdministrators } from './administrators.ts';
import { addSession, type BegunSession, type RequestFacts, type SessionDeps } from './begin-session.ts';
import { lookAtLink, type MadeLink, makeLink, useLink } from './links.ts';
import type { Passwords } from './passwords.ts';
import { type Doer, writeAudit } from './write-audit.ts';

type Deps = Pick<SessionDeps, 'records' | 'now'>;

/** A new link by which whoever runs the machine becomes an administrator; the one before it no longer holds. */
export async function makeAdministratorLink(deps: Deps, doer: Doer): Promise<MadeLink> {
  return deps.records.transaction().execute(async (records) => {
    const at = deps.now();
    const link = await makeLink(records, 'first-administrator', null, at);
    await writeAudit(records, at, { ...doer, action: 'administrator.link', subject: 'server' });
    return link;
  });
}

/**
 * Makes whoever holds the link an administrator, and signs in. A name that is taken is that person, who forgot the password
 * or lost the role: the link comes from the machine itself, which may do everything. Throws ProductError `link_spent`.
 */
export async function becomeAdministrator(
  deps: SessionDeps & { passwords: Passwords },
  input: z.infer<typeof FirstAdministrator>,
  facts: RequestFacts,
): Promise<BegunSession> {
  // looked at first, so that hashing is done for holders of a link only
  await lookAtLink(deps.records, 'first-administrator', input.secret, deps.now());
  const hash = await deps.passwords.hash(input.password);
  return deps.records.transaction().execute(async (records) => {
    const at = deps.now();
    await useLink(records, 'first-administrator', input.secret, at);
    await lockAdministrators(records, at);
    const { id, isNew } = await putAdministrator(records, input, hash, at);
    const who = { kind: 'person', id, name: input.name } as const;
    const line = { who, address: facts.address, action: 'administrator.become', subject: `person ${input.name}` };
    await writeAudit(records, at, { ...line, details: { new: isNew } });
    return addSession({ ...deps, records }, id, facts, 'first-administrator');
  });
}

async function putAdministrator(
  records: Transaction<Tables>,
  { name, displayName }: z.infer<typeof FirstAdministrator>,
  hash: string,
  at: EpochMs,
): Promise<{ id: string; isNew: boolean }> {
  const known = await records.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirst();
  if (known !== undefined) {
    const roles = JSON.stringify([...new Set([...rolesIn(known), 'administrator'])]);
    const next = { password_hash: hash, disabled_at: null, roles, version: known.version + 1 };
    await records.updateTable('people').set(next).where('id', '=', known.id).execute();
    await records.deleteFrom('sessions').where('person', '=', known.id).execute();
    return { id: known.id, isNew: false };
  }
  const id = randomUUID();
  const rights = { roles: '["administrator"]', money: '"all"' };
  const row = { id, name, display_name: displayName, ...rights, password_hash: hash, created_at: at, version: 1 };
  await records.insertInto('people').values(row).execute();
  return { id, isNew: true };
}
