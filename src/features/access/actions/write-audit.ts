import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Who } from '../who.ts';

/** By whom and from where something was done; every action that writes takes one. */
export interface Doer {
  who: { kind: Who['kind'] | 'nobody'; id: string; name: string };
  /** Network address of the request; empty for what the machine does by itself. */
  address: string;
}

/** One who is not known, such as who signs in with a wrong password. */
export const nobody: Doer['who'] = { kind: 'nobody', id: '', name: '' };

export interface AuditLine extends Doer {
  /** Noun and verb, such as `catalog.apply`, `person.invite`, `token.rotate`, `session.begin`. */
  action: string;
  /** What it was done to, such as `person anna`; never a user's pseudonym or a secret. */
  subject: string;
  /** What changed, without secrets. */
  details?: Record<string, unknown>;
  outcome?: 'done' | 'refused';
}

/** Adds a line to the audit log, in the transaction of what it tells of, so that neither is there without the other. */
export async function writeAudit(records: Kysely<Tables>, at: EpochMs, line: AuditLine): Promise<void> {
  const { who, address, action, subject, details = {}, outcome = 'done' } = line;
  await records
    .insertInto('audit')
    .values({
      id: auditId(at),
      at,
      who_kind: who.kind,
      who_id: who.id,
      who_name: who.name,
      action,
      subject,
      details: JSON.stringify(details),
      outcome,
      address,
    })
    .execute();
}

let last = { at: 0, nth: 0 };

/** Rises with time, also within a millisecond: time, number within it, chance. */
function auditId(at: EpochMs): string {
  last = at > last.at ? { at, nth: 0 } : { at: last.at, nth: last.nth + 1 };
  const part = (number: number, width: number) => number.toString(36).padStart(width, '0');
  return `${part(last.at, 9)}-${part(last.nth, 4)}-${randomBytes(5).toString('hex')}`;
}
