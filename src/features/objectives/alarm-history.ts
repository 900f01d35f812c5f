import { bucketStart, day, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import { type Followed, follow, longestCatchUp } from './follow-indicator.ts';
import type { IndicatorMinutes } from './indicator-minutes.ts';
import type { Objective } from './judge.ts';
import { type AlarmSpell, type AlarmState, noAlarm } from './step-alarm.ts';

/** So far back imported minutes are judged by the present rule, and so much of them at once. */
export const judgedBackDays = 62;
const sliceDays = 7;

/** How far the past of one measure is judged. What lies at or after `live` was judged as it came, and is left as it is. */
export interface PastJudged {
  live: EpochMs;
  /** Where judging goes on; null: it is done. */
  next: EpochMs | null;
  alarm: AlarmState;
  /** Of the import that it was begun for; 0: what was there already. */
  importedAt: EpochMs;
  /** The first minute in which anything was observed; null: none was found yet. */
  observed: EpochMs | null;
}

/** The past of a measure before anything of it is judged. `earliest` is the start of its first alarm on record, `until` the last complete minute's end. */
export function beginPast(earliest: EpochMs | null, until: EpochMs, importedAt: EpochMs): PastJudged {
  const live = bucketStart(Math.min(earliest ?? until, until - longestCatchUp), minute);
  return again({ live, next: null, alarm: noAlarm, importedAt, observed: null }, until, importedAt);
}

/** From the beginning once more, since history was imported; `until` is reckoned back from. */
export function again({ live }: PastJudged, until: EpochMs, importedAt: EpochMs): PastJudged {
  const from = bucketStart(until - judgedBackDays * day, minute);
  return { live, next: from < live ? from : null, alarm: noAlarm, importedAt, observed: null };
}

/** The next stretch to be judged; null: it is done. */
export function sliceOf({ live, next }: PastJudged): Interval | null {
  return next === null ? null : { from: next, to: Math.min(live, next + sliceDays * day) };
}

/**
 * Judges one stretch as `follow` judges what comes in. `minutes` begin one window before it. Returns the alarms that began in an earlier
 * stretch or this one and ended in it; an alarm that lasts when the live time begins ends there, since there it is found anew.
 */
export function judgePast(
  past: PastJudged,
  slice: Interval,
  minutes: IndicatorMinutes,
  objective: Objective,
): { past: PastJudged; closed: AlarmSpell[] } {
  const before: Followed = { judgedUntil: slice.from, alarm: past.alarm };
  const { after, closed } = follow(before, slice.to, minutes, objective);
  const observed = past.observed ?? firstObserved(minutes);
  if (slice.to < past.live) return { past: { ...past, next: slice.to, alarm: after.alarm, observed }, closed };
  const { openSince } = after.alarm;
  const last = openSince === null ? [] : [{ startedAt: openSince, endedAt: past.live }];
  return { past: { ...past, next: null, alarm: noAlarm, observed }, closed: [...closed, ...last] };
}

function firstObserved({ from, valid }: IndicatorMinutes): EpochMs | null {
  const first = valid.findIndex((count) => count > 0);
  return first < 0 ? null : from + first * minute;
}

/** From when on alarms of the measure are known: what it could not see before that speaks neither for it nor against it. */
export const alarmsKnownFrom = ({ observed, live }: PastJudged): EpochMs => observed ?? live;
