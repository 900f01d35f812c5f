import { describe, expect, it } from 'vitest';
import { usualTimes } from './business-hours.ts';
import { ratioParts, type Slicing } from './plan.ts';
import { slotsOf } from './slots.ts';

const from = Date.parse('2026-11-20T10:00:00Z');
const nan = Number.NaN;
const half = { numerator: 5, denominator: 10 };
const slots = (slicing: Slicing, good: number[], valid: number[]) => {
  const {
    good: some,
    valid: all,
    measured,
  } = slotsOf({ slicing, hours: null }, { from, good: Float64Array.from(good), valid: Float64Array.from(valid) });
  return { good: [...some], valid: [...all], measured: [...measured] };
};

describe('minutes as units of an objective', () => {
  it('are events as they are, with unknown minutes left out', () => {
    expect(slots({ method: 'Occurrences' }, [9, nan, 0], [10, nan, 0])).toEqual({
      ...{ good: [9, 0, 0], valid: [10, 0, 0], measured: [1, 0, 1] },
    });
  });

  it('are slices that are good where their share reaches the target, at exactly it as well', () => {
    const twos: Slicing = { method: 'Timeslices', minutes: 2, atLeast: half };
    expect(slots(twos, [1, 0, 0, 0, 5, 5], [1, 1, 1, 2, 5, 5])).toMatchObject({
      ...{ good: [0, 1, 0, 0, 0, 1], valid: [0, 1, 0, 1, 0, 1] },
    });
  });

  it('leave out a slice that is not over, in which nothing was asked for, or of which less than half is known', () => {
    const threes: Slicing = { method: 'Timeslices', minutes: 3, atLeast: half };
    expect(slots(threes, [0, 0, 0, 5, nan, nan, 5, 5], [0, 0, 0, 5, nan, nan, 5, 5]).valid).toEqual(Array(8).fill(0));
    expect(slots(threes, [5, nan, 0], [5, nan, 1]).good).toEqual([0, 0, 1]);
  });

  it('are shares of slices in whole parts of one, half up', () => {
    const ones: Slicing = { method: 'RatioTimeslices', minutes: 1 };
    const { good, valid } = slots(ones, [1, 2, 1], [3, 3, 2]);
    expect(good).toEqual([3_333_333_333, 6_666_666_667, 5_000_000_000]);
    expect(valid).toEqual([ratioParts, ratioParts, ratioParts]);
  });

  it('count only in business hours', () => {
    const hours = { calendar: 'c', timeZone: 'UTC', ...usualTimes, holidays: new Set<number>() };
    const evening = Date.parse('2026-11-20T16:59:00Z');
    const minutes = { from: evening, good: Float64Array.of(1, 1), valid: Float64Array.of(2, 2) };
    expect([...slotsOf({ slicing: { method: 'Occurrences' }, hours }, minutes).valid]).toEqual([2, 0]);
  });
});
