import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Who stands in for whom on call, and until when it held. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, createTable } = portable(db);

  await createTable('duty_overrides')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('rotation', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('from_at', integer, (c) => c.notNull())
    .addColumn('to_at', integer, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('made_at', integer, (c) => c.notNull())
    .addColumn('made_by', text, (c) => c.notNull())
    .addColumn('made_by_name', text, (c) => c.notNull())
    .addColumn('withdrawn_at', integer)
    .addColumn('withdrawn_by_name', text)
    .execute();
  await db.schema.createIndex('duty_overrides_by_end').on('duty_overrides').columns(['to_at', 'rotation']).execute();
}
