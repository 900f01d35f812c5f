import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
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

/**
 * What is said now: the last verdict, unless a bound source is silent or the indicator could not be read; then unknown,
 * with the reason, and no counts, because old counts would pass for present ones.
 */
export function readingOf(facts: {
  judged: Judged | null;
  openSince: EpochMs | null;
  silent: readonly string[];
  failed: boolean;
  now: EpochMs;
}): Reading {
  const { judged, openSince, silent, failed, now } = facts;
  const unknown = (notes: string[]): Reading => ({
    to: judged?.to ?? bucketStart(now, minute),
    state: 'unknown',
    counted: null,
    openSince,
    notes,
  });
  if (failed) return unknown(['The counts could not be read; the log says why.']);
  if (silent.length > 0) return unknown([`Nothing has come lately from ${silent.join(', ')}.`]);
  if (judged === null) return unknown(['No minute is complete yet.']);
  const { to, state, counted, notes } = judged;
  return { to, state, counted: state === 'unknown' ? null : counted, openSince, notes };
}
