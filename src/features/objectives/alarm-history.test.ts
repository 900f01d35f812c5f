import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, minute } from '../../maths/instants.ts';
import { again, alarmsKnownFrom, beginPast, judgePast, type PastJudged, sliceOf } from './alarm-history.ts';
import { follow } from './follow-indicator.ts';
import { type AlarmSpell, noAlarm } from './step-alarm.ts';

const until = Date.parse('2026-11-20T10:00:00Z');
const objective = { atLeast: { numerator: 99, denominator: 100 }, overMinutes: 5, floor: 20 };

/** A hundred observations a minute, all good but in the given stretches of bad minutes. */
function minutesOf(bad: readonly { from: number; minutes: number }[]) {
  return (from: number, to: number) => {
    const count = (to - from) / minute;
    const isBad = (at: number) => bad.some((one) => at >= one.from && at < one.from + one.minutes * minute);
    const good = Float64Array.from({ length: count }, (_, index) => (isBad(from + index * minute) ? 50 : 100));
    return { from, good, valid: new Float64Array(count).fill(100) };
  };
}

function judgedToTheEnd(past: PastJudged, minutes: ReturnType<typeof minutesOf>): AlarmSpell[] {
  const found: AlarmSpell[] = [];
  let now = past;
  for (let slice = sliceOf(now); slice !== null; slice = sliceOf(now)) {
    const one = judgePast(now, slice, minutes(slice.from - 5 * minute, slice.to), objective);
    found.push(...one.closed);
    now = one.past;
  }
  return found;
}

describe('the past of a measure', () => {
  it('judged in stretches gives the alarms that judging it at once gives', () => {
    const stretch = fc.record({
      before: fc.integer({ min: 1, max: 62 * 1440 }),
      minutes: fc.integer({ min: 1, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 6 }), (stretches) => {
        const bad = stretches.map(({ before, minutes }) => ({ from: until - before * minute, minutes }));
        const past = beginPast(null, until, 0);
        const from = past.next!;
        const read = minutesOf(bad)(from - 5 * minute, past.live);
        const whole = follow({ judgedUntil: from, alarm: noAlarm }, past.live, read, objective);
        const { openSince } = whole.after.alarm;
        const last = openSince === null ? [] : [{ startedAt: openSince, endedAt: past.live }];
        expect(judgedToTheEnd(past, minutesOf(bad))).toEqual([...whole.closed, ...last]);
      }),
      { numRuns: 30 },
    );
  });

  it('ends where what came was judged as it came: at the first alarm on record, a day back at the latest', () => {
    expect(beginPast(null, until, 0).live).toBe(until - day);
    expect(beginPast(until - 30 * day, until, 0).live).toBe(until - 30 * day);
    const old = beginPast(until - 90 * day, until, 0);
    expect(sliceOf(old)).toBeNull();
  });

  it('is judged anew after another import, up to the same instant', () => {
    const past = beginPast(null, until, 0);
    const done = { ...past, next: null };
    expect(again(done, until, 7)).toEqual({ ...past, importedAt: 7 });
    expect(alarmsKnownFrom(past)).toBe(past.live);
    const first = past.next! + 9 * day;
    const read = {
      from: past.next!,
      good: new Float64Array(20_160),
      valid: new Float64Array(20_160).fill(7, 9 * 1440),
    };
    const slice = { from: past.next!, to: past.next! + 14 * day };
    expect(alarmsKnownFrom(judgePast(past, slice, read, objective).past)).toBe(first);
  });
});
