import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Vendors who are asked, what they tell of themselves, and how reading it goes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('vendor_calls')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('vendor', text, (c) => c.notNull())
    .addColumn('incident', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('call', json, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('vendor_calls_of_incident').on('vendor_calls').column('incident').execute();
  await db.schema.createIndex('vendor_calls_by_vendor').on('vendor_calls').columns(['vendor', 'started_at']).execute();
  await db.schema.createIndex('vendor_calls_by_state').on('vendor_calls').column('state').execute();

  await createTable('vendor_told')
    .addColumn('vendor', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('from_at', integer, (c) => c.notNull())
    .addColumn('to_at', integer)
    .addColumn('told', json, (c) => c.notNull())
    .addPrimaryKeyConstraint('vendor_told_key', ['vendor', 'what', 'id'])
    .execute();
  await db.schema.createIndex('vendor_told_by_time').on('vendor_told').column('from_at').execute();

  await createTable('vendor_readings')
    .addColumn('vendor', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('url', text, (c) => c.notNull())
    .addColumn('marks', json, (c) => c.notNull())
    .addColumn('says', text)
    .addColumn('read_at', integer)
    .addColumn('failing_since', integer)
    .addColumn('reason', text)
    .addPrimaryKeyConstraint('vendor_readings_key', ['vendor', 'what'])
    .execute();
}
