import { day, type EpochMs, minute } from '../../maths/instants.ts';
import type { IndicatorState } from './contract.ts';
import { countedUntil, type IndicatorMinutes, totalsOf } from './indicator-minutes.ts';
import { type Counted, judge, type Objective } from './judge.ts';
import { type AlarmSpell, type AlarmState, noAlarm, stepAlarms } from './step-alarm.ts';

/** How far one indicator has been judged: every minute that ends at or before `judgedUntil` is in `alarm`. */
export interface Followed {
  judgedUntil: EpochMs;
  alarm: AlarmState;
}

/** After a longer stop, older minutes stay unjudged: it bounds what one tick reads. */
export const longestCatchUp = day;

/**
 * Where judging begins or goes on: at the start of an alarm that was left open (its run of met minutes is found anew), at
 * the end of the newest closed one, else `longestCatchUp` before the last complete minute's end, and never before that.
 */
export function resume(newest: AlarmSpell | undefined, until: EpochMs): Followed {
  const earliest = until - longestCatchUp;
  if (newest === undefined) return { judgedUntil: earliest, alarm: noAlarm };
  const open = newest.endedAt === null;
  return {
    judgedUntil: Math.max(earliest, newest.endedAt ?? newest.startedAt),
    alarm: open ? { ...noAlarm, openSince: newest.startedAt } : noAlarm,
  };
}

/** The minutes that `follow` needs: one window before the first minute that is judged. */
export function minutesNeeded(before: Followed, until: EpochMs, { overMinutes }: Objective) {
  return { from: Math.min(before.judgedUntil, until) - overMinutes * minute, to: until };
}

/**
 * Judges each minute from `before.judgedUntil` to `until` (both minute-aligned) by the window that ends with it, and steps
 * the alarm through them. `until` may lie before `judgedUntil` (a source was added): then only the window is judged.
 * Returns the spells closed on the way and the verdict on the last window.
 */
export function follow(
  before: Followed,
  until: EpochMs,
  minutes: IndicatorMinutes,
  objective: Objective,
): { after: Followed; closed: AlarmSpell[]; state: IndicatorState; counted: Counted } {
  const totals = totalsOf(minutes);
  const count = Math.max(0, (until - before.judgedUntil) / minute);
  const judgements = Array.from({ length: count }, (_, index) =>
    judge(countedUntil(totals, before.judgedUntil + (index + 1) * minute, objective.overMinutes), objective),
  );
  const { state: alarm, closed } = stepAlarms(before.alarm, before.judgedUntil, judgements);
  const counted = countedUntil(totals, until, objective.overMinutes);
  return {
    after: { judgedUntil: Math.max(until, before.judgedUntil), alarm },
    closed,
    state: judge(counted, objective),
    counted,
  };
}
