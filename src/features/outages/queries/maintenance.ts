import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { MaintenanceAnswer, MaintenanceQuery } from '../maintenance/maintenance-contract.ts';
import { shownWindows } from '../maintenance/shown-windows.ts';
import type { OutageQueries } from './outages.ts';

export interface MaintenanceDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog };
  outages: Pick<OutageQueries, 'list' | 'planned'>;
}

const usualDays = 35;
const mostDays = 400;

/** Windows of maintenance with how each was announced and kept. Throws ProductError `bad_input` for a period that cannot be. */
export async function maintenanceShown(
  { records, now, catalog, outages }: MaintenanceDeps,
  asked: z.infer<typeof MaintenanceQuery>,
): Promise<MaintenanceAnswer> {
  const at = now();
  const from = asked.from === undefined ? at - usualDays * day : Date.parse(asked.from);
  const to = asked.to === undefined ? Math.max(at, from) + usualDays * day : Date.parse(asked.to);
  if (from >= to || to - from > mostDays * day) {
    throw new ProductError('bad_input', `from, to: expected a period of at most ${mostDays} days.`);
  }
  const planned = await outages.planned({ from, to });
  const near = planned.length === 0 ? [] : await outages.list({ from, to });
  const unplanned = near.filter(({ kind, state }) => kind === 'unplanned' && state !== 'removed');
  const recordedAt = await recordedSince(
    records,
    planned.map(({ id }) => id),
  );
  const windows = shownWindows(catalog.current(), { planned, unplanned, recordedAt }, { from, to }, at);
  return { asOf: toRfc3339(at), from: toRfc3339(from), to: toRfc3339(to), windows };
}

const idsAtOnce = 500;

/** Since when each is on record without a break. */
async function recordedSince(records: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, EpochMs>> {
  const since = new Map<string, EpochMs>();
  for (let first = 0; first < ids.length; first += idsAtOnce) {
    const rows = await records
      .selectFrom('ledger_trail')
      .select(({ fn }) => ['subject', fn.max('at').as('at')])
      .where('kind', '=', 'outage')
      .where('subject', 'in', ids.slice(first, first + idsAtOnce))
      .where('what', 'in', ['drafted', 'restored'])
      .groupBy('subject')
      .execute();
    for (const { subject, at } of rows) since.set(subject, Number(at));
  }
  return since;
}
