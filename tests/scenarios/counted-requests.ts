import type { Alarm } from '../../src/features/objectives/contract.ts';
import { type Followed, follow, minutesNeeded } from '../../src/features/objectives/follow-indicator.ts';
import { alarmId, alarmOf } from '../../src/features/objectives/health.ts';
import { type AlarmSpell, noAlarm } from '../../src/features/objectives/step-alarm.ts';
import { day, minute } from '../../src/maths/instants.ts';
import { parseRatio } from '../../src/maths/ratios.ts';
import type { Counted } from './parse-scenario.ts';

export const measureOf = ({ component }: Counted): string => `technical_service_${component}_availability`;

/** The requests of a component, minute by minute through the same judgement as the server. Counts are without chance. */
export class CountedRequests {
  readonly #counted: Counted;
  readonly #start: number;
  readonly #spells = new Map<string, AlarmSpell>();
  #followed: Followed;

  constructor(counted: Counted, start: number) {
    this.#counted = counted;
    this.#start = start;
    this.#followed = { judgedUntil: start, alarm: noAlarm };
  }

  /** The alarms of the last day as of an instant; to be asked for each minute in turn. */
  alarmsAt(now: number): Alarm[] {
    const { component, atLeast, overMinutes, floor } = this.#counted;
    const objective = { atLeast: parseRatio(atLeast)!, overMinutes, floor };
    const period = minutesNeeded(this.#followed, now, objective);
    const { after, closed } = follow(this.#followed, now, this.#minutes(period), objective);
    const { openSince } = after.alarm;
    for (const spell of closed) this.#keep(spell);
    if (openSince !== null) this.#keep({ startedAt: openSince, endedAt: null });
    this.#followed = after;
    return [...this.#spells.values()]
      .filter(({ endedAt }) => endedAt === null || endedAt > now - day)
      .map((spell) => alarmOf({ measure: measureOf(this.#counted), component }, spell));
  }

  #keep(spell: AlarmSpell): void {
    this.#spells.set(alarmId(measureOf(this.#counted), spell.startedAt), spell);
  }

  /** Whole counts whose sums follow the rates exactly. */
  #minutes({ from, to }: { from: number; to: number }) {
    const { perMinute, fails } = this.#counted;
    const n = (to - from) / minute;
    const valid = Float64Array.from({ length: n }, (_, i) => whole(perMinute, from + i * minute, this.#start));
    const good = valid.map((count, i) => {
      const at = from + i * minute;
      const failing = fails.find((span) => at >= span.from && at < span.to);
      return failing ? count - Math.min(count, whole(perMinute * failing.value, at, failing.from)) : count;
    });
    return { from, good, valid };
  }
}

const whole = (perMinute: number, at: number, from: number): number => {
  const i = Math.round((at - from) / minute);
  return Math.round((i + 1) * perMinute) - Math.round(i * perMinute);
};
