import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { People, Tables } from '../../../stores/records/tables.ts';
import type { PersonRow } from '../contract.ts';
import { isActiveAdministrator, personIn, personRow } from '../person.ts';
import { holds, isSeenDue, type SessionLife, secretHash } from '../session.ts';
import type { Person } from '../who.ts';

export interface PeopleDeps {
  records: Kysely<Tables>;
  now: () => EpochMs;
  sessionLife: SessionLife;
}

/** Everyone who is an administrator and can sign in. */
export async function activeAdministrators(records: Kysely<Tables>): Promise<People[]> {
  const rows = await records.selectFrom('people').selectAll().where('disabled_at', 'is', null).execute();
  return rows.filter(isActiveAdministrator);
}

/** A disk that takes no more writes must not keep people from reading. */
async function noteUse(records: Kysely<Tables>, hash: string, person: string, at: EpochMs): Promise<void> {
  try {
    await records.updateTable('sessions').set({ seen_at: at }).where('hash', '=', hash).execute();
    await records.updateTable('people').set({ last_seen_at: at }).where('id', '=', person).execute();
  } catch {
    // the next request tries again
  }
}

/** People and their sessions, for those who read. */
export function peopleQueries({ records, now, sessionLife }: PeopleDeps) {
  return {
    /**
     * Who holds the session of this secret (the cookie's), with its hash; null when it has ended, or the person is
     * disabled. `touch` writes the use down, at most once a minute.
     */
    async sessionOf(secret: string, touch: boolean): Promise<{ person: Person; hash: string } | null> {
      const hash = secretHash(secret);
      const row = await records
        .selectFrom('sessions')
        .innerJoin('people', 'people.id', 'sessions.person')
        .select(['seen_at', 'expires_at', 'people.id', 'name', 'display_name', 'roles', 'money'])
        .where('hash', '=', hash)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
      const at = now();
      if (row === undefined || !holds(row, at, sessionLife)) return null;
      if (touch && isSeenDue(row, at)) await noteUse(records, hash, row.id, at);
      return { person: personIn(row), hash };
    },

    /** Everyone, by name. */
    async people(): Promise<PersonRow[]> {
      const rows = await records.selectFrom('people').selectAll().orderBy('name').execute();
      return rows.map(personRow);
    },

    /** Whether anybody is an administrator who can sign in. */
    async hasAdministrator(): Promise<boolean> {
      return (await activeAdministrators(records)).length > 0;
    },
  };
}
export type PeopleQueries = ReturnType<typeof peopleQueries>;
