import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivals, buyersPerCompletion, paymentsPerMinute, weather, weeklyShape } from './arrival.ts';
import { minuteOfWeek, warsawMidnight } from './warsaw-time.ts';

const minute = 60_000;
const monday = Date.parse('2026-11-16T00:00:00+01:00');

describe('the weekly shape', () => {
  it('lies between 0 and 1 and has no jump, midnight and the week’s end included', () => {
    for (let at = 0; at < 10_080; at += 1) {
      const value = weeklyShape(at);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(Math.abs(value - weeklyShape((at + 1) % 10_080))).toBeLessThan(0.02);
    }
  });

  it('is busiest on a weekday evening and quiet at night', () => {
    expect(weeklyShape(19.5 * 60)).toBeGreaterThan(0.9);
    expect(weeklyShape(3 * 60)).toBeLessThan(0.05);
    expect(weeklyShape(5 * 1_440 + 19.5 * 60)).toBeLessThan(weeklyShape(19.5 * 60));
  });
});

describe('arrivals', () => {
  it('keep the payment process within 60 and 190 a minute in every minute of a week', () => {
    for (let at = monday; at < monday + 10_080 * minute; at += minute) {
      const payments = arrivals(7, at, []).buyers / buyersPerCompletion;
      expect(payments).toBeGreaterThan(60);
      expect(payments).toBeLessThan(190);
    }
  });

  it('are multiplied by a campaign within it only', () => {
    const sale = { from: monday, to: monday + minute, factor: 1.5 };
    expect(arrivals(7, monday, [sale]).buyers).toBeCloseTo(1.5 * arrivals(7, monday, []).buyers, 9);
    expect(arrivals(7, monday + minute, [sale])).toEqual(arrivals(7, monday + minute, []));
    expect(arrivals(7, monday, [sale]).forms).toBe(arrivals(7, monday, []).forms);
  });

  it('scatter mildly with the weather, around 1', () => {
    const days = 21;
    let sum = 0;
    let squares = 0;
    for (let at = 0; at < days * 1_440; at += 1) {
      const value = weather(3, monday + at * minute);
      sum += value;
      squares += value * value;
    }
    const mean = sum / (days * 1_440);
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(Math.sqrt(squares / (days * 1_440) - mean * mean)).toBeGreaterThan(0.03);
    expect(paymentsPerMinute.peak * 0.05 ** 2).toBeLessThan(1);
  });
});

describe('time in Warsaw', () => {
  it('counts minutes of the week on the wall clock', () => {
    expect(minuteOfWeek(monday)).toBe(0);
    expect(minuteOfWeek(Date.parse('2026-07-06T00:00:00+02:00'))).toBe(0);
    expect(minuteOfWeek(Date.parse('2026-11-22T23:59:00+01:00'))).toBe(10_079);
  });

  it('says the hour from 2 to 3 twice when summer time ends', () => {
    const before = Date.parse('2026-10-25T02:30:00+02:00');
    expect(minuteOfWeek(before)).toBe(minuteOfWeek(before + 60 * minute));
    expect(minuteOfWeek(before + 120 * minute)).toBe(minuteOfWeek(before) + 60);
  });

  it('finds midnight at or before any instant, also on days of 23 and 25 hours', () => {
    const year = { min: Date.parse('2026-01-01T12:00:00Z'), max: Date.parse('2027-01-01T12:00:00Z') };
    fc.assert(
      fc.property(fc.integer(year), (at) => {
        const midnight = warsawMidnight(at);
        expect(minuteOfWeek(midnight) % 1_440).toBe(0);
        expect(midnight).toBeLessThanOrEqual(at);
        expect(at - midnight).toBeLessThan(25 * 60 * minute);
      }),
    );
  });
});
