import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** The ledger of outages as it stands, and its trail, which is only ever added to and where each line holds the hash of the one before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('outages')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('from_at', integer, (c) => c.notNull())
    .addColumn('to_at', integer)
    .addColumn('first_at', integer, (c) => c.notNull())
    .addColumn('last_at', integer)
    .addColumn('due_at', integer, (c) => c.notNull())
    .addColumn('waiting', integer, (c) => c.notNull())
    // an incident drafts one outage, however often it is looked at
    .addColumn('incident', text, (c) => c.unique())
    .addColumn('origin_source', text)
    .addColumn('origin_id', text)
    .addColumn('imported', json)
    .addColumn('outage', json, (c) => c.notNull())
    .addColumn('revision', integer, (c) => c.notNull())
    .addColumn('line', integer, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .addUniqueConstraint('outages_by_origin', ['origin_source', 'origin_id'])
    .execute();
  await db.schema.createIndex('outages_by_begin').on('outages').columns(['from_at', 'id']).execute();
  await db.schema.createIndex('outages_by_subject').on('outages').columns(['subject', 'first_at']).execute();
  await db.schema.createIndex('outages_by_state').on('outages').columns(['state', 'due_at']).execute();

  await createTable('ledger_trail')
    .addColumn('line', integer, (c) => c.primaryKey().notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('by_id', text)
    .addColumn('by_name', text)
    .addColumn('reason', text)
    .addColumn('content', json, (c) => c.notNull())
    // the same line never follows twice, so the chain cannot fork
    .addColumn('previous', text, (c) => c.notNull().unique())
    .addColumn('hash', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('ledger_trail_by_subject')
    .on('ledger_trail')
    .columns(['kind', 'subject', 'line'])
    .execute();

  await createTable('ledger_head')
    .addColumn('name', text, (c) => c.primaryKey().notNull())
    .addColumn('line', integer, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('at', integer)
    .execute();
}
