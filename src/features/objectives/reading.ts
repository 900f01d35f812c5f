import { bucketStart, type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import type { IndicatorState } from './contract.ts';
import type { Reading } from './health.ts';
import type { Counted } from './judge.ts';

/** The verdict on the last complete window, whatever has become of the source since. */
export interface Judged {
  to: EpochMs;
  state: IndicatorState;
  counted: Counted;
  notes: readonly string[];
}

/** What is known of an indicator at a tick. `until`: end of the last minute that is complete for its component. */
export interface ReadingFacts {
  judged: Judged | null;
  openSince: EpochMs | null;
  until: EpochMs | null;
  /** A lag of so much behind `now` makes it unknown. */
  silentAfterMs: number;
  /** The counts could not be read. */
  failed: boolean;
  now: EpochMs;
}

/**
 * What is said now: the last verdict, unless nothing was complete for too long or the counts could not be read; then
 * unknown, with the reason, and no counts, because old counts would pass for present ones.
 */
export function readingOf({ judged, openSince, until, silentAfterMs, failed, now }: ReadingFacts): Reading {
  const unknown = (note: string): Reading => ({
    to: until ?? bucketStart(now, minute),
    state: 'unknown',
    counted: null,
    openSince,
    notes: [note],
  });
  if (until === null) return unknown('Nothing was ever complete.');
  if (now - until >= silentAfterMs) return unknown(`No complete data since ${toRfc3339(until)}.`);
  if (failed || judged === null) return unknown('The counts could not be read; the log says why.');
  const { to, state, counted, notes } = judged;
  return { to, state, counted: state === 'unknown' ? null : counted, openSince, notes };
}
