import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { People, Tables } from '../../../stores/records/tables.ts';
import type { Invitation, Invited, NewPerson } from '../contract.ts';
import { personRow } from '../person.ts';
import { makeLink } from './links.ts';
import { type Doer, writeAudit } from './write-audit.ts';

export interface PeopleDeps {
  records: Kysely<Tables>;
  now: () => EpochMs;
}

/** Adds a person, who may come in by the invitation. Throws ProductError `conflict` when the name is taken. */
export async function createPerson(
  deps: PeopleDeps,
  doer: Doer,
  input: z.infer<typeof NewPerson>,
): Promise<z.infer<typeof Invited>> {
  const { name, displayName, email = null, roles, money } = input;
  return deps.records.transaction().execute(async (records) => {
    const at = deps.now();
    const id = randomUUID();
    const held = { roles: JSON.stringify([...new Set(roles)]), money: JSON.stringify(money) };
    const inserted = await records
      .insertInto('people')
      .values({ id, name, display_name: displayName, email, ...held, created_at: at, version: 1 })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n)
      throw new ProductError('conflict', 'Somebody of this name is there already.', { field: 'name' });
    const details = { roles, money };
    await writeAudit(records, at, { ...doer, action: 'person.create', subject: `person ${name}`, details });
    const invitation = await invite(records, id, at);
    return { person: personRow(await rowOf(records, id)), invitation };
  });
}

/**
 * A new invitation, also for one who forgot the password: what holds now goes on holding until it is accepted.
 * Throws ProductError `not_found`, `conflict` for one who is disabled.
 */
export async function inviteAgain(deps: PeopleDeps, doer: Doer, id: string): Promise<z.infer<typeof Invitation>> {
  return deps.records.transaction().execute(async (records) => {
    const at = deps.now();
    const { name, disabled_at } = await rowOf(records, id);
    if (disabled_at !== null) throw new ProductError('conflict', 'This person is disabled; enable first.');
    await writeAudit(records, at, { ...doer, action: 'person.invite', subject: `person ${name}` });
    return invite(records, id, at);
  });
}

/** Ends every session of a person. Throws ProductError `not_found`. */
export async function endSessions(deps: PeopleDeps, doer: Doer, id: string): Promise<void> {
  await deps.records.transaction().execute(async (records) => {
    const { name } = await rowOf(records, id);
    const ended = await records.deleteFrom('sessions').where('person', '=', id).executeTakeFirst();
    const details = { sessions: Number(ended.numDeletedRows) };
    await writeAudit(records, deps.now(), { ...doer, action: 'person.sign-out', subject: `person ${name}`, details });
  });
}

async function invite(records: Transaction<Tables>, id: string, at: EpochMs): Promise<z.infer<typeof Invitation>> {
  const { secret, expiresAt } = await makeLink(records, 'invitation', id, at);
  return { secret, path: '/invitation', expiresAt: toRfc3339(expiresAt) };
}

/** Throws ProductError `not_found`. */
export async function rowOf(records: Kysely<Tables>, id: string): Promise<People> {
  const row = await records.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new ProductError('not_found', 'There is no such person.');
  return row;
}
