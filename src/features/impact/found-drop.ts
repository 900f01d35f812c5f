import type { Estimate } from '../../maths/estimate.ts';
import type { EpochMs } from '../../maths/instants.ts';
import type { ImpactClass } from './contract.ts';
import { presentClass } from './drop-record.ts';
import { fractionReached } from './fraction-reached.ts';
import { reckon } from './reckon.ts';
import { indexOf, type OpenDrop, timeOf, type WalkState } from './walk-state.ts';

/** A drop found in a series. `to` is null while it lasts; `window` is the class's window in minutes. */
export interface FoundDrop {
  from: EpochMs;
  to: EpochMs | null;
  detectedAt: EpochMs;
  class: ImpactClass;
  impactShare: Estimate | null;
  window: number;
  expected: Estimate;
  actual: number;
}

/**
 * A drop of the walk in numbers. P1 where the total threshold was proven in its window at some minute; otherwise P2 where the
 * partial one was, or where the whole drop reaches it; null when it ended without either. A drop that lasts when the data
 * end is told at once, as P2 until more is proven.
 */
export function foundDrop(state: WalkState, drop: OpenDrop, endedAt: EpochMs | null): FoundDrop | null {
  const onset = indexOf(state, drop.onset);
  const last = Math.max(onset + 1, endedAt === null ? state.minutes : indexOf(state, endedAt));
  const noticed = indexOf(state, drop.detectedAt);
  let reached: ImpactClass | null = null;
  for (let i = noticed; i <= Math.max(noticed, last) && i <= state.minutes && reached !== 'P1'; i++) {
    reached = presentClass(state, onset, i) ?? reached;
  }
  if (!reached && endedAt !== null && !partialOver(state, onset, last)) return null;
  const windows = state.windows[Math.floor(Math.max(0, noticed - 1) / 60)];
  const { actual, expected, impactShare } = reckon(state, onset, last, null);
  return {
    from: drop.onset,
    to: endedAt,
    detectedAt: drop.detectedAt,
    class: reached ?? 'P2',
    impactShare,
    window: (reached === 'P1' ? windows?.total.minutes : windows?.partial.minutes) ?? 0,
    expected,
    actual,
  };
}

function partialOver(state: WalkState, onset: number, last: number): boolean {
  let actual = 0;
  let expected = 0;
  for (let i = onset; i < last; i++) {
    if (Number.isNaN(state.actual[i]!)) continue;
    actual += state.actual[i]!;
    expected += state.expected[i]!;
  }
  const { partial } = state.input.rules.thresholds(timeOf(state, last - 1));
  return expected > 0 && fractionReached(actual, expected, partial);
}
