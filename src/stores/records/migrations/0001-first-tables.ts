import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** The catalogue with its history, drops and alarms as the jobs keep them, and small settings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('catalog_versions')
    .addColumn('version', integer, (c) => c.primaryKey())
    .addColumn('applied_at', integer, (c) => c.notNull())
    .addColumn('applied_by', text, (c) => c.notNull())
    .addColumn('digest', text, (c) => c.notNull())
    .execute();

  await createTable('catalog_documents')
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('from_version', integer, (c) => c.notNull().references('catalog_versions.version'))
    .addColumn('until_version', integer, (c) => c.references('catalog_versions.version'))
    .addColumn('document', json, (c) => c.notNull())
    .addColumn('file', text, (c) => c.notNull())
    .addColumn('line', integer, (c) => c.notNull())
    .addColumn('col', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('catalog_documents_pk', ['kind', 'name', 'from_version'])
    .execute();

  await createTable('drops')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('process', text, (c) => c.notNull())
    .addColumn('onset', integer, (c) => c.notNull())
    .addColumn('detected_at', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addColumn('class', text)
    .addColumn('state', json, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('drops_by_process').on('drops').columns(['process', 'onset']).execute();

  await createTable('alarms')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('component', text, (c) => c.notNull())
    .addColumn('measure', text, (c) => c.notNull())
    .addColumn('started_at', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addColumn('updated_at', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('alarms_by_measure').on('alarms').columns(['measure', 'started_at']).execute();

  await createTable('settings')
    .addColumn('name', text, (c) => c.primaryKey().notNull())
    .addColumn('value', text, (c) => c.notNull())
    .execute();
}
