import { ProductError } from '../../errors.ts';
import { canonicalJson } from '../catalog/difference.ts';
import { checkEnds, dueAtOf, endsGiven } from './new-outage.ts';
import { type Ends, endsOf, type Outage } from './outage.ts';
import type { OutageCorrection } from './outage-contract.ts';
import { type Changing, exclusionKept } from './outage-exclusion.ts';

/**
 * The outage after a correction; the same where nothing changed. What it cost is reckoned anew where its ends moved. An exclusion
 * was agreed on for what was there: where the outage grows or another kind is made of it, it waits for a second person again.
 * Throws ProductError `bad_input` for ends that cannot be (`checkEnds`), and for a report that would lose its cause or summary;
 * `conflict` for an outage that was removed.
 */
export function correctedOutage(outage: Outage, correction: OutageCorrection, changing: Changing): Outage {
  if (outage.state === 'removed') {
    throw new ProductError('conflict', 'It was removed; restore it before it is corrected.');
  }
  const { ends, reason: _, ...rest } = correction;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const kind = correction.kind ?? outage.kind;
  const corrected = ends ? endsGiven(ends, kind, changing.now) : ends === null ? null : outage.corrected;
  const changed: Outage = { ...outage, ...given, corrected };
  const isReported = outage.state === 'reported' || outage.state === 'locked';
  if (isReported && (changed.cause === '' || changed.summary === '')) {
    throw new ProductError('bad_input', 'cause, summary: it is reported, and a report keeps both.');
  }
  const counting = endsOf(changed);
  if (kind !== outage.kind && ends === undefined) checkEnds(counting, kind, changing.now);
  if (canonicalJson(changed) === canonicalJson(outage)) return outage;
  const moved = !areSame(counting, endsOf(outage));
  const after = { ...changed, dueAt: dueAtOf(counting), ...(moved ? { loss: null } : {}) };
  return exclusionKept(outage, after, changing);
}

const areSame = (a: Ends, b: Ends): boolean => a.from === b.from && a.to === b.to;
