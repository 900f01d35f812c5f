import type { EpochMs } from '../../maths/instants.ts';
import { canonicalJson } from '../catalog/difference.ts';
import { blankOutage, dueAtOf } from './new-outage.ts';
import { type Ends, endsOf, type Outage, type OutageLoss } from './outage.ts';
import { exclusionKept } from './outage-exclusion.ts';

/** What Waga saw by itself, and an incident stands for. */
export interface Seen extends Pick<Outage, 'subject' | 'kind' | 'fault' | 'vendor' | 'share'> {
  incident: string;
  detected: Ends;
  /** What Waga knows of why, where it does. */
  cause?: string;
}

/** What Waga found out afterwards; what is left out stays. */
export interface Measured {
  refined?: Ends | null;
  share?: string;
  loss?: OutageLoss;
}

const waga = { id: '', name: 'Waga' };

/** A draft of what was seen. */
export const draftedOutage = (id: string, seen: Seen): Outage => ({
  ...{ ...blankOutage, ...seen, id },
  dueAt: dueAtOf(seen.detected),
});

/**
 * The outage as it is seen now: its detected ends always; kind, fault and share only of a draft that nobody touched. What was
 * worked out on other ends is worked out anew. The same outage where nothing changed.
 */
export function seenAgain(outage: Outage, seen: Seen, isTouched: boolean, now: EpochMs): Outage {
  const { detected, kind, fault, vendor, share } = seen;
  const isSame = detected.from === outage.detected.from && detected.to === outage.detected.to;
  const judged = outage.state === 'draft' && !isTouched ? { kind, fault, vendor } : {};
  const anew = isSame ? {} : { detected, refined: null };
  // while it lasts the share moves from minute to minute; what it was in all is known at its end
  const shared = outage.share === '1' && 'kind' in judged && outage.loss === null ? { share } : {};
  const after: Outage = { ...outage, ...judged, ...anew, ...shared };
  if (canonicalJson(after) === canonicalJson(outage)) return outage;
  return settled(outage, after, now);
}

/** The outage with what was measured of it; the same outage where nothing changed. */
export function measuredOutage(outage: Outage, measured: Measured, isTouched: boolean, now: EpochMs): Outage {
  const { share, ...rest } = measured;
  const judged = share !== undefined && outage.state === 'draft' && !isTouched ? { share } : {};
  const after: Outage = { ...outage, ...rest, ...judged };
  if (canonicalJson(after) === canonicalJson(outage)) return outage;
  const { loss } = after;
  return { ...settled(outage, after, now), loss };
}

function settled(before: Outage, after: Outage, now: EpochMs): Outage {
  const ends = endsOf(after);
  const moved = canonicalJson(ends) !== canonicalJson(endsOf(before));
  const dated = { ...after, dueAt: dueAtOf(ends), ...(moved ? { loss: null } : {}) };
  return exclusionKept(before, dated, { by: waga, now });
}
