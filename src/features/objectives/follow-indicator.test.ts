import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../maths/instants.ts';
import { parseRatio } from '../../maths/ratios.ts';
import { follow, longestCatchUp, minutesNeeded, resume } from './follow-indicator.ts';
import type { IndicatorMinutes } from './indicator-minutes.ts';
import type { Objective } from './judge.ts';
import { noAlarm } from './step-alarm.ts';

const midnight = Date.parse('2026-11-20T00:00:00Z');
const stability = (overMinutes: number, floor: number): Objective => ({
  atLeast: parseRatio('0.999')!,
  overMinutes,
  floor,
});

/** Three days from the day before `midnight`: `valid` and `bad` events in each minute of the second and third. */
function days(valid: (at: number) => number, bad: (at: number) => number): IndicatorMinutes {
  const from = midnight - day;
  const ats = Array.from({ length: (3 * day) / minute }, (_, index) => index * minute - day);
  return {
    from,
    valid: Float64Array.from(ats, valid),
    good: Float64Array.from(ats, (at) => valid(at) - bad(at)),
  };
}

/** Alarms of the two days from `midnight`, as [start, end] in hours. */
function alarms(minutes: IndicatorMinutes, objective: Objective) {
  const before = { judgedUntil: midnight, alarm: noAlarm };
  const { closed, after } = follow(before, midnight + 2 * day, minutes, objective);
  const hours = (at: number) => (at - midnight) / hour;
  return [
    ...closed.map(({ startedAt, endedAt }) => [hours(startedAt), hours(endedAt!)]),
    ...(after.alarm.openSince === null ? [] : [[hours(after.alarm.openSince)]]),
  ];
}

describe('API stability ≥ 99.9 %, the worked case of noise', () => {
  // 15 840 calls a day, 11 a minute; from 03:00 one failure a minute.
  const night = (failures: number) =>
    days(
      () => 11,
      (at) => (at >= 3 * hour && at < 3 * hour + failures * minute ? 1 : 0),
    );

  it('over 24 hours pages at the 16th failure in the night and stays on for a day', () => {
    expect(alarms(night(15), stability(1_440, 20))).toEqual([]);
    const [[from, to]] = alarms(night(16), stability(1_440, 20)) as [[number, number]];
    expect(from).toBeCloseTo(3.25, 5);
    expect(to).toBeCloseTo(27, 5);
  });

  it('over one hour and with a floor pages nobody at night', () => {
    expect(alarms(night(16), stability(60, 1_000))).toEqual([]);
  });

  it('over one hour and with a floor pages within 5 minutes for 500 failures of 10 000 in a peak hour', () => {
    // 167 calls a minute from 11:00 to 14:00; 500 failures spread evenly over the hour from 12:00.
    const peak = days(
      (at) => (at >= 11 * hour && at < 14 * hour ? 167 : 11),
      (at) => {
        if (at < 12 * hour || at >= 13 * hour) return 0;
        const index = (at - 12 * hour) / minute;
        return Math.floor(((index + 1) * 500) / 60) - Math.floor((index * 500) / 60);
      },
    );
    const [[from, to]] = alarms(peak, stability(60, 1_000)) as [[number, number]];
    expect(from).toBeGreaterThanOrEqual(12);
    expect(from).toBeLessThan(12 + 5 / 60);
    // It lasts until the failures have left the window of an hour.
    expect(to).toBeLessThanOrEqual(14);
  });
});

describe('where judging goes on', () => {
  const until = midnight;
  it('begins a day back, at the start of an open alarm, or at the end of a closed one', () => {
    const at = (hours: number) => until - hours * hour;
    expect(resume(undefined, until)).toEqual({ judgedUntil: until - longestCatchUp, alarm: noAlarm });
    expect(resume({ startedAt: at(3), endedAt: null }, until)).toMatchObject({
      judgedUntil: at(3),
      alarm: { openSince: at(3), metSince: null },
    });
    expect(resume({ startedAt: at(3), endedAt: at(2) }, until)).toEqual({ judgedUntil: at(2), alarm: noAlarm });
    expect(resume({ startedAt: at(90), endedAt: null }, until)).toMatchObject({
      judgedUntil: at(24),
      alarm: { openSince: at(90) },
    });
  });

  it('needs one window before the first minute it judges, also when the complete minute went back', () => {
    const objective = stability(60, 20);
    const from = { judgedUntil: until - 2 * minute, alarm: noAlarm };
    expect(minutesNeeded(from, until, objective)).toEqual({ from: until - 62 * minute, to: until });
    const ahead = { judgedUntil: until + 5 * minute, alarm: noAlarm };
    expect(minutesNeeded(ahead, until, objective)).toEqual({ from: until - 60 * minute, to: until });
    const minutes = {
      from: until - 60 * minute,
      good: new Float64Array(60).fill(9),
      valid: new Float64Array(60).fill(10),
    };
    expect(follow(ahead, until, minutes, objective)).toMatchObject({ after: ahead, closed: [], state: 'alarm' });
  });
});
