import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** What people decided of processes, who signed it, how they came to it, and which findings they live with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('decisions')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('process', text, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('terms', json, (c) => c.notNull())
    .addColumn('file_terms', json, (c) => c.notNull())
    .addColumn('proposed_at', integer, (c) => c.notNull())
    .addColumn('proposed_by', text, (c) => c.notNull())
    .addColumn('proposed_by_name', text, (c) => c.notNull())
    .addColumn('workshop', text)
    .addUniqueConstraint('decisions_in_order', ['process', 'version'])
    .execute();

  await createTable('decision_signatures')
    .addColumn('decision', text, (c) => c.notNull().references('decisions.id'))
    .addColumn('side', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('person_name', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('instead', text)
    .addPrimaryKeyConstraint('decision_signatures_pk', ['decision', 'side'])
    // one person never signs for both sides
    .addUniqueConstraint('decision_signatures_by_two', ['decision', 'person'])
    .execute();

  await createTable('decision_withdrawals')
    .addColumn('decision', text, (c) => c.primaryKey().notNull().references('decisions.id'))
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('person_name', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .execute();

  await createTable('workshops')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('title', text, (c) => c.notNull())
    .addColumn('participants', json, (c) => c.notNull())
    .addColumn('processes', json, (c) => c.notNull())
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('started_by', text, (c) => c.notNull())
    .addColumn('started_by_name', text, (c) => c.notNull())
    .execute();

  await createTable('workshop_steps')
    .addColumn('workshop', text, (c) => c.notNull().references('workshops.id'))
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('step', json, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('person_name', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_steps_pk', ['workshop', 'number'])
    .execute();

  await createTable('finding_acceptances')
    .addColumn('finding', text, (c) => c.notNull())
    .addColumn('number', integer, (c) => c.notNull())
    .addColumn('reason', text)
    .addColumn('until', integer)
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('person_name', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('finding_acceptances_pk', ['finding', 'number'])
    .execute();
}
