import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { draftedOutage, type Measured, measuredOutage, type Seen, seenAgain } from '../drafted-outage.ts';
import type { Outage } from '../outage.ts';
import { readOutage } from '../queries/outages.ts';
import { holdTrail } from './append-trail.ts';
import { newOutageId, writeRevisions } from './write-revisions.ts';

interface Deps {
  records: Kysely<Tables>;
}

/**
 * Writes what an incident stands for into the ledger, as a draft, or as it is seen now where it stands there already; resolves
 * it as it is kept. However often it is told, an incident has one outage, and what changes nothing writes nothing. `faultReason`
 * is why it is taken for a vendor's, and told where it is first.
 */
export function draftOutage(
  { records }: Deps,
  seen: Seen,
  now: EpochMs,
  reason: string,
  faultReason: string | null = null,
): Promise<Outage> {
  return records.transaction().execute(async (transaction) => {
    await holdTrail(transaction);
    const before = await ofIncident(transaction, seen.incident);
    if (before === null) {
      const outage = draftedOutage(newOutageId(seen.subject, seen.detected.from), seen);
      const why = reasonsOf(null, outage, reason, faultReason);
      return (await writeRevisions(transaction, [{ outage, what: 'drafted', by: null, reason: why }], now))[0]!;
    }
    const outage = seenAgain(before, seen, await isTouched(transaction, before.id), now);
    if (outage === before) return before;
    const why = reasonsOf(before, outage, reason, faultReason);
    return (await writeRevisions(transaction, [{ outage, what: 'measured', by: null, reason: why }], now))[0]!;
  });
}

/**
 * Writes what Waga measured of an outage: refined ends, share, loss. Nothing where somebody changed the outage since it was
 * read at `revision`, so that what was worked out on other ends is not written: false.
 */
export function measureOutage(
  { records }: Deps,
  { id, revision }: Pick<Outage, 'id' | 'revision'>,
  measured: Measured,
  now: EpochMs,
  reason: string,
): Promise<boolean> {
  return records.transaction().execute(async (transaction) => {
    await holdTrail(transaction);
    const before = await readOutage(transaction, id);
    if (before === null || before.revision !== revision) return false;
    const outage = measuredOutage(before, measured, await isTouched(transaction, id), now);
    if (outage !== before) await writeRevisions(transaction, [{ outage, what: 'measured', by: null, reason }], now);
    return true;
  });
}

/** Why it changed, and why it is somebody's fault where that is what changed. */
function reasonsOf(before: Outage | null, after: Outage, reason: string, faultReason: string | null): string {
  const isBlamed = before === null || before.fault !== after.fault || before.vendor !== after.vendor;
  return isBlamed && faultReason !== null ? `${reason} ${faultReason}` : reason;
}

async function ofIncident(records: Transaction<Tables>, incident: string): Promise<Outage | null> {
  const row = await records.selectFrom('outages').select('id').where('incident', '=', incident).executeTakeFirst();
  return row ? readOutage(records, row.id) : null;
}

/** Whether a person, or a program of theirs, changed it: what they say is theirs. */
async function isTouched(records: Transaction<Tables>, id: string): Promise<boolean> {
  const row = await records
    .selectFrom('ledger_trail')
    .select('line')
    .where('kind', '=', 'outage')
    .where('subject', '=', id)
    .where('by_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
