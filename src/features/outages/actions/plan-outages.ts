import type { Kysely, Transaction } from 'kysely';
import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type KnownPlan, type PlannedOutage, planChanges } from '../maintenance/planned-outages.ts';
import type { Outage } from '../outage.ts';
import { holdTrail } from './append-trail.ts';
import { newOutageId, writeRevisions } from './write-revisions.ts';

/**
 * Writes into the ledger what is planned, as drafts; resolves how many it wrote. A window of a subject is written once, by its origin, however
 * often it is told.
 */
export async function planOutages(
  { records }: { records: Kysely<Tables> },
  wanted: readonly PlannedOutage[],
  now: EpochMs,
): Promise<number> {
  // most ticks change nothing, and nobody waits for them
  if (planChanges(wanted, await knownPlans(records, now), now).length === 0) return 0;
  return records.transaction().execute(async (transaction) => {
    await holdTrail(transaction);
    const changes = planChanges(wanted, await knownPlans(transaction, now), now);
    const revisions = changes.map(({ outage, what, reason }) => {
      const id = 'id' in outage ? outage.id : newOutageId(outage.subject, outage.detected.from);
      return { outage: { ...outage, id }, what, by: null, reason };
    });
    await writeRevisions(transaction, revisions, now);
    return revisions.length;
  });
}

/** As long as a window may last at most, and a day. */
const lookedBack = 32 * day;

async function knownPlans(records: Kysely<Tables> | Transaction<Tables>, now: EpochMs): Promise<KnownPlan[]> {
  const rows = await records
    .selectFrom('outages')
    .select('outage')
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('ledger_trail')
          .select('line')
          .where('kind', '=', 'outage')
          .whereRef('ledger_trail.subject', '=', 'outages.id')
          .where('by_id', 'is not', null),
      ).as('touched'),
    )
    .where('origin_source', 'like', 'maintenance %')
    .where('origin_id', '>=', toRfc3339(now - lookedBack))
    .execute();
  return rows.map(({ outage, touched }) => ({ outage: JSON.parse(outage) as Outage, touched: Boolean(touched) }));
}
