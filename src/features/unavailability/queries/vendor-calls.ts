import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { VendorCalls } from '../../../stores/records/vendor-tables.ts';
import type { Call, CallState } from '../vendors/call.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** A call as it is kept. */
export interface KeptCall {
  call: Call;
  /** 0 for one that was never written. */
  version: number;
}

/** Calls, oldest first. */
export async function callsIn(
  records: Records,
  asked: { incident?: string; vendor?: string; state?: CallState; since?: EpochMs },
): Promise<KeptCall[]> {
  let query = records.selectFrom('vendor_calls').selectAll();
  if (asked.incident !== undefined) query = query.where('incident', '=', asked.incident);
  if (asked.vendor !== undefined) query = query.where('vendor', '=', asked.vendor);
  if (asked.state !== undefined) query = query.where('state', '=', asked.state);
  if (asked.since !== undefined) query = query.where('started_at', '>=', asked.since);
  const rows = await query.orderBy('started_at').orderBy('id').execute();
  return rows.map(keptCall);
}

/** One call, also within a transaction; null where none has this id. */
export async function readCall(records: Records, id: string): Promise<KeptCall | null> {
  const row = await records.selectFrom('vendor_calls').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? keptCall(row) : null;
}

const keptCall = ({ call, version }: VendorCalls): KeptCall => ({ call: JSON.parse(call) as Call, version });
