import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** What is to be told, to whom it was, and how each channel does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('outbox')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('sequence', integer, (c) => c.notNull())
    .addColumn('message', json, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addUniqueConstraint('outbox_once', ['key', 'sequence'])
    .execute();
  await db.schema.createIndex('outbox_by_time').on('outbox').column('created_at').execute();

  await createTable('deliveries')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('message', text, (c) => c.notNull().references('outbox.id'))
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('tries', integer, (c) => c.notNull())
    .addColumn('next_at', integer, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('tried_at', integer)
    .addColumn('ended_at', integer)
    .addColumn('reason', text)
    .addColumn('told_by', text)
    .execute();
  await db.schema
    .createIndex('deliveries_by_state')
    .on('deliveries')
    .columns(['state', 'channel', 'next_at'])
    .execute();
  await db.schema.createIndex('deliveries_by_time').on('deliveries').columns(['created_at', 'id']).execute();
  await db.schema.createIndex('deliveries_by_key').on('deliveries').columns(['key', 'channel']).execute();
  await db.schema.createIndex('deliveries_by_message').on('deliveries').column('message').execute();

  await createTable('threads')
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('message', text, (c) => c.notNull().references('outbox.id'))
    .addColumn('sequence', integer, (c) => c.notNull())
    .addColumn('reference', json)
    .addColumn('digest', text)
    .addColumn('opened_at', integer, (c) => c.notNull())
    .addColumn('closed_at', integer)
    .addPrimaryKeyConstraint('threads_pk', ['channel', 'key'])
    .execute();
  await db.schema.createIndex('threads_by_digest').on('threads').columns(['digest', 'channel']).execute();

  await createTable('channel_states')
    .addColumn('channel', text, (c) => c.primaryKey().notNull())
    .addColumn('sent_at', integer)
    .addColumn('failing_since', integer)
    .addColumn('failed_at', integer)
    .addColumn('reason', text)
    .addColumn('closed_at', integer)
    .addColumn('closed_spec', text)
    .execute();
}
