import type { Kysely } from 'kysely';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { holdTrail } from '../actions/append-trail.ts';
import { writeRevisions } from '../actions/write-revisions.ts';
import { isFrozen } from '../frozen-month.ts';
import { zoneOfSubject } from '../ledger-scope.ts';
import { closingDay, endsOf, type Outage } from '../outage.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
}

/** A tick locks so many: the rest waits for the next. */
const atOnce = 200;

/** Locks reported outages once the month is frozen in which they ended. What is not reported never locks: it is overdue. */
export function lockJob({ records, catalog }: Deps): { name: string; run(now: EpochMs): Promise<void> } {
  const closed = (outages: readonly Outage[], now: EpochMs): Outage[] =>
    outages.filter((one) => isFrozen(endsOf(one), zoneOfSubject(catalog(), one.subject), now)).slice(0, atOnce);

  async function run(now: EpochMs): Promise<void> {
    // no month is frozen sooner after the end of what lay in it
    const old = now - (closingDay - 2) * day;
    const found = await records
      .selectFrom('outages')
      .select('outage')
      .where('state', '=', 'reported')
      .where('to_at', '<', old)
      .orderBy('to_at')
      .limit(mostLookedAt)
      .execute();
    const ids = closed(found.map(outageOf), now).map(({ id }) => id);
    if (ids.length === 0) return;
    await records.transaction().execute(async (transaction) => {
      await holdTrail(transaction);
      const rows = await transaction
        .selectFrom('outages')
        .select('outage')
        .where('id', 'in', ids)
        .where('state', '=', 'reported')
        .execute();
      const locked = closed(rows.map(outageOf), now).map((one): Outage => ({ ...one, state: 'locked' }));
      const revisions = locked.map((outage) => ({ outage, what: 'locked', by: null, reason: 'Its month is frozen.' }));
      await writeRevisions(transaction, revisions, now);
    });
  }
  return { name: 'ledger locks', run };
}

const mostLookedAt = 1_000;
const outageOf = ({ outage }: { outage: string }): Outage => JSON.parse(outage) as Outage;
