import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** What was answered to writes with a key, so that a repeat is answered alike and nothing is done twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('once')
    .addColumn('who', text, (c) => c.notNull())
    .addColumn('route', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('digest', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('status', integer)
    .addColumn('headers', json)
    .addColumn('body', text)
    .addPrimaryKeyConstraint('once_key', ['who', 'route', 'key'])
    .execute();
  await db.schema.createIndex('once_by_age').on('once').columns(['at']).execute();
}
