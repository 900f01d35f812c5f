import { type Cusum, newCusum } from '../../maths/cusum.ts';
import { type EpochMs, hour, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { spreadAt } from '../expectations/forecast.ts';
import { type LevelTrack, startTrack } from '../expectations/level-track.ts';
import { guardMinutes, type Profile } from '../expectations/profile.ts';
import type { Recovery } from './recovery.ts';
import type { Rules } from './rules.ts';
import type { ClassWindows } from './windows.ts';

/** A drop on the way: `levelUntil` is where its level is frozen, set once and kept. */
export interface OpenDrop {
  onset: EpochMs;
  detectedAt: EpochMs;
  levelUntil: EpochMs;
  /** Opened by money lost over four hours, not by a share. */
  bleed?: true;
}
export interface ClosedDrop extends OpenDrop {
  endedAt: EpochMs;
}

export interface WalkInput {
  profile: Profile;
  rules: Rules;
  /** Minutes up to and not including the first incomplete one; NaN is unknown. */
  series: MinuteSeries;
  /** First minute to judge; cut down to the hour. */
  from: EpochMs;
  /** Drops already known that touch the walk: their minutes are neither judged nor learned from again. */
  closed: readonly Interval[];
  open: OpenDrop | null;
}

/** Minute arrays begin at `track.from`; `judgedFrom` is the index of the first judged minute, `minutes` their number. */
export interface WalkState {
  readonly input: WalkInput;
  readonly track: LevelTrack;
  readonly judgedFrom: number;
  readonly minutes: number;
  readonly actual: Float64Array;
  readonly expected: Float64Array;
  /** 1: the level may not see the minute. */
  readonly frozen: Uint8Array;
  /** 1: inside a drop that has ended. */
  readonly inDrop: Uint8Array;
  readonly cusum: Cusum;
  /** Square of measured over modelled spread: multiplies φ and the variance of the expectation. */
  readonly widen: number;
  /** By hour since `track.from`. */
  readonly windows: ClassWindows[];
  readonly closed: ClosedDrop[];
  open: OpenDrop | null;
  recovery: Recovery | null;
  score: number;
  /** No decision may be dated before this minute: what it rests on was only known then. */
  knownAt: number;
}

/** The level is followed at least so long before the first judged minute: the windows and the guard reach back. */
const leadMinutes = 60;
/** And from where the profile ends, so that it has seen everything since; but not for longer than this. */
const longestLeadHours = 48;

export function startWalk(input: WalkInput): WalkState {
  const { profile, series } = input;
  const judgedAt = Math.floor(input.from / hour) * hour;
  const until = series.from + series.counts.length * minute;
  const learnedUntil = Math.floor(profile.learnedUntil / hour) * hour;
  const start = Math.min(judgedAt - leadMinutes * minute, Math.max(learnedUntil, judgedAt - longestLeadHours * hour));
  // an hour ahead, because windows are chosen by what the hour will bring
  const track = startTrack(profile, start, Math.max(0, (until - start) / minute) + 60);
  const n = Math.max(0, Math.round((until - track.from) / minute));
  const actual = new Float64Array(n).fill(Number.NaN);
  const shift = Math.round((track.from - series.from) / minute);
  for (let i = Math.max(0, -shift); i < n; i++) actual[i] = series.counts[i + shift]!;
  const state: WalkState = {
    input,
    track,
    judgedFrom: (judgedAt - track.from) / minute,
    minutes: n,
    actual,
    expected: new Float64Array(n),
    frozen: new Uint8Array(n),
    inDrop: new Uint8Array(n),
    cusum: newCusum(),
    widen: spreadAt(profile.spread, 15) ** 2,
    windows: [],
    closed: [],
    open: input.open,
    recovery: null,
    score: 0,
    knownAt: 0,
  };
  for (const { from, to } of input.closed) markDrop(state, from, to, from - guardMinutes * minute);
  return state;
}

export function indexOf(state: WalkState, at: EpochMs): number {
  return Math.round((at - state.track.from) / minute);
}

export function timeOf(state: WalkState, index: number): EpochMs {
  return state.track.from + index * minute;
}

/** Marks an ended drop and hides it, from where its level was frozen on, from the level. */
export function markDrop(state: WalkState, from: EpochMs, to: EpochMs, levelUntil: EpochMs): void {
  const end = Math.min(state.minutes, indexOf(state, to));
  for (let i = Math.max(0, indexOf(state, from)); i < end; i++) state.inDrop[i] = 1;
  for (let i = Math.max(0, indexOf(state, levelUntil)); i < end; i++) state.frozen[i] = 1;
}

/** How far back a drop seen at minute i may begin: an hour, but not into one that ended nor before what is judged. */
export function earliestOnset(state: WalkState, i: number): number {
  let earliest = Math.max(state.judgedFrom, i - 60);
  for (let k = i; k >= earliest; k--) if (state.inDrop[k]) earliest = k + 1;
  return Math.min(earliest, i);
}

/** Whether the level must not see the minute. */
export function hides(state: WalkState, i: number): boolean {
  return state.frozen[i] === 1 || (state.open !== null && i >= indexOf(state, state.open.levelUntil));
}
