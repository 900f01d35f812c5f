import { ProductError } from '../../errors.ts';
import { bucketStart, day, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { learnHistory } from '../expectations/learn.ts';
import type { Profile } from '../expectations/profile.ts';
import { type RefinedEnds, refineBothEnds } from './loss-ends.ts';
import type { GapSums } from './loss-gap.ts';
import { type LossSpread, lossSpread } from './loss-placebos.ts';
import type { LossQuestion } from './loss-question.ts';
import { type LossWindow, lossGuardMinutes, lossWindow, windowSums } from './loss-windows.ts';

/** The longest window in which a class is judged: a drop seen through it may have begun so much earlier. */
const lookBackMinutes = 30;
/** So much of the history is learned from: five comparable weeks and some to stand in, and two weeks after. */
const daysBefore = 56;
const daysAfter = 15;

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
}

/**
 * Finds what an outage cost: learns the usual from the rest of the data, refines the ends, and reckons what would have come in
 * the outage and in the horizon after it from what was seen on both sides. Pure; equal questions get equal answers.
 * Throws ProductError `bad_input` when the interval lies outside the data, nothing of it was measured, or less than three
 * days of history are there.
 */
export function findLoss(question: LossQuestion): LossFound {
  const series = nearby(question);
  const step = question.stepMinutes ?? 1;
  const lookBack = Math.max(lookBackMinutes, step);
  const { raw, horizonMinutes } = question;
  const gap = {
    from: raw.from - (question.ends === 'refined' ? lookBack : 0) * minute - lossGuardMinutes * minute,
    to: raw.to + horizonMinutes * minute,
  };
  const learned = learnHistory(wholeBlocks(series), {
    timeZone: question.timeZone,
    calendar: question.calendar,
    exclude: [...(question.exclude ?? []), gap],
  });
  if ('refusal' in learned) {
    throw new ProductError(
      'bad_input',
      `${learned.refusal} Minutes of the outage and of the time after it do not count.`,
    );
  }
  const { profile, history } = learned;
  const at = (instant: number): number => Math.round((instant - profile.learnedFrom) / minute);
  const given = { from: at(raw.from), to: at(raw.to) };
  if (given.from < 0 || given.to > history.counts.length) throw outside(question, series);
  const hidden = { from: at(gap.from), to: at(gap.to) };
  const ends =
    question.ends === 'given' ? asGiven(given) : endsOf(history, given, lookBack, horizonMinutes, hidden, step);
  const window = lossWindow(ends.from, ends.to, horizonMinutes, history.counts.length);
  const { counts } = history;
  const known = (i: number): boolean => !Number.isNaN(counts[i]!);
  const whole = window.afterTo <= at(series.from + series.counts.length * minute);
  const outage = measuredSum(counts, ends.from, ends.to);
  const after = measuredSum(counts, ends.to, Math.min(counts.length, window.afterTo));
  if (outage.measured === 0) throw unmeasured(question);
  return {
    profile,
    history,
    raw: given,
    ends,
    window,
    actual: outage.sum,
    actualAfter: whole && horizonMinutes > 0 && after.measured > 0 ? after.sum : null,
    measured: outage.measured,
    measuredAfter: after.measured,
    sums: windowSums(history, window, seen(history, hidden), known, lead(ends.from, hidden.from)),
    spread: lossSpread(history, window),
    seenAfter: window.seenUntil - window.seenFrom,
  };
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
  history: PlaceboHistory,
  given: { from: number; to: number },
  lookBack: number,
  horizon: number,
  hidden: { from: number; to: number },
  step: number,
): RefinedEnds {
  const earliest = Math.max(0, given.from - lookBack);
  const wide = lossWindow(earliest, given.to, horizon, history.counts.length);
  const { outage } = windowSums(history, wide, (i) => history.used[i] === 1, undefined, lead(earliest, hidden.from));
  let base = 0;
  for (let i = earliest; i < given.to; i++) base += history.base[i]!;
  const level = base > 0 ? outage / base : 1;
  const expected = history.base.map((value) => value * level);
  const found = refineBothEnds({ actual: history.counts, expected }, given, earliest, history.dispersion);
  if (step === 1 || !found.refined) return found;
  // a row covers several minutes: an end lies where a row does
  const rows = (i: number, round: (value: number) => number): number =>
    given.from + round((i - given.from) / step) * step;
  return {
    ...found,
    from: rows(found.from, Math.round),
    to: Math.max(rows(found.to, Math.round), rows(found.from, Math.round) + step),
  };
}

function asGiven(given: { from: number; to: number }): RefinedEnds {
  return { ...given, fromBetween: [given.from, given.from], toBetween: [given.to, given.to], refined: false };
}

function measuredSum(counts: Float64Array, from: number, to: number): { sum: number; measured: number } {
  let sum = 0;
  let measured = 0;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(counts[i]!)) continue;
    sum += counts[i]!;
    measured++;
  }
  return { sum, measured };
}

/** The part of the series that an answer rests on, from its first to its last measured minute. */
function nearby({ series, raw }: LossQuestion): MinuteSeries {
  const end = series.from + series.counts.length * minute;
  if (raw.from < series.from || raw.to > end) throw outside({ raw }, series);
  const from = Math.max(series.from, bucketStart(raw.from - daysBefore * day, 10 * minute));
  const to = Math.min(end, raw.to + daysAfter * day);
  const first = (from - series.from) / minute;
  return { from, counts: series.counts.subarray(first, (to - series.from) / minute) };
}

/** Filled up with unknown minutes to the end of the last ten, so that the newest minutes take part. */
function wholeBlocks(series: MinuteSeries): MinuteSeries {
  const end = series.from / minute + series.counts.length;
  const counts = new Float64Array(Math.ceil(end / 10) * 10 - series.from / minute).fill(Number.NaN);
  counts.set(series.counts);
  return { from: series.from, counts };
}

function outside({ raw }: Pick<LossQuestion, 'raw'>, series: MinuteSeries): ProductError {
  const end = toRfc3339(series.from + series.counts.length * minute);
  const found = `${toRfc3339(raw.from)} to ${toRfc3339(raw.to)}`;
  const expected = `an interval within the data, ${toRfc3339(series.from)} to ${end}`;
  return new ProductError('bad_input', `found ${found}, expected ${expected}`, { found, expected });
}

function unmeasured({ raw }: LossQuestion): ProductError {
  const found = `no row between ${toRfc3339(raw.from)} and ${toRfc3339(raw.to)}`;
  return new ProductError(
    'bad_input',
    `found ${found}: what came in the outage is unknown. When a missing row means that nothing came, say --missing zero.`,
    { found, expected: 'measured minutes, or --missing zero' },
  );
}
