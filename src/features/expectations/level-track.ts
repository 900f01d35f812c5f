import { type EpochMs, minute } from '../../maths/instants.ts';
import { forecastInterval, forecastSum, intervalLevel, spreadAt } from './forecast.ts';
import {
  type Level,
  lookAhead,
  predictLevel,
  type StepConstants,
  startLevel,
  stepConstants,
  updateLevel,
} from './level-filter.ts';
import { baseMinutes, blockMinutes, blockMs, blockStart, guardMinutes, levelJump, type Profile } from './profile.ts';

const guardBlocks = guardMinutes / blockMinutes;

/**
 * The level followed through recent minutes, block by block. Whoever drives it decides which minutes the level may see
 * (never those of a drop). Equal profile, minutes and exclusions give equal numbers, whatever was run before.
 */
export interface LevelTrack {
  readonly profile: Profile;
  readonly from: EpochMs;
  readonly step: StepConstants;
  /** Expected per minute at level 1, from `from` on. */
  readonly base: Float64Array;
  readonly jumps: Float64Array;
  /** `states[b]`: all blocks before block b are taken in. */
  readonly states: Level[];
}

/** Begins at the block that holds `from` with room for `minutes`; the level starts from the last one the profile holds before. */
export function startTrack(profile: Profile, from: EpochMs, minutes: number): LevelTrack {
  const start = blockStart(from);
  const blocks = Math.ceil((minutes + (from - start) / minute) / blockMinutes);
  const step = stepConstants(profile.dynamics);
  const jumps = new Float64Array(blocks);
  for (let b = 0; b < blocks; b++) jumps[b] = levelJump(profile, start + b * blockMs);
  return {
    profile,
    from: start,
    step,
    base: baseMinutes(profile, start, blocks * blockMinutes),
    jumps,
    states: [levelBefore(profile, start, step)],
  };
}

function levelBefore(profile: Profile, at: EpochMs, step: StepConstants): Level {
  let known: Level | undefined;
  for (let i = profile.levels.length - 1; i >= 0 && !known; i--) {
    if (profile.levels[i]!.at <= at) known = profile.levels[i];
  }
  if (!known) return startLevel(at, profile.dynamics, profile.levels[0]?.slow ?? 1);
  const level = { ...known };
  while (level.at < at) predictLevel(level, step, levelJump(profile, level.at), blockMs);
  return level;
}

/** Expectation of the minutes of one block, from data that ended half an hour before it (or where the track ends): level and its relative variance. */
export function expectBlock(track: LevelTrack, block: number): { level: number; relativeVariance: number } {
  const origin = Math.max(0, Math.min(block - guardBlocks, track.states.length - 1));
  let jump = 0;
  for (let b = origin; b <= block; b++) jump += track.jumps[b]!;
  const { mean, relativeVariance } = lookAhead(track.states[origin]!, track.step, block - origin + 1, jump);
  return { level: mean, relativeVariance };
}

/**
 * Lets the level see one block. `counts` are its minutes; NaN (unknown) and minutes with `hidden` take no part. Blocks
 * must come in order; giving an earlier block again rewinds to it.
 */
export function takeIn(
  track: LevelTrack,
  block: number,
  counts: (minuteOfBlock: number) => number,
  hidden: (minuteOfBlock: number) => boolean,
): void {
  const level = { ...track.states[block]! };
  predictLevel(level, track.step, track.jumps[block]!, blockMs);
  let count = 0;
  let base = 0;
  for (let i = 0; i < blockMinutes; i++) {
    const value = counts(i);
    if (Number.isNaN(value) || hidden(i)) continue;
    count += value;
    base += track.base[block * blockMinutes + i]!;
  }
  updateLevel(level, count, base, track.profile.dispersion);
  track.states.length = block + 1;
  track.states.push(level);
}

/** A sum of minutes with its interval. Counts are what would have come; `relativeSpread` is the level's part alone. */
export interface ExpectedSum {
  mean: number;
  low: number;
  high: number;
  level: number;
  /** Relative variance of the expectation itself (v_W of the window rule), measured spread included. */
  relativeVariance: number;
  /** φ with the measured spread: the counting part of the variance over the mean. */
  dispersion: number;
}

/**
 * Σ of `expected` (per minute, NaN takes no part) over the track's minutes [first, last), with the interval a forecast
 * from half an hour before `first` has: over-dispersed counting noise, and a level that may have moved since.
 */
export function expectedSum(track: LevelTrack, expected: Float64Array, first: number, last: number): ExpectedSum {
  const firstBlock = Math.floor(first / blockMinutes);
  const origin = Math.max(0, Math.min(firstBlock - guardBlocks, track.states.length - 1));
  const offset = origin * blockMinutes;
  const known = track.base.slice(offset, last);
  let mean = 0;
  for (let i = first; i < last; i++) {
    if (Number.isNaN(expected[i]!)) known[i - offset] = 0;
    else mean += expected[i]!;
  }
  const seen = forecastSum(
    track.states[origin]!,
    track.step,
    known,
    (b) => track.jumps[origin + b]!,
    first - offset,
    last - offset,
  );
  const factor = spreadAt(track.profile.spread, last - first);
  const relative = seen.mean > 0 ? seen.levelVariance / (seen.mean * seen.mean) : 0;
  const { low, high } = forecastInterval(mean, relative * mean * mean, track.profile.dispersion, factor);
  return {
    mean,
    low,
    high,
    level: intervalLevel,
    relativeVariance: factor * factor * relative,
    dispersion: factor * factor * track.profile.dispersion,
  };
}
