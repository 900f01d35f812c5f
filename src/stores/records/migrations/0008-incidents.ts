import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Incidents with what was done about them, and every step of each, which is only ever added to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('incidents')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('process', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('onset', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    // without its transitions, which stand in a table of their own
    .addColumn('incident', json, (c) => c.notNull())
    .addColumn('response', json, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    // rises with every write, so that of two who write at once one is told
    .addColumn('version', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('incidents_by_state').on('incidents').columns(['state', 'onset']).execute();
  await db.schema.createIndex('incidents_by_onset').on('incidents').columns(['onset', 'id']).execute();

  await createTable('incident_transitions')
    .addColumn('incident', text, (c) => c.notNull().references('incidents.id'))
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('from_state', text)
    .addColumn('to_state', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('by', text)
    .addPrimaryKeyConstraint('incident_transitions_pk', ['incident', 'number'])
    .execute();
}
