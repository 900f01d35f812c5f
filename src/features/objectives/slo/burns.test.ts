import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import { conditionRule } from './burn-windows.ts';
import { burns, judgeBurns } from './burns.ts';
import { addMinute, totals } from './totals.ts';
import { countWindows, windowMinutes, windows } from './windows.ts';

const start = 29_900_160;
const rule = conditionRule('page', '10', 60)!;
const window = { rolling: true, duration: '1d', minutes: 1_440 } as const;

/** One objective of 99 % that is fed minute by minute: bad ones of a hundred; null is not measured, and '' nothing asked for. */
function played(minutes: readonly (number | null | '')[]) {
  const all = totals([{ days: 3, hourDays: 3, wide: false }], start);
  const w = windows([windowMinutes([rule])]);
  const state = burns([{ burns: [rule], allowed: { numerator: 1, denominator: 100 }, units: 1 }], w);
  const changes = minutes.flatMap((bad, index) => {
    const valid = typeof bad === 'number' ? 100 : 0;
    addMinute(all, 0, start + index, valid - Number(bad ?? 0), valid, bad === null ? 0 : 1);
    countWindows(w, all, [window]);
    // the same minute again changes nothing
    return [...judgeBurns(state, w, all.ring.until), ...judgeBurns(state, w, all.ring.until)];
  });
  const shown = changes.map(({ from, to }) => [from / minute - start, to === null ? null : to / minute - start]);
  return { shown, verdict: state.verdicts[0] };
}
const times = <T>(count: number, value: T): T[] => Array(count).fill(value);

describe('burn alerts', () => {
  it('begin once when both windows burn, and end with the short one', () => {
    const { shown, verdict } = played([...times(60, 0), ...times(10, 100), ...times(10, 0)]);
    expect(shown).toEqual([
      [66, null],
      [66, 75],
    ]);
    expect(verdict).toBe('calm');
  });

  it('stay as they are while nothing is measured', () => {
    const fire = [...times(60, 0), ...times(10, 100)];
    expect(played([...fire, ...times(30, null)])).toEqual({ shown: [[66, null]], verdict: 'frozen' });
    expect(played([...times(60, 0), ...times(30, null)])).toEqual({ shown: [], verdict: 'frozen' });
  });

  it('stay as they are while nothing is asked for', () => {
    const fire = [...times(60, 0), ...times(10, 100)];
    expect(played([...fire, ...times(20, '' as const)])).toEqual({ shown: [[66, null]], verdict: 'quiet' });
  });
});
