import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** When a person was here last, which outlives the sessions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('people').addColumn('last_seen_at', portable(db).integer).execute();
}
