import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { InvitationAccept, InvitationFor } from '../contract.ts';
import { addSession, type BegunSession, type RequestFacts, type SessionDeps } from './begin-session.ts';
import { lookAtLink, useLink } from './links.ts';
import type { Passwords } from './passwords.ts';
import { writeAudit } from './write-audit.ts';

/** Whose invitation it is. Throws ProductError `link_spent` also for one who has been disabled since. */
export async function lookAtInvitation(
  { records, now }: Pick<SessionDeps, 'records' | 'now'>,
  secret: string,
): Promise<z.infer<typeof InvitationFor>> {
  const { person, expiresAt } = await lookAtLink(records, 'invitation', secret, now());
  const { name, display_name } = await invited(records, person);
  return { name, displayName: display_name, expiresAt: toRfc3339(expiresAt) };
}

/** Sets the password of the invited person, ends sessions there are, and signs in. Throws ProductError `link_spent`. */
export async function acceptInvitation(
  deps: SessionDeps & { passwords: Passwords },
  { secret, password }: z.infer<typeof InvitationAccept>,
  facts: RequestFacts,
): Promise<BegunSession> {
  // looked at first, so that hashing is done for holders of a link only
  await lookAtInvitation(deps, secret);
  const hash = await deps.passwords.hash(password);
  return deps.records.transaction().execute(async (records) => {
    const at: EpochMs = deps.now();
    const link = await useLink(records, 'invitation', secret, at);
    const { id, name, version } = await invited(records, link.person);
    await records
      .updateTable('people')
      .set({ password_hash: hash, version: version + 1 })
      .where('id', '=', id)
      .execute();
    await records.deleteFrom('sessions').where('person', '=', id).execute();
    const who = { kind: 'person', id, name } as const;
    await writeAudit(records, at, { who, address: facts.address, action: 'person.accept', subject: `person ${name}` });
    return addSession({ ...deps, records }, id, facts, 'invitation');
  });
}

async function invited(records: Kysely<Tables>, id: string | null) {
  const row = await records
    .selectFrom('people')
    .select(['id', 'name', 'display_name', 'version'])
    .where('id', '=', id ?? '')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw new ProductError('link_spent', 'The person this link is for may not sign in any more.');
  return row;
}
