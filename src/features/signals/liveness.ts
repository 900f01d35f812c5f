import { bucketStart, type EpochMs, type Interval, minute } from '../../maths/instants.ts';

/** How far a sender has proven itself alive. Kept with the data, so that a restart forgets nothing. */
export interface Liveness {
  /** The newest arrival, or for OTLP the newest time a point bears. */
  lastArrival: EpochMs | null;
  /** Minute since when arrivals have had no gap. */
  arrivingFrom: EpochMs | null;
  /** The earliest row so far, kept until the first declaration, which begins at its minute. */
  firstRow: EpochMs | null;
  /** Minute since when declarations have had no gap, and up to when the newest one reaches, to the millisecond. */
  declaredFrom: EpochMs | null;
  declaredUntil: EpochMs | null;
  /** The end of the newest complete minute. */
  completeUntil: EpochMs | null;
}

export const neverSeen: Liveness = {
  lastArrival: null,
  arrivingFrom: null,
  firstRow: null,
  declaredFrom: null,
  declaredUntil: null,
  completeUntil: null,
};

export interface Proof {
  next: Liveness;
  /** Whole minutes newly proven complete, or null. */
  complete: Interval | null;
}

const thisMinute = (at: EpochMs): EpochMs => bucketStart(at, minute);
const nextMinute = (at: EpochMs): EpochMs => bucketStart(at + minute - 1, minute);

/**
 * Something arrived at `at`. Arrivals less than `silentAfterMs` apart prove the minutes between them; after a longer gap
 * the proof begins anew at the next whole minute, because the minute in which a sender comes back is only half seen.
 */
export function arrived(last: Liveness, at: EpochMs, silentAfterMs: number): Proof {
  const before = last.lastArrival;
  if (before !== null && at <= before) return { next: last, complete: null };
  const unbroken = before !== null && at - before < silentAfterMs;
  const fresh = before === null ? thisMinute(at) : nextMinute(at);
  const arrivingFrom = unbroken && last.arrivingFrom !== null ? last.arrivingFrom : fresh;
  const from = before === null ? arrivingFrom : Math.max(arrivingFrom, thisMinute(before));
  return proof({ ...last, lastArrival: at, arrivingFrom }, from, thisMinute(at));
}

/** Rows came of which `at` is the earliest; that matters until the first declaration. */
export function rowsSeen(last: Liveness, at: EpochMs | null): Liveness {
  if (at === null || last.declaredUntil !== null || (last.firstRow !== null && last.firstRow <= at)) return last;
  return { ...last, firstRow: at };
}

export interface Declaration {
  since: EpochMs | null;
  until: EpochMs;
}

/**
 * The sender declares that everything up to `until` has been sent. Without `since` the declaration goes on from the
 * previous one; the first one begins at the minute of its first row, or of `until` where there is none. With `since` it
 * says nothing of the time before `since`, so a restarted sender leaves its gap unknown.
 */
export function declared(last: Liveness, { since, until }: Declaration): Proof {
  const { declaredFrom: runFrom, declaredUntil: before, firstRow } = last;
  if (before === null || runFrom === null) {
    const from = since === null ? thisMinute(Math.min(firstRow ?? until, until)) : nextMinute(since);
    return proof({ ...last, declaredFrom: from, declaredUntil: until }, from, thisMinute(until));
  }
  if (until <= before) {
    // Nothing new, unless it fills a gap of the past.
    return since === null ? { next: last, complete: null } : proof(last, nextMinute(since), thisMinute(until));
  }
  if (since !== null && since > before) {
    const from = nextMinute(since);
    return proof({ ...last, declaredFrom: from, declaredUntil: until }, from, thisMinute(until));
  }
  const declaredFrom = since === null ? runFrom : Math.min(runFrom, nextMinute(since));
  const from = declaredFrom < runFrom ? declaredFrom : Math.max(runFrom, thisMinute(before));
  return proof({ ...last, declaredFrom, declaredUntil: until }, from, thisMinute(until));
}

function proof(next: Liveness, from: EpochMs, to: EpochMs): Proof {
  if (to <= from) return { next, complete: null };
  return { next: { ...next, completeUntil: Math.max(next.completeUntil ?? to, to) }, complete: { from, to } };
}
