import { ProductError } from '../../errors.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { Control } from './control.ts';
import { stepIn, usualStep } from './control-step.ts';
import { type LearnedAround, learnAround, reckonLoss } from './loss.ts';
import type { LossQuestion } from './loss-question.ts';
import { lossReport } from './loss-report.ts';
import { endOf } from './loss-series.ts';

/** A control that was learned, or the sentence why it cannot be used. */
export type CheckedControl = { learned: LearnedAround; usable: Uint8Array } | { reason: string };

/** Of the outage, so much must be measured in a control. */
const measuredShare = 0.5;
/** The sum of a window may stray so many half-widths: only what stands out far is no weather. The edges are judged more sharply. */
const strayedFar = 1.5;

/**
 * Learns a control and looks whether it was hit itself: its level must make no step for the minutes of the outage that nine in ten
 * of its own quiet windows do not make, and neither in them nor in the horizon after them may it stray far from what its own
 * past, its own minutes around and its own quiet windows leave open. Declared campaigns are
 * the asking process's own, so a control says nothing while one runs. Throws ProductError `bad_input` when its data do not hold the
 * outage, or less than three days.
 */
export function checkControl(question: LossQuestion, { name, series }: Control, outage: Interval): CheckedControl {
  if (outage.from < series.from || outage.to > endOf(series)) throw notAround(name, series, outage);
  const { calendar } = question;
  const running = calendar.factors.find(({ from, to }) => outage.from < to && outage.to > from);
  if (running) return { reason: `the ${running.name} runs, and nobody said whether it is one of this process too` };
  const horizonMinutes = Math.min(question.horizonMinutes, (endOf(series) - outage.to) / minute);
  const asked: LossQuestion = {
    ...question,
    series,
    raw: outage,
    ends: 'given',
    horizonMinutes,
    calendar: { factors: [], holidays: calendar.holidays },
    value: null,
    exclude: [...(question.exclude ?? []), ...calendar.factors],
  };
  const learned = named(name, () => learnAround(asked));
  const unknown = unknownMinutes(learned, outage);
  const length = (outage.to - outage.from) / minute;
  if (unknown > (1 - measuredShare) * length) return { reason: `${unknown} of ${length} minutes of it are unknown` };
  const usable = usableMinutes(learned, calendar.factors);
  const within = stepped(learned, usable, outage) ?? offIn({ ...asked, horizonMinutes: 0 }, learned);
  if (within) return { reason: `${within} in the same minutes: it may have been hit too` };
  const afterwards = { from: outage.to, to: outage.to + horizonMinutes * minute };
  if (horizonMinutes < 10 || unknownMinutes(learned, afterwards) === horizonMinutes) return { learned, usable };
  const after = offIn({ ...asked, raw: afterwards, horizonMinutes: 0 }, learned);
  return after ? { reason: `${after} in the time after: it may have been hit too` } : { learned, usable };
}

/** Minutes in which a control may be seen: usual ones, and those that were kept from learning, but for campaigns. */
function usableMinutes({ profile, history, hidden }: LearnedAround, campaigns: readonly Interval[]): Uint8Array {
  const usable = history.used.slice();
  for (let i = Math.max(0, hidden.from); i < Math.min(usable.length, hidden.to); i++) {
    const at = profile.learnedFrom + i * minute;
    const quiet = campaigns.every(({ from, to }) => at < from || at >= to);
    usable[i] = quiet && !Number.isNaN(history.counts[i]!) ? 1 : 0;
  }
  return usable;
}

/** "it fell by 5.1 % itself" when the level makes a step for just these minutes; null when it makes no unusual one. */
function stepped({ profile, history }: LearnedAround, usable: Uint8Array, { from, to }: Interval): string | null {
  const at = (time: number): number => Math.round((time - profile.learnedFrom) / minute);
  const { share, z } = stepIn(history, usable, at(from), at(to));
  return Math.abs(z) > usualStep(history, at(to) - at(from)) ? movedText(share) : null;
}

/** The same when the sum of the window lies far outside its interval. */
function offIn(asked: LossQuestion, learned: LearnedAround): string | null {
  const { lost, expected } = lossReport(asked, reckonLoss(asked, learned));
  return strayed(lost) ? movedText(-lost.value / Math.max(1e-9, expected.value)) : null;
}

function strayed({ value, low, high }: Estimate): boolean {
  return value > 0 ? value > strayedFar * (value - low) : -value > strayedFar * (high - value);
}

function movedText(share: number): string {
  return `it ${share < 0 ? 'fell' : 'rose'} by ${(100 * Math.abs(share)).toFixed(1)} % itself`;
}

function unknownMinutes({ profile, history }: LearnedAround, { from, to }: Interval): number {
  let unknown = 0;
  for (let at = from; at < to; at += minute) {
    if (!(history.counts[Math.round((at - profile.learnedFrom) / minute)]! >= 0)) unknown++;
  }
  return unknown;
}

function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    throw new ProductError(error.code, `${name}: ${error.message}`, { file: name, ...error.details }, error);
  }
}

function notAround(name: string, series: Control['series'], outage: Interval): ProductError {
  const found = `${toRfc3339(series.from)} to ${toRfc3339(endOf(series))}`;
  const expected = `a control whose data hold the outage, ${toRfc3339(outage.from)} to ${toRfc3339(outage.to)}`;
  return new ProductError('bad_input', `${name}: found ${found}, expected ${expected}`, {
    file: name,
    found,
    expected,
  });
}
