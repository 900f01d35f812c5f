import { ProductError } from '../../../errors.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { reachesIntoFrozen } from '../frozen-month.ts';
import { checkSubject, checkVendor, zoneOfSubject } from '../ledger-scope.ts';
import { outageTold } from '../new-outage.ts';
import type { Outage } from '../outage.ts';
import { afterAct, checkReason, ways } from '../outage-acts.ts';
import type { ExclusionAnswer, NewExclusion, NewOutage, OutageAct, OutageCorrection } from '../outage-contract.ts';
import { correctedOutage } from '../outage-correction.ts';
import { answeredExclusion, personOnly, proposedExclusion } from '../outage-exclusion.ts';
import { holdTrail } from './append-trail.ts';
import { type Asking, byOf, changeOutage, type LedgerDeps } from './change-outage.ts';
import { newOutageId, writeRevisions } from './write-revisions.ts';

/** Which outage, and as which revision it was looked at. */
export interface Looked {
  id: string;
  ifRevision: number | undefined;
}

/**
 * Writes an outage that nobody saw by itself, as a draft. Throws ProductError `not_found` for a subject or a vendor that the
 * catalogue does not hold, `bad_input` for ends that cannot be and where a frozen month asks for a reason.
 */
export async function addOutage(deps: LedgerDeps, asking: Asking, told: NewOutage): Promise<Outage> {
  const at = deps.now();
  const catalog = deps.catalog.current();
  checkSubject(catalog, told.subject);
  checkVendor(catalog, told.vendor);
  const outage = outageTold(newOutageId(told.subject, Date.parse(told.from)), told, at);
  const { reason } = told;
  checkReason(reachesIntoFrozen(outage, zoneOfSubject(catalog, told.subject), at), reason);
  return deps.records.transaction().execute(async (records) => {
    await holdTrail(records);
    const revision = { outage, what: 'drafted', by: byOf(asking), reason: reason ?? null };
    const [kept] = await writeRevisions(records, [revision], at);
    const details = { from: told.from, to: told.to, kind: told.kind };
    await writeAudit(records, at, { ...asking, action: 'outage.add', subject: `outage ${outage.id}`, details });
    return kept!;
  });
}

/** Corrects ends, kind, fault, cause or summary. Throws as `changeOutage` and `correctedOutage`, `not_found` for an unknown vendor. */
export function correctOutage(
  deps: LedgerDeps,
  asking: Asking,
  looked: Looked,
  correction: OutageCorrection,
): Promise<Outage> {
  checkVendor(deps.catalog.current(), correction.vendor);
  return changeOutage(deps, asking, {
    ...looked,
    ...{ what: 'corrected', action: 'outage.correct', reason: correction.reason },
    changed: (outage, now) => correctedOutage(outage, correction, { by: byOf(asking), now }),
  });
}

/** Confirms, removes, restores or reports. Throws as `changeOutage` and `afterAct`. */
export function actOnOutage(deps: LedgerDeps, asking: Asking, looked: Looked, act: OutageAct): Promise<Outage> {
  return changeOutage(deps, asking, {
    ...looked,
    ...{ what: ways[act.act].what, action: `outage.${act.act}`, reason: act.reason },
    changed: (outage, now) => afterAct(outage, act, now),
  });
}

/** Proposes to leave it out of figures, or to count it again. Throws as `changeOutage`, `personOnly` and `proposedExclusion`. */
export async function proposeExclusion(
  deps: LedgerDeps,
  asking: Asking,
  looked: Looked,
  wanted: NewExclusion,
): Promise<Outage> {
  const person = personOnly(asking.who);
  return changeOutage(deps, asking, {
    ...looked,
    ...{ what: 'exclusion-proposed', action: 'outage.propose-exclusion', reason: wanted.reason },
    changed: (outage, now) => proposedExclusion(outage, wanted, person, now),
  });
}

/**
 * A second person agrees to a proposal, or refuses it; the reason of who agrees is that of the proposal where none is given.
 * Throws as `changeOutage` and `answeredExclusion`; `bad_input` for a refusal without a reason.
 */
export async function answerExclusion(
  deps: LedgerDeps,
  asking: Asking,
  looked: Looked,
  { agree, reason }: ExclusionAnswer,
): Promise<Outage> {
  personOnly(asking.who);
  if (!agree && reason === undefined) {
    throw new ProductError('bad_input', 'reason: To refuse an exclusion, say why.', { field: 'reason' });
  }
  const verb = agree ? 'agree' : 'refuse';
  return changeOutage(deps, asking, {
    ...looked,
    ...{ what: agree ? 'exclusion-agreed' : 'exclusion-refused', action: `outage.${verb}-exclusion` },
    reason: ({ proposal }) => reason ?? proposal?.reason,
    changed: (outage) => answeredExclusion(outage, agree, asking.who),
  });
}
