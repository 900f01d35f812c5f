import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { ExternalAlerts } from '../../../stores/records/alert-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Doer, writeAudit } from '../../access/actions/write-audit.ts';
import type { Writer } from '../../access/writer.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { alertFinder } from '../alerts/alert-finder.ts';
import { type AlertTime, type EndedBy, settle } from '../alerts/settle-alert.ts';
import { judgeAlerts, type ToldAlert } from '../alerts/webhook.ts';
import type { EventsAnswer } from '../contract.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Source } from '../source.ts';

/** Rows of one statement: eleven values each. */
const rowsAtOnce = 500;

export interface AlertsRequest {
  source: Source;
  writer: Writer;
  doer: Doer;
  rows: readonly unknown[];
}

interface Told {
  index: number;
  id: string;
  alert: ToldAlert;
}

/**
 * Takes what an Alertmanager tells: judges each alert, and keeps each time of firing once per writer, fingerprint and begin. A repeat
 * changes nothing and is told as `duplicate`. A source that has as many distinct alerts as its `seriesLimit` gets no new ones
 * (`series_limit`); known ones go on. Answers after it is on disk.
 */
export async function takeAlerts(
  deps: { records: Kysely<Tables>; catalog: Catalog; now: EpochMs; retentionMs: number },
  { source, writer, doer, rows }: AlertsRequest,
): Promise<EventsAnswer> {
  const { records, catalog, now, retentionMs } = deps;
  const find = alertFinder(catalog);
  const context = {
    writer,
    now,
    retentionMs,
    find: (name: string, labels: ToldAlert['labels']) => find(source.name, name, labels),
  };
  const { alerts, rejected } = judgeAlerts(rows, context);
  if (alerts.length === 0) return { accepted: 0, duplicate: 0, rejected };
  const refused = new Set(rejected.map(({ index }) => index));
  const places = rows.flatMap((_, index) => (refused.has(index) ? [] : [index]));
  const told = alerts.map((alert, nth) => ({ index: places[nth]!, id: idOf(writer, source, alert), alert }));
  return records.transaction().execute(async (transaction) => {
    const { admitted, beyond } = await withinLimit(transaction, source, told);
    const kept = await keptBy(transaction, [...new Set(admitted.map(({ id }) => id))]);
    const next = new Map<string, ExternalAlerts>();
    let accepted = 0;
    for (const { id, alert } of admitted) {
      const before = next.get(id) ?? kept.get(id);
      const { time, isNews } = settle(before ? timeOf(before) : null, alert, now);
      if (isNews) accepted += 1;
      next.set(id, rowOf(id, { writer, source, alert, time, receivedAt: before?.received_at ?? now }));
    }
    await write(transaction, [...next.values()]);
    if (accepted > 0) {
      const subject = `source ${source.name}`;
      await writeAudit(transaction, now, { ...doer, action: 'alert.send', subject, details: { alerts: accepted } });
    }
    const all = [...rejected, ...beyond].sort((a, b) => a.index - b.index);
    return { accepted, duplicate: admitted.length - accepted, rejected: all };
  });
}

/** The same for the same time of the same alert of a token. */
function idOf(writer: Writer, source: Source, { fingerprint, startedAt }: ToldAlert): string {
  const told = JSON.stringify([writer.id, source.name, fingerprint, startedAt]);
  return `alert-${createHash('sha256').update(told).digest('hex').slice(0, 24)}`;
}

async function withinLimit(
  records: Transaction<Tables>,
  { name, seriesLimit }: Source,
  told: readonly Told[],
): Promise<{ admitted: Told[]; beyond: (Refusal & { index: number })[] }> {
  const own = records.selectFrom('external_alerts').where('source', '=', name);
  const counted = await own.select(({ fn }) => fn.count('fingerprint').distinct().as('many')).executeTakeFirstOrThrow();
  const known = new Set<string>();
  const fingerprints = [...new Set(told.map(({ alert }) => alert.fingerprint))];
  for (let from = 0; from < fingerprints.length; from += rowsAtOnce) {
    const some = fingerprints.slice(from, from + rowsAtOnce);
    const rows = await own.select('fingerprint').distinct().where('fingerprint', 'in', some).execute();
    for (const row of rows) known.add(row.fingerprint);
  }
  let room = seriesLimit - Number(counted.many);
  const admitted: Told[] = [];
  const beyond: (Refusal & { index: number })[] = [];
  const { code, message } = refuse(
    'series_limit',
    `the source ${name} has reached its limit of ${seriesLimit} alerts; known alerts go on`,
  );
  for (const one of told) {
    const isNew = !known.has(one.alert.fingerprint);
    if (isNew && room <= 0) {
      beyond.push({ index: one.index, code, message });
      continue;
    }
    if (isNew) room -= 1;
    known.add(one.alert.fingerprint);
    admitted.push(one);
  }
  return { admitted, beyond };
}

async function keptBy(records: Transaction<Tables>, ids: readonly string[]): Promise<Map<string, ExternalAlerts>> {
  const kept = new Map<string, ExternalAlerts>();
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    const some = ids.slice(from, from + rowsAtOnce);
    const rows = await records.selectFrom('external_alerts').selectAll().where('id', 'in', some).execute();
    for (const row of rows) kept.set(row.id, row);
  }
  return kept;
}

const timeOf = (row: ExternalAlerts): AlertTime => ({
  ...{ startedAt: row.started_at, endedAt: row.ended_at, seenAt: row.seen_at },
  endedBy: row.ended_by as EndedBy | null,
});

interface Kept {
  writer: Writer;
  source: Source;
  alert: ToldAlert;
  time: AlertTime;
  receivedAt: EpochMs;
}

const rowOf = (id: string, { writer, source, alert, time, receivedAt }: Kept): ExternalAlerts => ({
  ...{ id, writer: writer.id, source: source.name, fingerprint: alert.fingerprint, alertname: alert.alertname },
  labels: JSON.stringify(alert.labels),
  ...{ started_at: time.startedAt, ended_at: time.endedAt, ended_by: time.endedBy, seen_at: time.seenAt },
  received_at: receivedAt,
});

async function write(records: Transaction<Tables>, rows: readonly ExternalAlerts[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await records
      .insertInto('external_alerts')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          ended_at: ref('excluded.ended_at'),
          ended_by: ref('excluded.ended_by'),
          seen_at: ref('excluded.seen_at'),
        })),
      )
      .execute();
  }
}
