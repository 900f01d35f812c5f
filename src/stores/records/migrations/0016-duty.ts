import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Test pages with who got them, and the last good copy of each calendar that a rotation is read from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, createTable } = portable(db);

  await createTable('test_pages')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('rotation', text, (c) => c.notNull())
    .addColumn('person', text)
    .addColumn('channels', text, (c) => c.notNull())
    .addColumn('made_at', integer, (c) => c.notNull())
    .addColumn('made_by', text, (c) => c.notNull())
    .addColumn('made_by_name', text, (c) => c.notNull())
    .addColumn('acknowledged_at', integer)
    .addColumn('acknowledged_by_name', text)
    .execute();
  await db.schema.createIndex('test_pages_by_age').on('test_pages').columns(['rotation', 'made_at']).execute();

  await createTable('duty_calendars')
    .addColumn('url', text, (c) => c.primaryKey().notNull())
    .addColumn('text', text)
    .addColumn('read_at', integer)
    .addColumn('failing_since', integer)
    .addColumn('reason', text)
    .execute();
}
