import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Where each switch stands, and everything that was ever done with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('switches')
    .addColumn('name', text, (c) => c.primaryKey().notNull())
    .addColumn('position', text, (c) => c.notNull())
    .addColumn('state', json, (c) => c.notNull())
    .addColumn('revision', integer, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .execute();

  await createTable('switch_acts')
    .addColumn('switch', text, (c) => c.notNull())
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('by_id', text)
    .addColumn('by', text)
    .addColumn('act', text, (c) => c.notNull())
    .addColumn('position', text, (c) => c.notNull())
    .addColumn('share', text)
    .addColumn('says', text, (c) => c.notNull())
    .addColumn('why', json)
    .addColumn('incident', text)
    .addColumn('command', text)
    .addPrimaryKeyConstraint('switch_acts_pk', ['switch', 'number'])
    .execute();
  await db.schema.createIndex('switch_acts_by_time').on('switch_acts').columns(['at', 'switch']).execute();
  await db.schema.createIndex('switch_acts_by_incident').on('switch_acts').columns(['incident', 'at']).execute();
  await db.schema.createIndex('switch_acts_by_command').on('switch_acts').column('command').execute();
}
