import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { People, Tables } from '../../../stores/records/tables.ts';
import type { PersonEdit, PersonRow } from '../contract.ts';
import { isActiveAdministrator, personRow } from '../person.ts';
import { lockAdministrators, needAdministrator } from './administrators.ts';
import { dropLinks } from './links.ts';
import { type PeopleDeps, rowOf } from './people.ts';
import { type Doer, writeAudit } from './write-audit.ts';

export interface EditInput {
  id: string;
  /** The version that was looked at; undefined for whatever holds. */
  ifVersion: number | undefined;
  edit: z.infer<typeof PersonEdit>;
}

/**
 * Changes a person; what the edit leaves out stays. One who is disabled loses sessions and invitation at once. Throws
 * ProductError `not_found`, `precondition_failed` when another version holds, `conflict` when no administrator would be left.
 */
export async function editPerson(deps: PeopleDeps, doer: Doer, input: EditInput): Promise<PersonRow> {
  return deps.records.transaction().execute(async (records) => {
    const at = deps.now();
    await lockAdministrators(records, at);
    const before = await rowOf(records, input.id);
    if (input.ifVersion !== undefined && input.ifVersion !== before.version) throw changedMeanwhile(before.version);
    const after = edited(before, input.edit, at);
    const changes = changesOf(before, after);
    if (Object.keys(changes).length === 0) return personRow(before);
    await write(records, before.version, after);
    if (isActiveAdministrator(before) && !isActiveAdministrator(after)) await needAdministrator(records);
    if (after.disabled_at !== null) {
      await records.deleteFrom('sessions').where('person', '=', after.id).execute();
      await dropLinks(records, 'invitation', after.id);
    }
    const subject = `person ${after.name}`;
    await writeAudit(records, at, { ...doer, action: 'person.edit', subject, details: changes });
    return personRow(after);
  });
}

function edited(before: People, edit: z.infer<typeof PersonEdit>, at: EpochMs): People {
  const { displayName, email, roles, money, disabled } = edit;
  const disabledAt = disabled === undefined ? before.disabled_at : disabled ? (before.disabled_at ?? at) : null;
  return {
    ...before,
    display_name: displayName ?? before.display_name,
    email: email === undefined ? before.email : email,
    roles: roles === undefined ? before.roles : JSON.stringify([...new Set(roles)]),
    money: money === undefined ? before.money : JSON.stringify(money),
    disabled_at: disabledAt,
    version: before.version + 1,
  };
}

/** Field → what it was and is, for the audit log. An e-mail address says that it changed, not to what. */
function changesOf(before: People, after: People): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  if (before.display_name !== after.display_name) changes.displayName = [before.display_name, after.display_name];
  if (before.email !== after.email) changes.email = 'changed';
  for (const field of ['roles', 'money'] as const)
    if (before[field] !== after[field]) changes[field] = [JSON.parse(before[field]), JSON.parse(after[field])];
  if ((before.disabled_at === null) !== (after.disabled_at === null)) changes.disabled = after.disabled_at !== null;
  return changes;
}

async function write(records: Transaction<Tables>, version: number, { id, ...after }: People): Promise<void> {
  const { display_name, email, roles, money, disabled_at } = after;
  const updated = await records
    .updateTable('people')
    .set({ display_name, email, roles, money, disabled_at, version: after.version })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw changedMeanwhile(version);
}

function changedMeanwhile(version: number): ProductError {
  return new ProductError('precondition_failed', 'This person was changed meanwhile: look again.', { version });
}
