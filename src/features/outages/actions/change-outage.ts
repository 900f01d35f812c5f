import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Who } from '../../access/who.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { reachesIntoFrozen } from '../frozen-month.ts';
import { zoneOfSubject } from '../ledger-scope.ts';
import type { Outage } from '../outage.ts';
import { checkReason } from '../outage-acts.ts';
import { readOutage } from '../queries/outages.ts';
import { holdTrail } from './append-trail.ts';
import { writeRevisions } from './write-revisions.ts';

export interface LedgerDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog };
}

/** Who asks, and from where. */
export interface Asking {
  who: Who;
  address: string;
}

/** Who it was, for the trail: an id that never changes, and the name that others read. */
export const byOf = ({ who }: Asking): { id: string; name: string } => ({
  id: who.id,
  name: who.kind === 'person' ? who.displayName : who.name,
});

export interface Change {
  id: string;
  /** The revision that was looked at; undefined for whatever holds. */
  ifRevision?: number | undefined;
  what: string;
  /** What was said, or what it is for the outage as it was before. */
  reason?: string | undefined | ((before: Outage) => string | undefined);
  /** Of the audit line. */
  action: string;
  changed(outage: Outage, at: EpochMs): Outage;
}

/**
 * Changes one outage, with its line in the trail and in the audit log, all or nothing; resolves it as it is kept. What changes
 * nothing writes nothing. Throws ProductError `not_found`, `precondition_failed` when another revision holds, `bad_input` where
 * a frozen month asks for a reason, and what `changed` throws.
 */
export async function changeOutage(
  { records, now, catalog }: LedgerDeps,
  asking: Asking,
  { id, ifRevision, what, reason: said, action, changed }: Change,
): Promise<Outage> {
  const at = now();
  return records.transaction().execute(async (transaction) => {
    await holdTrail(transaction);
    const before = await readOutage(transaction, id);
    if (before === null) throw new ProductError('not_found', 'No outage has this id.');
    if (ifRevision !== undefined && ifRevision !== before.revision) throw changedMeanwhile(before.revision);
    const outage = changed(before, at);
    if (outage === before) return before;
    const reason = typeof said === 'function' ? said(before) : said;
    const zone = zoneOfSubject(catalog.current(), before.subject);
    checkReason(
      [before, outage].some((one) => reachesIntoFrozen(one, zone, at)),
      reason,
    );
    const [kept] = await writeRevisions(transaction, [{ outage, what, by: byOf(asking), reason: reason ?? null }], at);
    const details = { what, revision: kept!.revision, ...(reason === undefined ? {} : { reason }) };
    await writeAudit(transaction, at, { ...asking, action, subject: `outage ${id}`, details });
    return kept!;
  });
}

const changedMeanwhile = (revision: number): ProductError =>
  new ProductError('precondition_failed', 'Somebody changed this outage meanwhile: look again.', { revision });
