import type { EpochMs, Interval } from '../../../maths/instants.ts';
import { arrived, type Liveness } from '../liveness.ts';
import { joinIntervals } from './join-intervals.ts';

export interface PullProof {
  next: Liveness;
  complete: Interval[];
}

/** Scrapes are a little early or late. */
const jitterMs = 1_000;

/**
 * What scrapes prove: less than `silentAfterMs` apart the minutes between them, as anything that arrives; and up to the end
 * of the window where no scrape was missed before it, because nothing more can come of it. With `afresh`, and for one that was
 * never heard, counting began with the first scrape, so the minute of it is only half seen.
 */
export function proveScrapes(
  known: Liveness,
  scrapes: readonly EpochMs[],
  { to, afresh, silentAfterMs }: { to: EpochMs; afresh: boolean; silentAfterMs: number },
): PullProof {
  const begins = afresh || known.lastArrival === null;
  let next: Liveness = begins ? { ...known, lastArrival: 0, arrivingFrom: null } : known;
  const complete: Interval[] = [];
  const arrive = (at: EpochMs): void => {
    const proof = arrived(next, at, silentAfterMs);
    next = proof.next;
    if (proof.complete) complete.push(proof.complete);
  };
  const times = [...new Set(scrapes)].sort((a, b) => a - b);
  for (const at of times) arrive(at);
  const last = times.at(-1);
  const previous = times.at(-2) ?? (begins ? null : known.lastArrival);
  if (last !== undefined && previous !== null && previous !== undefined && to > last) {
    if (to - last <= last - previous + jitterMs && to - last < silentAfterMs) arrive(to);
  }
  return { next, complete: joinIntervals(complete) };
}
