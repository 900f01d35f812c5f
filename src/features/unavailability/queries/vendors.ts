import type { Kysely } from 'kysely';
import type { EpochMs, Interval } from '../../../maths/instants.ts';
import { minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { toldOf } from '../../outages/queries/vendor-told.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import type { Call } from '../vendors/call.ts';
import { graceMinutes } from '../vendors/match-told.ts';
import { callsIn } from './vendor-calls.ts';

export interface VendorQueryDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  now(): EpochMs;
}

/** What others ask of vendors: whom we asked, and what they tell of themselves. */
export function vendorQueries({ records }: Pick<VendorQueryDeps, 'records'>) {
  return {
    /** The calls about an incident, oldest first. */
    callsOf: async (incident: string): Promise<Call[]> =>
      (await callsIn(records, { incident })).map(({ call }) => call),

    /** The calls that began in a period, oldest first. */
    callsBegun: async ({ from, to }: Interval): Promise<Call[]> =>
      (await callsIn(records, { since: from })).map(({ call }) => call).filter(({ startedAt }) => startedAt < to),

    /** What vendors tell of that lasts at some time of a period, or began within the grace after it; oldest first. */
    toldIn: ({ from, to }: Interval): Promise<KeptTold[]> =>
      toldOf(records, { period: { from, to: to + graceMinutes * minute } }),
  };
}
export type VendorQueries = ReturnType<typeof vendorQueries>;
