import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import { shadowAt } from '../catalog/shadow.ts';
import type { Alarm, ComponentHealth, IndicatorState, IndicatorStatus } from './contract.ts';
import type { Indicator } from './indicator.ts';
import { type Counted, reachedText } from './judge.ts';
import type { AlarmSpell } from './step-alarm.ts';

/** What the last judged window of an indicator says. `counted` is null when nothing can be said about now. */
export interface Reading {
  /** End of the window: the last complete minute's end. */
  to: EpochMs;
  state: IndicatorState;
  counted: Counted | null;
  openSince: EpochMs | null;
  notes: readonly string[];
}

/** Stable for an indicator and a start, so that the same minute judged twice writes the same alarm. */
export function alarmId(measure: string, startedAt: EpochMs): string {
  return `${measure}@${toRfc3339(startedAt)}`;
}

/** An alarm spell as it crosses HTTP. */
export function alarmOf(indicator: Pick<Indicator, 'measure' | 'component'>, spell: AlarmSpell): Alarm {
  return {
    id: alarmId(indicator.measure, spell.startedAt),
    component: indicator.component,
    measure: indicator.measure,
    startedAt: toRfc3339(spell.startedAt),
    endedAt: spell.endedAt === null ? null : toRfc3339(spell.endedAt),
  };
}

/** One indicator as it crosses HTTP; counts are null when its state is unknown. */
export function statusOf(indicator: Indicator, reading: Reading): IndicatorStatus {
  const { counted } = reading;
  const minutes = indicator.objective.overMinutes;
  return {
    measure: indicator.measure,
    type: indicator.type,
    state: reading.state,
    goodMeans: indicator.goodMeans,
    window: { from: toRfc3339(reading.to - minutes * minute), to: toRfc3339(reading.to), minutes },
    good: counted?.good ?? null,
    valid: counted?.valid ?? null,
    objective: indicator.objectiveText,
    reached: counted && reachedText(counted.good, counted.valid, indicator.objectiveText),
    floor: indicator.objective.floor,
    ...shadowShown(indicator, reading.to),
    notes: [...reading.notes, ...windowNotes(reading, minutes, indicator.objective.floor)],
    alarm: reading.openSince === null ? null : alarmOf(indicator, { startedAt: reading.openSince, endedAt: null }),
  };
}

function shadowShown({ shadow }: Indicator, at: EpochMs): Pick<IndicatorStatus, 'shadow'> {
  const channel = shadowAt(shadow, at);
  return channel === null ? {} : { shadow: { channel, until: shadow?.until ?? null } };
}

function windowNotes({ state, counted, openSince }: Reading, minutes: number, floor: number): string[] {
  const notes: string[] = [];
  if (counted && counted.measuredMinutes < minutes) {
    notes.push(`${counted.measuredMinutes} of the window's ${minutes} minutes were measured.`);
  }
  if (state === 'quiet') notes.push(`Fewer than ${floor} valid events: too few to judge.`);
  if (openSince !== null && (state === 'ok' || state === 'quiet')) {
    notes.push('Met again; the alarm closes when it stays so.');
  }
  if (openSince !== null && state === 'unknown') notes.push('The alarm stands as it was until something is measured.');
  return notes;
}

/** The health of each component: the worst of its indicators, alarm before unknown before ok; quiet counts as ok. */
export function healthOf(component: string, asOf: EpochMs, indicators: readonly IndicatorStatus[]): ComponentHealth {
  const has = (state: IndicatorState) => indicators.some((indicator) => indicator.state === state);
  const measured = has('alarm') ? 'alarm' : has('unknown') ? 'unknown' : 'ok';
  return {
    component,
    asOf: toRfc3339(asOf),
    state: indicators.length === 0 ? 'unmeasured' : measured,
    indicators: [...indicators],
  };
}
