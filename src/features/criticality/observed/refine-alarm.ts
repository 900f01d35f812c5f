import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { IndicatorType } from '../../objectives/contract.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import type { RecordedOutage } from './recorded-outage.ts';

/** An alarm as the indicator's window saw it. */
export interface AlarmSeen extends Interval {
  component: string;
  type: IndicatorType;
}

/** With less than this share of its requests failing a component answers badly, but is not down. */
export const downFrom = 0.05;

/**
 * The outage behind an alarm: an alarm looks through a window and so begins late and ends late. Of the minutes given (from a
 * window before it to its end) those are the outage in which most failed: the run with the largest Σ(bad − half of the
 * alarm's own share × all). `failed` is the share that failed in them. Without counts the alarm stays as it is.
 */
export function refineAlarm(alarm: AlarmSeen, { from, good, valid }: IndicatorMinutes): RecordedOutage {
  const { component, type } = alarm;
  const kindOf = (failed: number | null): RecordedOutage['kind'] =>
    type === 'latency' || (failed !== null && failed < downFrom) ? 'degraded' : 'down';
  const known = (i: number): boolean => !Number.isNaN(good[i]!) && !Number.isNaN(valid[i]!);
  const within = (at: EpochMs): number => Math.max(0, Math.min(good.length, Math.round((at - from) / minute)));
  const share = badShare(good, valid, known, within(alarm.from), within(alarm.to));
  const asSeen = { component, from: alarm.from, to: alarm.to };
  if (share === null || share === 0) return { ...asSeen, kind: kindOf(null), failed: null };
  let best = { sum: 0, first: 0, end: 0 };
  let run = { sum: 0, first: 0 };
  for (let i = 0; i < good.length; i++) {
    if (!known(i)) continue;
    if (run.sum <= 0) run = { sum: 0, first: i };
    run.sum += valid[i]! - good[i]! - (share / 2) * valid[i]!;
    if (run.sum > best.sum) best = { ...run, end: i + 1 };
  }
  const failed = badShare(good, valid, known, best.first, best.end)!;
  return {
    component,
    from: from + best.first * minute,
    to: from + best.end * minute,
    kind: kindOf(failed),
    // slow answers are no failed ones
    failed: type === 'latency' ? null : failed,
  };
}

/** Null where nothing was counted. */
function badShare(
  good: Float64Array,
  valid: Float64Array,
  known: (i: number) => boolean,
  first: number,
  end: number,
): number | null {
  let [bad, all] = [0, 0];
  for (let i = first; i < end; i++) {
    if (!known(i)) continue;
    bad += valid[i]! - good[i]!;
    all += valid[i]!;
  }
  return all > 0 ? bad / all : null;
}
