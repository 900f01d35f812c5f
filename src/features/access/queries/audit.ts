import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import type { Audit, Tables } from '../../../stores/records/tables.ts';
import { type AuditPlace, auditEntry, cursorOf, holdsText, likePattern, placeIn } from '../audit-entry.ts';
import type { AuditAnswer, AuditEntry, AuditQuery } from '../contract.ts';

type Records = Kysely<Tables>;
export type AuditFilters = Omit<z.infer<typeof AuditQuery>, 'cursor' | 'limit'>;

/** Rows asked for at once while the log is walked. */
const batchRows = 500;

/** A page of the log, newest first, with the cursor of the next. Throws ProductError `bad_input` for a text that is no cursor. */
export async function auditPage(
  records: Records,
  { cursor, limit, ...filters }: z.infer<typeof AuditQuery>,
): Promise<z.infer<typeof AuditAnswer>> {
  const after = cursor === undefined ? undefined : placeIn(cursor);
  if (after === null) throw new ProductError('bad_input', 'cursor: expected the `next` of an earlier answer.');
  const rows: Audit[] = [];
  for await (const row of auditRows(records, filters, after)) {
    if (rows.push(row) > limit) break;
  }
  const shown = rows.slice(0, limit);
  return { entries: shown.map(auditEntry), next: rows.length > limit ? cursorOf(shown.at(-1)!) : null };
}

/** Everything that the filters let through, newest first; what is added meanwhile is not among it. */
export async function* auditEntries(records: Records, filters: AuditFilters): AsyncGenerator<AuditEntry> {
  for await (const row of auditRows(records, filters)) yield auditEntry(row);
}

async function* auditRows(records: Records, filters: AuditFilters, after?: AuditPlace): AsyncGenerator<Audit> {
  let place = after;
  for (;;) {
    const rows = await batch(records, filters, place);
    for (const row of rows) if (filters.text === undefined || holdsText(row, filters.text)) yield row;
    const last = rows.at(-1);
    if (rows.length < batchRows || last === undefined) return;
    place = { at: last.at, id: last.id };
  }
}

function batch(records: Records, filters: AuditFilters, after: AuditPlace | undefined): Promise<Audit[]> {
  const { from, to, who, action, outcome, text } = filters;
  let query = records.selectFrom('audit').selectAll();
  if (from !== undefined) query = query.where('at', '>=', Date.parse(from));
  if (to !== undefined) query = query.where('at', '<', Date.parse(to));
  if (who !== undefined) query = query.where((row) => row.or([row('who_name', '=', who), row('who_id', '=', who)]));
  if (action !== undefined) query = query.where((row) => row.or([row('action', '=', action), isOf(action)]));
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (text !== undefined) {
    const columns = ['who_name', 'action', 'subject', 'details'] as const;
    query = query.where((row) => row.or(columns.map((column) => isLike(column, likePattern(text)))));
  }
  if (after !== undefined) {
    const { at, id } = after;
    query = query.where((row) => row.or([row('at', '<', at), row.and([row('at', '=', at), row('id', '<', id)])]));
  }
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(batchRows).execute();
}

/** The actions of a noun: `token` stands for `token.create` and its like. */
const isOf = (noun: string) => sql<boolean>`substr(${sql.ref('action')}, 1, ${noun.length + 1}) = ${`${noun}.`}`;

const isLike = (column: string, pattern: string) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
