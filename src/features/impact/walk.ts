import { advanceCusum, excursionStart, resetCusum } from '../../maths/cusum.ts';
import { expectBlock, takeIn } from '../expectations/level-track.ts';
import { blockMinutes, guardMinutes } from '../expectations/profile.ts';
import { refineOnset } from './change-points.ts';
import { followDrop } from './follow-drop.ts';
import { earliestOnset, hides, indexOf, startWalk, timeOf, type WalkInput, type WalkState } from './walk-state.ts';
import { classWindows, windowFires } from './windows.ts';

/**
 * Goes through the minutes in order and decides at each from what lies before it alone: what was expected, whether a drop
 * begins (sequential detector, window rule) or ends. The level never sees minutes of a drop, the half hour before one, or
 * minutes in which the detector stands at half its threshold. Pure: equal input gives equal drops, so a walk may be
 * repeated over late data or after a restart.
 */
export function walk(input: WalkInput): WalkState {
  const state = startWalk(input);
  let block = 0;
  while (block * blockMinutes < state.minutes) {
    const back = judgeBlock(state, block);
    if (back !== null) {
      block = Math.max(0, Math.min(block, back));
      continue;
    }
    const first = block * blockMinutes;
    takeIn(
      state.track,
      block,
      (i) => state.actual[first + i] ?? Number.NaN,
      (i) => hides(state, first + i),
    );
    block++;
  }
  return state;
}

/** Judges the minutes of a block; returns the block to go back to when a drop began or ended, else null. */
function judgeBlock(state: WalkState, block: number): number | null {
  const { track, expected } = state;
  const first = block * blockMinutes;
  const last = Math.min(state.minutes, first + blockMinutes);
  const { level, relativeVariance } = expectBlock(track, block);
  for (let i = first; i < last; i++) expected[i] = track.base[i]! * level;
  if (first % 60 === 0) state.windows[first / 60] = classWindows(track, first, state.input.rules, state.widen);
  for (let i = Math.max(first, state.judgedFrom); i < last; i++) {
    if (state.inDrop[i]) resetCusum(state.cusum);
    else if (state.open) {
      if (followDrop(state, state.open, i)) {
        const ended = state.closed.at(-1)!.endedAt;
        return Math.floor(indexOf(state, ended) / blockMinutes);
      }
    } else if (begins(state, i, relativeVariance * state.widen)) {
      return Math.floor(indexOf(state, state.open!.levelUntil) / blockMinutes);
    }
  }
  return null;
}

/** Judges a minute outside any drop; true when it shows that one has begun (then `open` holds it). */
function begins(state: WalkState, i: number, relativeVariance: number): boolean {
  const count = state.actual[i]!;
  if (Number.isNaN(count)) return false;
  const { rules, profile } = state.input;
  const dispersion = profile.dispersion * state.widen;
  state.score = advanceCusum(state.cusum, i, count, state.expected[i]!, dispersion, relativeVariance);
  state.frozen[i] = state.score >= rules.alarmScore / 2 ? 1 : 0;
  let guess: number;
  if (state.score >= rules.alarmScore) {
    guess = excursionStart(state.cusum, dispersion, relativeVariance);
  } else {
    const windows = state.windows[Math.floor(i / 60)]!;
    const length = windowFires(windows, state, i + 1, earliestOnset(state, i), rules.pageZ);
    if (length === 0) return false;
    guess = i + 1 - length;
  }
  const onset = refineOnset(state, earliestOnset(state, i), guess, i + 1);
  state.open = {
    onset: timeOf(state, onset),
    detectedAt: timeOf(state, Math.max(i + 1, state.knownAt)),
    levelUntil: timeOf(state, onset - guardMinutes),
  };
  state.recovery = null;
  resetCusum(state.cusum);
  return true;
}
