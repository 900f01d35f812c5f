import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { alarmOf } from '../../objectives/health.ts';
import type { Indicator } from '../../objectives/indicator.ts';
import { countedUntil, type IndicatorMinutes, totalsOf } from '../../objectives/indicator-minutes.ts';
import { judge } from '../../objectives/judge.ts';
import { type AlarmState, noAlarm, stepAlarm } from '../../objectives/step-alarm.ts';

/** An alarm that began or ended, and the tick that first knew of it. */
export interface AlarmNews {
  at: EpochMs;
  alarm: Alarm;
}

/** The alarms of one measure by one set of rules, decided each minute as the job of the tick does. */
export class MeasureCourse {
  private state: AlarmState = noAlarm;
  private last: Indicator | null = null;

  /**
   * Judges the minutes of [from, to): `indicatorAt` says by which objective (null: the catalogue did not hold the measure);
   * `minutes` reach back one window before `from`.
   */
  advance(
    from: EpochMs,
    to: EpochMs,
    minutes: IndicatorMinutes,
    indicatorAt: (at: EpochMs) => Indicator | null,
  ): AlarmNews[] {
    const totals = totalsOf(minutes);
    const news: AlarmNews[] = [];
    for (let at = from; at < to; at += minute) {
      const indicator = indicatorAt(at);
      if (indicator === null) {
        this.leave(at, news);
        continue;
      }
      this.last = indicator;
      const before = this.state.openSince;
      const { objective } = indicator;
      const judged = judge(countedUntil(totals, at + minute, objective.overMinutes), objective);
      const { state, closed } = stepAlarm(this.state, at, judged);
      this.state = state;
      if (closed) news.push({ at: at + minute, alarm: alarmOf(indicator, closed) });
      else if (before === null && state.openSince !== null)
        news.push({ at: at + minute, alarm: alarmOf(indicator, { startedAt: state.openSince, endedAt: null }) });
    }
    return news;
  }

  /** What left the catalogue is judged by nobody any more. */
  private leave(at: EpochMs, news: AlarmNews[]): void {
    const { openSince } = this.state;
    if (openSince !== null && this.last)
      news.push({ at, alarm: alarmOf(this.last, { startedAt: openSince, endedAt: at }) });
    this.state = noAlarm;
  }
}
