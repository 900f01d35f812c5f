import { ProductError } from '../../errors.ts';
import { type EpochMs, minute } from '../../maths/instants.ts';
import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { learnHistory } from '../expectations/learn.ts';
import type { Profile } from '../expectations/profile.ts';
import type { ControlOutcome } from './control.ts';
import { type RefinedEnds, refineBothEnds } from './loss-ends.ts';
import type { GapSums } from './loss-gap.ts';
import { type LossSpread, lossSpread } from './loss-placebos.ts';
import type { LossQuestion } from './loss-question.ts';
import { endOf, measuredSum, nearby, outside, unmeasured } from './loss-series.ts';
import { type LossWindow, lossGuardMinutes, lossWindow, windowSums } from './loss-windows.ts';

/** The longest window in which a class is judged: a drop seen through it may have begun so much earlier. */
const lookBackMinutes = 30;
/** Everything the report of a loss needs, in minutes from `profile.learnedFrom`. */
export interface LossFound {
  profile: Profile;
  history: PlaceboHistory;
  raw: { from: number; to: number };
  ends: RefinedEnds;
  window: LossWindow;
  /** Measured sums: what came in the outage, and after it (null until the whole horizon is in the data). */
  actual: number;
  actualAfter: number | null;
  measured: number;
  measuredAfter: number;
  sums: GapSums;
  spread: LossSpread;
  /** Minutes seen by the level after the gap. */
  seenAfter: number;
  /** What became of each control that was named; absent when none was. */
  controls?: readonly ControlOutcome[];
}

/** What was learned from the data around an outage; `hidden` are the minutes kept from it. */
export interface LearnedAround {
  profile: Profile;
  history: PlaceboHistory;
  hidden: { from: number; to: number };
}

/**
 * Finds what an outage cost: learns the usual from the rest of the data, refines the ends, and reckons what would have come in
 * the outage and in the horizon after it from what was seen on both sides. Pure; equal questions get equal answers.
 * Throws ProductError `bad_input` when the interval lies outside the data, nothing of it was measured, or less than three
 * days of history are there.
 */
export function findLoss(question: LossQuestion): LossFound {
  return reckonLoss(question, learnAround(question));
}

/** The first half of `findLoss`: what is usual, learned from everything but the outage and the horizon after it. */
export function learnAround(question: LossQuestion): LearnedAround {
  const series = nearby(question.series, question.raw);
  const { raw, horizonMinutes, timeZone, calendar } = question;
  const back = lossGuardMinutes + (question.ends === 'refined' ? lookBackOf(question) : 0);
  const gap = { from: raw.from - back * minute, to: raw.to + horizonMinutes * minute };
  const learned = learnHistory(series, { timeZone, calendar, exclude: [...(question.exclude ?? []), gap] });
  if ('refusal' in learned) {
    const message = `${learned.refusal} Minutes of the outage and of the time after it do not count.`;
    throw new ProductError('bad_input', message);
  }
  const { profile, history } = learned;
  return { profile, history, hidden: { from: minuteOf(profile, gap.from), to: minuteOf(profile, gap.to) } };
}

/** The second half: the ends, the sums and their intervals. */
export function reckonLoss(question: LossQuestion, { profile, history, hidden }: LearnedAround): LossFound {
  const { raw, series, horizonMinutes } = question;
  const given = { from: minuteOf(profile, raw.from), to: minuteOf(profile, raw.to) };
  const { counts } = history;
  if (given.from < 0 || given.to > counts.length) throw outside(raw, series);
  const ends = question.ends === 'given' ? asGiven(given) : endsOf(question, history, given, hidden);
  const window = lossWindow(ends.from, ends.to, horizonMinutes, counts.length);
  const outage = measuredSum(counts, ends.from, ends.to);
  const after = measuredSum(counts, ends.to, Math.min(counts.length, window.afterTo));
  if (outage.measured === 0) throw unmeasured(raw);
  const whole = horizonMinutes > 0 && after.measured > 0 && window.afterTo <= minuteOf(profile, endOf(series));
  const known = (i: number): boolean => !Number.isNaN(counts[i]!);
  return {
    profile,
    history,
    raw: given,
    ends,
    window,
    actual: outage.sum,
    actualAfter: whole ? after.sum : null,
    measured: outage.measured,
    measuredAfter: after.measured,
    sums: windowSums(history, window, seen(history, hidden), known, lead(ends.from, hidden.from)),
    spread: lossSpread(history, window),
    seenAfter: window.seenUntil - window.seenFrom,
  };
}

function minuteOf(profile: Profile, at: EpochMs): number {
  return Math.round((at - profile.learnedFrom) / minute);
}

function lookBackOf({ stepMinutes }: LossQuestion): number {
  return Math.max(lookBackMinutes, stepMinutes ?? 1);
}

/** Minutes the level may see: usual ones, and those of the gap as first given that turned out to lie outside. */
function seen(history: PlaceboHistory, hidden: { from: number; to: number }): (i: number) => boolean {
  return (i) => history.used[i] === 1 || (i >= hidden.from && i < hidden.to && !Number.isNaN(history.counts[i]!));
}

/** The filter sets in where the level was hidden from, or a guard before the outage. */
function lead(outageFrom: number, hiddenFrom: number): number {
  return Math.max(lossGuardMinutes, outageFrom - hiddenFrom);
}

function endsOf(
  question: LossQuestion,
  history: PlaceboHistory,
  given: { from: number; to: number },
  hidden: { from: number; to: number },
): RefinedEnds {
  const earliest = Math.max(0, given.from - lookBackOf(question));
  const wide = lossWindow(earliest, given.to, question.horizonMinutes, history.counts.length);
  const { outage } = windowSums(history, wide, (i) => history.used[i] === 1, undefined, lead(earliest, hidden.from));
  let base = 0;
  for (let i = earliest; i < given.to; i++) base += history.base[i]!;
  const level = base > 0 ? outage / base : 1;
  const expected = history.base.map((value) => value * level);
  const found = refineBothEnds({ actual: history.counts, expected }, given, earliest, history.dispersion);
  const step = question.stepMinutes ?? 1;
  if (step === 1 || !found.refined) return found;
  // a row covers several minutes: an end lies where a row does
  const onRow = (i: number): number => given.from + Math.round((i - given.from) / step) * step;
  return { ...found, from: onRow(found.from), to: Math.max(onRow(found.to), onRow(found.from) + step) };
}

function asGiven(given: { from: number; to: number }): RefinedEnds {
  return {
    ...given,
    fromBetween: [given.from, given.from],
    toBetween: [given.to, given.to],
    refined: false,
    another: null,
  };
}
