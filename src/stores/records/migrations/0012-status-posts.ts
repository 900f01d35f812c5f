import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** What customers were told of outages, which is only ever added to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('status_posts')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('outage', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('by_id', text, (c) => c.notNull())
    .addColumn('by_name', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('title', json)
    .addColumn('body', json, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('status_posts_by_outage').on('status_posts').columns(['outage', 'at']).execute();
  await db.schema.createIndex('status_posts_by_age').on('status_posts').columns(['at', 'id']).execute();
}
