import { day, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { median } from '../../maths/quantiles.ts';
import type { Fraction } from '../../maths/ratios.ts';
import type { BusinessCalendar } from '../expectations/business-calendar.ts';
import { learnProfile } from '../expectations/learn.ts';
import type { Profile } from '../expectations/profile.ts';
import { type FoundDrop, foundDrop } from './found-drop.ts';
import { alarmScoreOf, decimalOf, pageZ, showZ, type ThresholdFractions } from './rules.ts';
import { walk } from './walk.ts';
import type { ClosedDrop, OpenDrop, WalkState } from './walk-state.ts';
import { chooseWindow, type Precision, smallestDrop } from './window-rule.ts';

export interface DetectQuestion {
  series: MinuteSeries;
  thresholds: ThresholdFractions;
  timeZone: string;
  calendar: BusinessCalendar;
}

export interface Detected {
  /** Drops that reached a class, oldest first. */
  drops: FoundDrop[];
  /** Drops that were seen but never reached the partial threshold. */
  smaller: number;
  /** From when on could be judged; null when the history was never long enough, and then why. */
  judgedFrom: EpochMs | null;
  /** Up to here weekdays shared one shape and only drops of `cautiousShare` were told; null when never. */
  cautiousUntil: EpochMs | null;
  refusal: string | null;
  /** What an ordinary hour of the series is like, for what can be proven in it. */
  precision: Precision | null;
}

const longestHistory = 56 * day;
const longestOpen = 2 * day;
const longestLeftOut = day / 2;
/** A profile is learned anew after so many days of data while they are few, and weekly from there on. */
const learnAfterDays = [3, 4, 5, 6, 7, 9, 11, 14, 17, 21];
const week = 7;

/**
 * Goes through a whole series as a server would have: what is expected of a minute was learned from earlier minutes alone, and
 * each drop is decided from minutes at or before its `detectedAt`. Drops found are not learned from. Pure.
 */
export function detectSeries(question: DetectQuestion): Detected {
  const { series } = question;
  const end = series.from + series.counts.length * minute;
  const closed: ClosedDrop[] = [];
  const drops: FoundDrop[] = [];
  const precisions: Precision[] = [];
  let open: OpenDrop | null = null;
  let judgedFrom: EpochMs | null = null;
  let before: WalkState | null = null;
  let refusal: string | null = 'The series is empty.';
  let cautiousUntil: EpochMs | null = null;
  let smaller = 0;
  for (const { from, to } of pieces(series.from, end)) {
    // what has lasted for days is no drop to wait for: the usual has changed, and is learned anew
    if (open && from - open.onset > longestOpen) {
      const found = foundDrop(before!, open, from);
      if (found) drops.push(found);
      open = null;
    }
    const learned = learnBefore(question, from, [...closed, ...leftOut(open, from)]);
    if ('refusal' in learned) {
      refusal = learned.refusal;
      continue;
    }
    judgedFrom ??= from;
    const state: WalkState = walkPiece(question, learned.profile, from, to, closed, open);
    for (const drop of state.closed) {
      const found = foundDrop(state, drop, drop.endedAt);
      if (found) drops.push(found);
      else if (learned.profile.cycle === 'week') smaller++;
    }
    // with one shape for all days a quiet weekend looks like a drop; robust learning may judge for itself then
    if (learned.profile.cycle === 'week') closed.push(...state.closed);
    else cautiousUntil = to;
    open = state.open;
    before = state;
    precisions.push(...state.windows.filter((w) => w !== undefined).map((w) => w.precision));
    if (to === end && open) {
      const found = foundDrop(state, open, null);
      if (found) drops.push(found);
      else smaller++;
    }
  }
  const precision = ordinary(precisions);
  return { drops, smaller, judgedFrom, cautiousUntil, refusal: judgedFrom === null ? refusal : null, precision };
}

/** As long as weekdays cannot be told apart, a Sunday may bring so much less than a Friday without anything being wrong. */
export const cautiousShare = { numerator: 4, denominator: 5 } as const;

function withoutWeekdays({ partial, total }: ThresholdFractions): ThresholdFractions {
  const atLeast = (one: Fraction): Fraction =>
    one.numerator * cautiousShare.denominator > cautiousShare.numerator * one.denominator ? one : cautiousShare;
  return { partial: atLeast(partial), total: atLeast(total) };
}

/** The smallest share that could be proven in half an hour, where the partial threshold is smaller than that; else null. */
export function notProvable(detected: Detected, thresholds: ThresholdFractions): number | null {
  if (!detected.precision) return null;
  if (chooseWindow(detected.precision, decimalOf(thresholds.partial), showZ).provable) return null;
  return smallestDrop(detected.precision, 30, showZ);
}

/** A drop that lasts is not learned from, unless it has lasted so long that it may be what is usual now. */
function leftOut(open: OpenDrop | null, now: EpochMs): Interval[] {
  return open && now - open.onset <= longestLeftOut ? [{ from: open.onset, to: now }] : [];
}

function* pieces(start: EpochMs, end: EpochMs): Generator<Interval> {
  const hourly = Math.ceil(start / 3_600_000) * 3_600_000;
  const after = [...learnAfterDays];
  for (let d = learnAfterDays.at(-1)! + week; hourly + d * day < end; d += week) after.push(d);
  for (let k = 0; k < after.length; k++) {
    const from = hourly + after[k]! * day;
    if (from >= end) return;
    yield { from, to: Math.min(end, k + 1 < after.length ? hourly + after[k + 1]! * day : end) };
  }
}

function learnBefore({ series, timeZone, calendar }: DetectQuestion, until: EpochMs, exclude: ExcludedLike[]) {
  const from = Math.max(series.from, until - longestHistory);
  const counts = series.counts.subarray((from - series.from) / minute, (until - series.from) / minute);
  const gone = exclude.map((one) => ('onset' in one ? { from: one.onset, to: one.endedAt } : one));
  return learnProfile({ from, counts }, { timeZone, calendar, exclude: gone });
}

type ExcludedLike = Interval | ClosedDrop;

function walkPiece(
  { series, thresholds }: DetectQuestion,
  profile: Profile,
  from: EpochMs,
  to: EpochMs,
  closed: readonly ClosedDrop[],
  open: OpenDrop | null,
): WalkState {
  const start = open ? Math.min(from, open.onset - 60 * minute) : from;
  const judged = profile.cycle === 'week' ? thresholds : withoutWeekdays(thresholds);
  const rules = { thresholds: () => judged, pageZ, alarmScore: alarmScoreOf(profile), bleedLimit: null };
  const before = { from: series.from, counts: series.counts.subarray(0, (to - series.from) / minute) };
  const known = closed.filter(({ endedAt }) => endedAt > start - 2 * day);
  return walk({
    profile,
    rules,
    series: before,
    from: start,
    closed: known.map(({ onset, endedAt }) => ({ from: onset, to: endedAt })),
    open,
  });
}

function ordinary(precisions: readonly Precision[]): Precision | null {
  if (precisions.length === 0) return null;
  const of = (name: keyof Precision): number => median(precisions.map((one) => one[name]));
  return { perMinute: of('perMinute'), dispersion: of('dispersion'), relativeVariance: of('relativeVariance') };
}
