import type { Kysely } from 'kysely';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import { planOutages } from '../actions/plan-outages.ts';
import { plannedOutages } from '../maintenance/planned-outages.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
}

/** Once a minute, and as soon as the catalogue changed: windows come into sight day by day. */
const everyMs = minute;

/** Writes the announced windows of maintenance into the ledger, as planned outages. */
export function planJob({ records, catalog }: Deps): { name: string; run(now: EpochMs): Promise<void> } {
  let done = { revision: '', at: Number.NEGATIVE_INFINITY };

  async function run(now: EpochMs): Promise<void> {
    const current = catalog();
    const revision = revisionOf(current);
    if (revision === done.revision && now - done.at < everyMs) return;
    await planOutages({ records }, plannedOutages(current, now), now);
    done = { revision, at: now };
  }
  return { name: 'maintenance', run };
}
