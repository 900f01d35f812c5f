import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Reports as they were frozen, which are only ever added to; which of them were sent; booked revenue by day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('frozen_reports')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('period', text, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('period_from', integer, (c) => c.notNull())
    .addColumn('period_to', integer, (c) => c.notNull())
    .addColumn('time_zone', text, (c) => c.notNull())
    .addColumn('product', text)
    .addColumn('made_at', integer, (c) => c.notNull())
    .addColumn('display_name', text, (c) => c.notNull())
    .addColumn('report', json, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('head_line', integer, (c) => c.notNull())
    .addColumn('head_hash', text, (c) => c.notNull())
    .addColumn('differences', integer, (c) => c.notNull())
    .addUniqueConstraint('frozen_reports_once', ['kind', 'name', 'period', 'version'])
    .execute();
  await db.schema.createIndex('frozen_reports_by_age').on('frozen_reports').columns(['made_at', 'id']).execute();
  await db.schema.createIndex('frozen_reports_by_end').on('frozen_reports').columns(['period_to']).execute();

  await createTable('sent_reports')
    .addColumn('agreement', text, (c) => c.notNull())
    .addColumn('period', text, (c) => c.notNull())
    .addColumn('sent_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('sent_reports_pk', ['agreement', 'period'])
    .execute();

  await createTable('booked_revenue')
    .addColumn('product', text, (c) => c.notNull())
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('currency', text, (c) => c.notNull())
    .addColumn('amount_minor', integer, (c) => c.notNull())
    .addColumn('booked_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('booked_revenue_pk', ['product', 'day', 'currency'])
    .execute();
}
