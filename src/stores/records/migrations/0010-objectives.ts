import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** When objectives spent their budgets too fast. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, createTable } = portable(db);
  await createTable('burn_alerts')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('objective', text, (c) => c.notNull())
    .addColumn('severity', text, (c) => c.notNull())
    .addColumn('long_minutes', integer, (c) => c.notNull())
    .addColumn('from_at', integer, (c) => c.notNull())
    .addColumn('to_at', integer)
    .addColumn('updated_at', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('burn_alerts_by_objective').on('burn_alerts').columns(['objective', 'from_at']).execute();
  await db.schema.createIndex('burn_alerts_by_end').on('burn_alerts').columns(['to_at', 'from_at']).execute();
}
