import { bucketStart, day, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { BusinessCalendar } from '../expectations/business-calendar.ts';
import type { EventValue } from '../impact/event-value.ts';
import { findLoss } from '../impact/loss.ts';
import type { LossQuestion } from '../impact/loss-question.ts';
import { lossReport } from '../impact/loss-report.ts';
import type { Measured } from '../outages/drafted-outage.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import { cameBack } from './came-back.ts';
import { shareText } from './seen-outage.ts';

/** What comes back within so long after the end is set against the loss. */
export const horizonMinutes = 24 * 60;
/** Before the end of an outage is judged, so much after it must be there. */
export const settleMinutes = 15;
/** The usual is learned from so much before. */
export const historyDays = 60;

/** What is due to be measured of an ended outage: its loss for now, or finally, once all that came back is in the data. */
export function lossDue(outage: Outage, completeUntil: EpochMs): 'preliminary' | 'final' | null {
  const { to } = endsOf(outage);
  if (to === null || outage.subject.kind !== 'process') return null;
  if (outage.state === 'removed' || outage.kind === 'false-positive') return null;
  const isWhole = completeUntil >= to + horizonMinutes * minute;
  if (outage.loss === null)
    return completeUntil >= to + settleMinutes * minute ? (isWhole ? 'final' : 'preliminary') : null;
  return outage.loss.preliminary && isWhole ? 'final' : null;
}

/** The minutes that `lossOf` is given. */
export function lossPeriod(outage: Outage, completeUntil: EpochMs): Interval {
  const { from, to } = endsOf(outage);
  const end = (to ?? from) + horizonMinutes * minute;
  return {
    from: bucketStart(Math.min(from, outage.detected.from) - historyDays * day, minute),
    to: bucketStart(Math.min(completeUntil, end), minute),
  };
}

export interface LossAsked {
  series: MinuteSeries;
  timeZone: string;
  calendar: BusinessCalendar;
  value: EventValue | null;
  /** Other outages: nothing usual is learned from them. */
  others: readonly Interval[];
  /** Whether it goes on from the end of a window of maintenance: then it begins there. */
  goesOn?: boolean;
}

/**
 * The question on an outage, in whole minutes: between a person's ends and those of planned work as they are, else with both
 * looked for.
 */
export function lossQuestion(outage: Outage, asked: LossAsked): LossQuestion {
  const { series, timeZone, calendar, value, others, goesOn = false } = asked;
  const { from, to } = outage.corrected ?? outage.detected;
  const end = bucketStart((to ?? from) + minute - 1, minute);
  const begin = bucketStart(from, minute);
  return {
    ...{ series, timeZone, calendar, horizonMinutes },
    raw: { from: begin, to: Math.max(begin + minute, end) },
    ends: outage.corrected || outage.kind === 'planned' || goesOn ? 'given' : 'refined',
    value: value === null || value.kind === 'perHour' ? null : { currency: value.currency, minor: value.minor },
    exclude: others,
  };
}

/**
 * What an outage cost, and where its ends lie. Money where it is known what an event is worth, else events. Throws ProductError
 * `bad_input` as `findLoss`: too little history, nothing measured.
 */
export function lossOf(question: LossQuestion): Measured {
  const found = findLoss(question);
  const report = lossReport(question, found);
  const { impactShare, preliminary } = report;
  const { from, to } = report.interval.refined;
  const refined = { from: Date.parse(from), to: Date.parse(to) };
  const until = refined.to + horizonMinutes * minute;
  return {
    ...(question.ends === 'refined' ? { refined: found.ends.refined ? refined : null } : {}),
    ...(impactShare === null ? {} : { share: shareText(impactShare.value) }),
    loss: { ...cameBack(report), preliminary, until, customers: null },
  };
}
