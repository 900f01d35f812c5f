import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Review documents with every revision, the weeks that were kept, what people noted on them, and hand-overs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('reviews')
    .addColumn('incident', text, (c) => c.primaryKey().notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('text', json, (c) => c.notNull())
    .addColumn('facts', json)
    .addColumn('open_actions', integer, (c) => c.notNull())
    .addColumn('edited_at', integer, (c) => c.notNull())
    .addColumn('edited_by', text, (c) => c.notNull())
    .addColumn('final_at', integer)
    .addColumn('final_by', text)
    .addColumn('revision', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('reviews_with_open_actions').on('reviews').columns(['open_actions']).execute();

  await createTable('review_revisions')
    .addColumn('incident', text, (c) => c.notNull())
    .addColumn('revision', integer, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('by_id', text, (c) => c.notNull())
    .addColumn('by_name', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('reason', text)
    .addColumn('text', json, (c) => c.notNull())
    .addPrimaryKeyConstraint('review_revisions_key', ['incident', 'revision'])
    .execute();

  await createTable('review_weeks')
    .addColumn('review', text, (c) => c.notNull())
    .addColumn('week', text, (c) => c.notNull())
    .addColumn('kept_at', integer, (c) => c.notNull())
    .addColumn('incidents', integer, (c) => c.notNull())
    .addColumn('alerts', integer, (c) => c.notNull())
    .addColumn('document', json, (c) => c.notNull())
    .addPrimaryKeyConstraint('review_weeks_key', ['review', 'week'])
    .execute();

  await createTable('review_notes')
    .addColumn('review', text, (c) => c.notNull())
    .addColumn('week', text, (c) => c.notNull())
    .addColumn('revision', integer, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('by_id', text, (c) => c.notNull())
    .addColumn('by_name', text, (c) => c.notNull())
    .addColumn('notes', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('review_notes_key', ['review', 'week', 'revision'])
    .execute();

  await createTable('handovers')
    .addColumn('rotation', text, (c) => c.notNull())
    .addColumn('from_at', integer, (c) => c.notNull())
    .addColumn('revision', integer, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('score', integer, (c) => c.notNull())
    .addColumn('words', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('by_id', text, (c) => c.notNull())
    .addColumn('by_name', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('handovers_key', ['rotation', 'from_at', 'revision'])
    .execute();
}
