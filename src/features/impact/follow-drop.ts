import { expectBlock } from '../expectations/level-track.ts';
import { blockMinutes } from '../expectations/profile.ts';
import { refineEnd, refineOnset, shareMissing } from './change-points.ts';
import { advanceRecovery, newRecovery } from './recovery.ts';
import { decimalOf } from './rules.ts';
import { losesTooMuch } from './slow-bleed.ts';
import { earliestOnset, indexOf, markDrop, type OpenDrop, timeOf, type WalkState } from './walk-state.ts';

/** So long after its detection the begin of a drop is still being looked for; then it stands. */
const onsetOpenMinutes = 15;
/** Minutes over which "as expected again" is judged where the quick proof does not come. */
const meetMinutes = 30;

/** Follows the open drop through minute i. True when it has ended: the drop is then closed and marked. */
export function followDrop(state: WalkState, drop: OpenDrop, i: number): boolean {
  if (drop.bleed) return followBleed(state, drop, i);
  const detected = indexOf(state, drop.detectedAt);
  if (i >= detected && i < detected + onsetOpenMinutes) {
    const found = refineOnset(state, earliestOnset(state, detected - 1), indexOf(state, drop.onset), i + 1);
    state.open = { ...drop, onset: timeOf(state, Math.min(found, detected - 1)) };
  }
  const current = state.open ?? drop;
  const onset = indexOf(state, current.onset);
  const count = state.actual[i]!;
  if (i < onset || Number.isNaN(count)) return false;
  const partial = decimalOf(state.input.rules.thresholds(drop.onset).partial);
  state.recovery ??= newRecovery(partial, shareMissing(state, onset, Math.min(i + 1, onset + meetMinutes)));
  const over = advanceRecovery(state.recovery, i, count, state.expected[i]!, state.input.profile.dispersion);
  if (i + 1 < detected || (!over && !meets(state, onset, i))) return false;
  const guess = over ? state.recovery.start : i + 1 - meetMinutes;
  const end = refineEnd(state, onset, Math.max(onset + 1, guess), i + 1, state.input.profile.dispersion);
  close(state, current, end, i);
  return true;
}

/** A slow bleed is over when four hours lose less than half the limit: at the limit itself it would flap. Its end is then looked for. */
function followBleed(state: WalkState, drop: OpenDrop, i: number): boolean {
  if (i < indexOf(state, drop.detectedAt) || Number.isNaN(state.actual[i]!) || losesTooMuch(state, 0, i + 1, 0.5))
    return false;
  const onset = Math.max(0, indexOf(state, drop.onset));
  close(state, drop, refineEnd(state, onset, i + 1, i + 1, state.input.profile.dispersion), i);
  return true;
}

function close(state: WalkState, drop: OpenDrop, end: number, i: number): void {
  const ended = { ...drop, endedAt: timeOf(state, end) };
  state.closed.push(ended);
  state.open = null;
  state.recovery = null;
  state.knownAt = i + 1;
  markDrop(state, ended.onset, ended.endedAt, ended.levelUntil);
}

/** The last half hour lies within what the expectation leaves open, and at most half of the drop is left. */
function meets(state: WalkState, onset: number, i: number): boolean {
  const from = i + 1 - meetMinutes;
  if (from <= onset) return false;
  let sum = 0;
  let usual = 0;
  for (let k = from; k <= i; k++) {
    sum += state.actual[k]!;
    usual += state.expected[k]!;
  }
  if (Number.isNaN(sum) || !(usual > 0)) return false;
  const { relativeVariance } = expectBlock(state.track, Math.floor(i / blockMinutes));
  const missing = 1 - sum / usual;
  const leftOpen = 1.645 * Math.sqrt(state.widen * (state.input.profile.dispersion / usual + relativeVariance));
  return missing <= leftOpen && missing <= shareMissing(state, onset, Math.min(from, onset + meetMinutes)) / 2;
}
