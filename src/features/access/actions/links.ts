import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, hour } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { secretHash } from '../session.ts';

export type LinkKind = 'first-administrator' | 'invitation';

const lifeMs: Record<LinkKind, number> = { 'first-administrator': hour, invitation: 7 * day };

export interface MadeLink {
  /** Only its hash is stored. */
  secret: string;
  expiresAt: EpochMs;
}

/** Makes a one-time link; earlier ones of its kind for the same person no longer hold. */
export async function makeLink(
  records: Transaction<Tables>,
  kind: LinkKind,
  person: string | null,
  at: EpochMs,
): Promise<MadeLink> {
  await dropLinks(records, kind, person);
  await records.deleteFrom('links').where('expires_at', '<=', at).execute();
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = at + lifeMs[kind];
  const row = { hash: secretHash(secret), kind, person, created_at: at, expires_at: expiresAt, used_at: null };
  await records.insertInto('links').values(row).execute();
  return { secret, expiresAt };
}

/** Makes the links of a kind and person that nobody has used yet worthless. */
export async function dropLinks(records: Kysely<Tables>, kind: LinkKind, person: string | null): Promise<void> {
  await records
    .deleteFrom('links')
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('person', person === null ? 'is' : '=', person)
    .execute();
}

/** The link of this secret, unused and in time. Throws ProductError `link_spent` for any other secret. */
export async function lookAtLink(
  records: Kysely<Tables>,
  kind: LinkKind,
  secret: string,
  at: EpochMs,
): Promise<{ person: string | null; expiresAt: EpochMs }> {
  const row = await records
    .selectFrom('links')
    .select(['person', 'expires_at'])
    .where('hash', '=', secretHash(secret))
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (row === undefined) throw spent();
  return { person: row.person, expiresAt: row.expires_at };
}

/** Uses the link up: of two at once one wins, the other gets ProductError `link_spent`. */
export async function useLink(
  records: Transaction<Tables>,
  kind: LinkKind,
  secret: string,
  at: EpochMs,
): Promise<{ person: string | null }> {
  const { person } = await lookAtLink(records, kind, secret, at);
  const used = await records
    .updateTable('links')
    .set({ used_at: at })
    .where('hash', '=', secretHash(secret))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw spent();
  return { person };
}

const spent = (): ProductError =>
  new ProductError('link_spent', 'This link was used already, has been replaced, or is older than it may be.');
