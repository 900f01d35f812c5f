import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Alerts that other tools raise, and the retirements of alerts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, createTable } = portable(db);

  await createTable('external_alerts')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('writer', text, (c) => c.notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('fingerprint', text, (c) => c.notNull())
    .addColumn('alertname', text, (c) => c.notNull())
    .addColumn('labels', text, (c) => c.notNull())
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addColumn('ended_by', text)
    .addColumn('seen_at', integer, (c) => c.notNull())
    .addColumn('received_at', integer, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('external_alerts_by_end')
    .on('external_alerts')
    .columns(['ended_at', 'started_at'])
    .execute();
  await db.schema
    .createIndex('external_alerts_by_source')
    .on('external_alerts')
    .columns(['source', 'fingerprint'])
    .execute();

  await createTable('retirements')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('alert', text, (c) => c.notNull())
    .addColumn('act', text, (c) => c.notNull())
    .addColumn('replacement', text)
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('checked', text)
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('by_id', text, (c) => c.notNull())
    .addColumn('by_name', text, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('retirements_by_alert').on('retirements').columns(['alert', 'number']).unique().execute();
}
