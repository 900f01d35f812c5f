import type { Kysely } from 'kysely';
import { portable } from '../portable.ts';

/** Who may come in and what they did; and what was changed in what runs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, json, createTable } = portable(db);

  await createTable('people')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('name', text, (c) => c.notNull().unique())
    .addColumn('display_name', text, (c) => c.notNull())
    .addColumn('email', text)
    .addColumn('roles', json, (c) => c.notNull())
    .addColumn('money', json, (c) => c.notNull())
    .addColumn('password_hash', text)
    .addColumn('issuer', text)
    .addColumn('subject', text)
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('disabled_at', integer)
    .addColumn('version', integer, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('people_by_subject').unique().on('people').columns(['issuer', 'subject']).execute();

  await createTable('sessions')
    .addColumn('hash', text, (c) => c.primaryKey().notNull())
    .addColumn('person', text, (c) => c.notNull().references('people.id'))
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('seen_at', integer, (c) => c.notNull())
    .addColumn('expires_at', integer, (c) => c.notNull())
    .addColumn('agent', text, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('sessions_by_person').on('sessions').column('person').execute();

  await createTable('links')
    .addColumn('hash', text, (c) => c.primaryKey().notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.references('people.id'))
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('expires_at', integer, (c) => c.notNull())
    .addColumn('used_at', integer)
    .execute();

  await createTable('tokens')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('name', text, (c) => c.notNull().unique())
    .addColumn('scopes', json, (c) => c.notNull())
    .addColumn('sources', json, (c) => c.notNull())
    .addColumn('processes', json)
    .addColumn('components', json)
    .addColumn('environments', json)
    .addColumn('money', json, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('previous_hash', text)
    .addColumn('previous_until', integer)
    .addColumn('created_by', text, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('expires_at', integer, (c) => c.notNull())
    .addColumn('rotated_at', integer)
    .addColumn('last_used_at', integer)
    .addColumn('revoked_at', integer)
    .execute();

  await createTable('audit')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('who_kind', text, (c) => c.notNull())
    .addColumn('who_id', text, (c) => c.notNull())
    .addColumn('who_name', text, (c) => c.notNull())
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('details', json, (c) => c.notNull())
    .addColumn('outcome', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('audit_by_time').on('audit').columns(['at', 'id']).execute();

  await createTable('changes')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('sender_id', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('received_at', integer, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('title', text, (c) => c.notNull())
    .addColumn('component', text)
    .addColumn('process', text)
    .addColumn('environment', text, (c) => c.notNull())
    .addColumn('version', text)
    .addColumn('by', text)
    .addColumn('url', text)
    .addUniqueConstraint('changes_once', ['source', 'sender_id'])
    .execute();
  await db.schema.createIndex('changes_by_time').on('changes').columns(['at', 'id']).execute();
}
