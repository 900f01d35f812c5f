import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import type { PasswordChange } from '../contract.ts';
import type { Person } from '../who.ts';
import type { RequestFacts, SessionDeps } from './begin-session.ts';
import { dropLinks } from './links.ts';
import { type SignInDeps, tryPassword } from './sign-in.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Sets a new password; every other session of the person ends. Throws ProductError `wrong_credentials` for a wrong present
 * one, `conflict` for a person who has none, `too_many_attempts`, `busy`.
 */
export async function changePassword(
  deps: SignInDeps,
  who: Person,
  session: string | null,
  { current, next }: z.infer<typeof PasswordChange>,
  facts: RequestFacts,
): Promise<void> {
  const row = await deps.records
    .selectFrom('people')
    .select('password_hash')
    .where('id', '=', who.id)
    .executeTakeFirst();
  if (row === undefined || row.password_hash === null)
    throw new ProductError('conflict', 'You sign in elsewhere and have no password here.');
  const line = { who, address: facts.address, action: 'person.password', subject: `person ${who.name}` };
  if (!(await tryPassword(deps, who.name, facts, current, row.password_hash))) {
    await writeAudit(deps.records, deps.now(), { ...line, outcome: 'refused' });
    throw new ProductError('wrong_credentials', 'The present password is not right.');
  }
  const hash = await deps.passwords.hash(next);
  await deps.records.transaction().execute(async (records) => {
    await records.updateTable('people').set({ password_hash: hash }).where('id', '=', who.id).execute();
    const others = records.deleteFrom('sessions').where('person', '=', who.id);
    await (session === null ? others : others.where('hash', '!=', session)).execute();
    await dropLinks(records, 'invitation', who.id);
    await writeAudit(records, deps.now(), line);
  });
}

/** Ends one session. */
export async function signOut(
  deps: Pick<SessionDeps, 'records' | 'now'>,
  who: Person,
  session: string,
  { address }: RequestFacts,
): Promise<void> {
  await deps.records.transaction().execute(async (records) => {
    await records.deleteFrom('sessions').where('hash', '=', session).execute();
    await writeAudit(records, deps.now(), { who, address, action: 'session.end', subject: `person ${who.name}` });
  });
}
