import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { Audit } from '../../stores/records/tables.ts';
import type { AuditEntry } from './contract.ts';
import { csvRow } from './csv-text.ts';

/** A line of the log as it crosses HTTP. */
export function auditEntry(row: Audit): AuditEntry {
  return {
    id: row.id,
    at: toRfc3339(row.at),
    who: { kind: row.who_kind, id: row.who_id, name: row.who_name },
    action: row.action,
    subject: row.subject,
    details: JSON.parse(row.details) as Record<string, unknown>,
    outcome: row.outcome as AuditEntry['outcome'],
    address: row.address,
  };
}

const columns = ['id', 'at', 'who_kind', 'who_id', 'who_name', 'action', 'subject', 'details', 'outcome', 'address'];

/** How the log is written out: what stands before the lines, and each line. */
export const auditFormats = {
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    head: csvRow(columns),
    line: ({ id, at, who, action, subject, details, outcome, address }: AuditEntry): string =>
      csvRow([id, at, who.kind, who.id, who.name, action, subject, JSON.stringify(details), outcome, address]),
  },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (entry: AuditEntry): string => `${JSON.stringify(entry)}\n`,
  },
} as const;

/** Where a page ended: the next begins after this line. */
export interface AuditPlace {
  at: EpochMs;
  id: string;
}

export function cursorOf({ at, id }: AuditPlace): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** Null for a text that is no cursor. */
export function placeIn(cursor: string): AuditPlace | null {
  const match = /^(-?\d{1,15}) ([0-9a-z-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? { at: Number(match[1]), id: match[2]! } : null;
}

/** Whether a line holds the text in name, action, subject or details, whatever its case. */
export function holdsText(row: Pick<Audit, 'who_name' | 'action' | 'subject' | 'details'>, text: string): boolean {
  const wanted = text.toLowerCase();
  return [row.who_name, row.action, row.subject, row.details].some((part) => part.toLowerCase().includes(wanted));
}

/**
 * A pattern of LIKE, with `\` before what is meant literally, that every text holding this one matches once its A to Z are in
 * lower case. The engines differ in the case of other letters, so any character stands for these; `holdsText` decides.
 */
export function likePattern(text: string): string {
  const parts = Array.from(text.toLowerCase(), (one) => (/[%_\\]/.test(one) ? `\\${one}` : one > '~' ? '_' : one));
  return `%${parts.join('')}%`;
}
