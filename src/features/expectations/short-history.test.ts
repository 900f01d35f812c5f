import { describe, expect, it } from 'vitest';
import { type Drift, measureDrift } from '../../../benchmarks/accuracy/trend.ts';
import { makeWorld } from '../../../benchmarks/accuracy/world.ts';
import { day } from '../../maths/instants.ts';
import { plainCalendar } from './business-calendar.ts';
import { levelJump, toldByOneShape } from './profile.ts';

// a seed of its own; the whole table is printed by benchmarks/accuracy/trend.ts
const seed = 920_000;
const monday = Date.UTC(2026, 8, 7);

function drift(historyDays: number, growth: number, worlds: number): Map<number, Drift> {
  const results = new Map<number, Drift>();
  for (let k = 0; k < worlds; k++) {
    const world = makeWorld({ seed: seed + k, days: historyDays + 2, rate: 120, dispersion: 1 + (k % 4) / 2, growth });
    measureDrift(world, historyDays, results);
  }
  return results;
}

describe('the interval after a short history', () => {
  it.each([
    [4, 'Friday and the first Saturday'],
    [6, 'the first Sunday, and Monday'],
    [13, 'the second Sunday, with one shape for all days'],
  ])('after %i days holds over %s', (days) => {
    for (const { inside, windows } of drift(days, 0, 10).values()) expect(inside / windows).toBeGreaterThan(0.8);
  });

  it('knows other workdays by three, but no weekend by workdays', () => {
    const jump = (weekdaysSeen: number, at: number): number =>
      levelJump({ timeZone: 'UTC', calendar: plainCalendar, weekdaysSeen, midnightSd: 0 }, at);
    const mondayToWednesday = 0b111;
    const noon = day / 2;
    expect(jump(mondayToWednesday, monday + 2 * day)).toBe(0);
    expect(jump(mondayToWednesday, monday + 3 * day)).toBeCloseTo(0.04, 9);
    expect(jump(mondayToWednesday, monday + 3 * day + noon)).toBe(0);
    expect(jump(mondayToWednesday, monday + 5 * day)).toBeGreaterThan(0.04);
    expect(jump(mondayToWednesday, monday + 5 * day + noon)).toBeGreaterThan(0);
    // two workdays tell nothing of a third
    expect(jump(0b11, monday + 2 * day + noon)).toBeGreaterThan(0);
    expect([toldByOneShape(0b1111111), toldByOneShape(0b1100001)]).toEqual([0b0011111, 0b1100001]);
  });
});

describe('the expectation of a process that grows', () => {
  it.each([0.03, -0.03])('by %f a week is off by less than one in a hundred, up to four hours', (weekly) => {
    for (const { error, windows } of drift(35, Math.log(1 + weekly), 10).values()) {
      expect(Math.abs(error / windows)).toBeLessThan(0.012);
    }
  });
});
