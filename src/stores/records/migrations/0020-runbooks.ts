import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Runs of runbooks with their steps, and what happened in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, createTable } = portable(db);

  await createTable('runs')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('runbook', text, (c) => c.notNull())
    .addColumn('incident', text)
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addColumn('run', text, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('runs_by_age').on('runs').columns(['started_at', 'id']).execute();
  await db.schema.createIndex('runs_by_end').on('runs').columns(['ended_at']).execute();
  await db.schema.createIndex('runs_by_incident').on('runs').columns(['incident', 'runbook']).execute();

  await createTable('run_steps')
    .addColumn('run', text, (c) => c.notNull())
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addColumn('alone', integer, (c) => c.notNull())
    .addColumn('seconds_by_hand', integer, (c) => c.notNull())
    .addColumn('step', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('run_steps_key', ['run', 'number'])
    .execute();
  await db.schema.createIndex('run_steps_by_end').on('run_steps').columns(['ended_at']).execute();

  await createTable('run_log')
    .addColumn('run', text, (c) => c.notNull())
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('step', text)
    .addColumn('by', text)
    .addColumn('says', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('run_log_key', ['run', 'number'])
    .execute();
}
