import { ProductError } from '../../errors.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { Control } from './control.ts';
import { type LearnedAround, learnAround, reckonLoss } from './loss.ts';
import type { LossQuestion } from './loss-question.ts';
import { lossReport } from './loss-report.ts';
import { endOf } from './loss-series.ts';

/** A control that was learned, or the sentence why it cannot be used. */
export type CheckedControl = { learned: LearnedAround } | { reason: string };

/** Of the outage, so much must be measured in a control. */
const measuredShare = 0.5;
/** After the outage a control may stray so many half-widths: only what stands out far is an echo of the outage. */
const strayedAfter = 1.5;

/**
 * Learns a control and looks whether it was hit itself: in the minutes of the outage, and in the horizon after it, it must lie
 * within its own 90 % interval, known from its own past, its own minutes around and its own quiet windows. Declared campaigns are
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
  const within = offIn({ ...asked, horizonMinutes: 0 }, learned, 1);
  if (within) return { reason: `${within} in the same minutes: it may have been hit too` };
  const afterwards = { from: outage.to, to: outage.to + horizonMinutes * minute };
  if (horizonMinutes < 10 || unknownMinutes(learned, afterwards) === horizonMinutes) return { learned };
  const after = offIn({ ...asked, raw: afterwards, horizonMinutes: 0 }, learned, strayedAfter);
  return after ? { reason: `${after} in the time after: it may have been hit too` } : { learned };
}

/** "fell by 12.3 %" when the window lies further outside its interval than `times` the half-width; null when it does not. */
function offIn(asked: LossQuestion, learned: LearnedAround, times: number): string | null {
  const { lost, expected } = lossReport(asked, reckonLoss(asked, learned));
  const side = strayed(lost, times);
  if (side === 0) return null;
  const percent = ((100 * Math.abs(lost.value)) / Math.max(1e-9, expected.value)).toFixed(1);
  return `it ${side > 0 ? 'fell' : 'rose'} by ${percent} % itself`;
}

/** 1: less came than `times` the half-width leaves open; −1: more; 0: neither. */
function strayed({ value, low, high }: Estimate, times: number): -1 | 0 | 1 {
  if (value > 0 && value > times * (value - low)) return 1;
  return value < 0 && -value > times * (high - value) ? -1 : 0;
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
