import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { ProductError } from '../../errors.ts';
import { up as firstTables } from './migrations/0001-first-tables.ts';
import { up as accessAndChanges } from './migrations/0002-access-and-changes.ts';
import { up as lastSeen } from './migrations/0003-last-seen.ts';
import { up as decisions } from './migrations/0004-decisions.ts';
import { up as notifications } from './migrations/0005-notifications.ts';
import { up as duty } from './migrations/0006-duty.ts';
import { up as incidents } from './migrations/0008-incidents.ts';
import { up as ledger } from './migrations/0009-ledger.ts';
import { up as objectives } from './migrations/0010-objectives.ts';
import { up as agreements } from './migrations/0011-agreements.ts';
import { up as statusPosts } from './migrations/0012-status-posts.ts';
import { up as testPagesAndCalendars } from './migrations/0016-duty.ts';
import { up as once } from './migrations/0017-once.ts';
import { up as switches } from './migrations/0018-switches.ts';
import { up as vendors } from './migrations/0019-vendors.ts';
import { up as runbooks } from './migrations/0020-runbooks.ts';
import { up as alerts } from './migrations/0021-alerts.ts';
import { up as reviews } from './migrations/0022-reviews.ts';

/** In order; a migration that was released is never edited, and adds only. */
const migrations: Record<string, Migration> = {
  '0001-first-tables': { up: firstTables },
  '0002-access-and-changes': { up: accessAndChanges },
  '0003-last-seen': { up: lastSeen },
  '0004-decisions': { up: decisions },
  '0005-notifications': { up: notifications },
  '0006-duty': { up: duty },
  '0008-incidents': { up: incidents },
  '0009-ledger': { up: ledger },
  '0010-objectives': { up: objectives },
  '0011-agreements': { up: agreements },
  '0012-status-posts': { up: statusPosts },
  '0016-duty': { up: testPagesAndCalendars },
  '0017-once': { up: once },
  '0018-switches': { up: switches },
  '0019-vendors': { up: vendors },
  '0020-runbooks': { up: runbooks },
  '0021-alerts': { up: alerts },
  '0022-reviews': { up: reviews },
};

/** The name of the last migration there is. */
export const newestMigration: string = Object.keys(migrations).at(-1)!;

/** Whether this version knows the tables as a migration of this name left them. */
export const knowsMigration = (name: string): boolean => Object.hasOwn(migrations, name);

/**
 * Brings the tables to the newest version (or, for an older copy of the data, to a named one), all in one transaction. On PostgreSQL an advisory lock keeps two starting
 * servers apart; on SQLite transactions begin immediate (see sqlite-dialect.ts), so a second runner waits.
 */
export async function migrate<T>(db: Kysely<T>, until = newestMigration): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(until);
  if (error instanceof ProductError) throw error;
  if (error !== undefined) throw new ProductError('store_unavailable', explain(error), {}, error);
}

function explain(error: unknown): string {
  const newer = error instanceof Error && error.message.includes('previously executed migration');
  return newer
    ? 'The records were written by a newer version of Waga; start that version, or restore a backup.'
    : 'The records store cannot be opened or brought to the current version.';
}
