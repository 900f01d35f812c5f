import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import { countedUntil, type IndicatorMinutes, type IndicatorTotals } from '../../objectives/indicator-minutes.ts';
import { judge, type Objective } from '../../objectives/judge.ts';
import { type AlarmSpell, type AlarmState, noAlarm, stepAlarm } from '../../objectives/step-alarm.ts';

/**
 * The spells in which a rule fires over [from, to), decided each minute as the live job does; null as soon as there are more than
 * `most`. One that lasts at the end is ended there.
 */
export function firesOf(
  totals: IndicatorTotals,
  objective: Objective,
  { from, to }: { from: EpochMs; to: EpochMs },
  most = Number.POSITIVE_INFINITY,
): AlarmSpell[] | null {
  const spells: AlarmSpell[] = [];
  let state: AlarmState = noAlarm;
  for (let at = from; at < to; at += minute) {
    const judged = judge(countedUntil(totals, at + minute, objective.overMinutes), objective);
    if (state.openSince === null && judged !== 'alarm') continue;
    const stepped = stepAlarm(state, at, judged);
    state = stepped.state;
    if (stepped.closed) spells.push(stepped.closed);
    if (spells.length + (state.openSince === null ? 0 : 1) > most) return null;
  }
  if (state.openSince !== null) spells.push({ startedAt: state.openSince, endedAt: to });
  return spells;
}

/** So long a trial lasts. */
const trialMinutes = 20;

/** Minutes until a rule fires when such a share of what is valid fails from `at` on; null: not within twenty. */
export function delayOfTrial(
  { from, good, valid }: IndicatorMinutes,
  totals: IndicatorTotals,
  objective: Objective,
  at: EpochMs,
  failing: Fraction,
): number | null {
  const first = Math.round((at - from) / minute);
  const succeeding = failing.denominator - failing.numerator;
  let lost = 0;
  const lostOf: number[] = [];
  for (let j = 0; j < trialMinutes; j++) {
    const i = first + j;
    if (i >= good.length || Number.isNaN(good[i]!) || Number.isNaN(valid[i]!)) return null;
    lostOf.push(Math.max(0, good[i]! - Math.floor((valid[i]! * succeeding) / failing.denominator)));
    lost += lostOf[j]!;
    if (j >= objective.overMinutes) lost -= lostOf[j - objective.overMinutes]!;
    const counted = countedUntil(totals, at + (j + 1) * minute, objective.overMinutes);
    if (judge({ ...counted, good: counted.good - lost }, objective) === 'alarm') return j + 1;
  }
  return null;
}
