import { type EpochMs, minute } from '../../maths/instants.ts';
import type { IndicatorState } from './contract.ts';

/** An alarm closes when its objective has been met for so many judged minutes in a row; fewer would let it flap. */
export const clearMinutes = 5;

/** Where one indicator's alarm stands. `metSince` is the first minute of the present run of met minutes while one is open. */
export interface AlarmState {
  openSince: EpochMs | null;
  metSince: EpochMs | null;
  metMinutes: number;
}

export const noAlarm: AlarmState = { openSince: null, metSince: null, metMinutes: 0 };

/** The time in which an objective was missed: from the first missed minute to the first minute of the run that closed it. */
export interface AlarmSpell {
  startedAt: EpochMs;
  endedAt: EpochMs | null;
}

/**
 * One minute on. `at` is the start of the last minute of the window judged. A miss opens (or keeps open); `clearMinutes`
 * met minutes in a row close, and the end is dated back to the first of them; quiet counts as met, because nobody can
 * be shown a miss; unknown changes nothing at all.
 */
export function stepAlarm(
  state: AlarmState,
  at: EpochMs,
  judged: IndicatorState,
): { state: AlarmState; closed: AlarmSpell | null } {
  if (judged === 'unknown') return { state, closed: null };
  if (judged === 'alarm') return { state: { ...noAlarm, openSince: state.openSince ?? at }, closed: null };
  if (state.openSince === null) return { state: noAlarm, closed: null };
  const metSince = state.metSince ?? at;
  const metMinutes = state.metMinutes + 1;
  if (metMinutes < clearMinutes) return { state: { ...state, metSince, metMinutes }, closed: null };
  return { state: noAlarm, closed: { startedAt: state.openSince, endedAt: metSince } };
}

/** Steps through one judgement a minute from `from` on. Returns the state after the last and every spell that was closed. */
export function stepAlarms(
  state: AlarmState,
  from: EpochMs,
  judgements: readonly IndicatorState[],
): { state: AlarmState; closed: AlarmSpell[] } {
  const closed: AlarmSpell[] = [];
  let now = state;
  judgements.forEach((judged, index) => {
    const step = stepAlarm(now, from + index * minute, judged);
    now = step.state;
    if (step.closed) closed.push(step.closed);
  });
  return { state: now, closed };
}
