import { describe, expect, it } from 'vitest';
import { day, hour } from '../../../maths/instants.ts';
import { badEventWorth, moneyOf } from './budget-money.ts';
import { type ForecastFacts, forecastOf } from './forecast.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const facts: ForecastFacts = {
  ...{ now, left: 100, recent: { bad: 60, valid: 6_000, hours: 6 }, allowedShare: 0.001 },
  ...{ end: null, leavingPerHour: 0, windowHours: 720 },
};

describe('forecast of exhaustion', () => {
  it('is what is left over what goes an hour, with the interval of the count', () => {
    const forecast = forecastOf(facts)!;
    expect(forecast.likely).toBe(now + 10 * hour);
    expect(forecast.low).toBeLessThan(forecast.likely);
    expect(forecast.high!).toBeGreaterThan(forecast.likely);
    expect((forecast.high! - forecast.low) / hour).toBeLessThan(6);
  });

  it('takes off what comes back: what leaves a rolling window, what more traffic allows in one by the calendar', () => {
    expect(forecastOf({ ...facts, leavingPerHour: 5 })!.likely).toBe(now + 20 * hour);
    expect(forecastOf({ ...facts, end: now + 20 * day })!.likely).toBe(Math.round(now + (100 / 9) * hour));
  });

  it('is none where the budget lasts, is spent already, or nothing is bad', () => {
    expect(forecastOf({ ...facts, leavingPerHour: 10 })).toBe(null);
    expect(forecastOf({ ...facts, end: now + 5 * hour })).toBe(null);
    expect(forecastOf({ ...facts, left: 0 })).toBe(null);
    expect(forecastOf({ ...facts, recent: { bad: 0, valid: 100, hours: 6 } })).toBe(null);
  });

  it('has an open end where it might last as well', () => {
    expect(forecastOf({ ...facts, left: 5, recent: { bad: 1, valid: 100, hours: 6 }, windowHours: 40 })).toMatchObject({
      high: null,
    });
  });
});

describe('money of a budget', () => {
  const events = { of: 'events', process: 'payment', step: 'completed', outcomes: ['ok'] } as const;
  const reading = { kind: 'ratio', part: 'good', counted: events, total: events } as const;
  const value = { kind: 'perEvent', currency: 'PLN', minor: 15_000 } as const;

  it('is bad events times what a completion is worth', () => {
    const worth = badEventWorth(reading, 'Occurrences', null, () => value);
    expect('value' in worth && moneyOf(2, worth, 1)).toMatchObject({
      value: 30_000,
      low: 30_000,
      high: 30_000,
      unit: 'PLN-minor',
    });
  });

  it('bears the uncertainty of a learned worth, also below zero', () => {
    const learned = { kind: 'event', currency: 'PLN', minor: 10_000, meanSd: 100, hourSd: 0, hours: 9 } as const;
    const worth = badEventWorth(reading, 'Occurrences', null, () => learned);
    if ('why' in worth) throw new Error(worth.why);
    expect(moneyOf(-10, worth, 1)).toMatchObject({ value: -100_000, low: -101_645, high: -98_355 });
  });

  it('is none, with the reason, for slices, requests of components, and what has no worth', () => {
    const measure = { of: 'measure', measure: 'm', part: 'valid' } as const;
    const requests = { kind: 'ratio', part: 'good', counted: measure, total: measure } as const;
    const why = (worth: ReturnType<typeof badEventWorth>): string => ('why' in worth ? worth.why : '');
    expect(why(badEventWorth(reading, 'Timeslices', null, () => value))).toContain('a slice of time');
    expect(why(badEventWorth(requests, 'Occurrences', { kind: 'component', name: 'web' }, () => value))).toContain(
      'value at risk of web',
    );
    expect(why(badEventWorth(reading, 'Occurrences', null, () => null))).toContain('nobody knows yet');
    expect(why(badEventWorth(reading, 'Occurrences', null, () => ({ ...value, kind: 'perHour' })))).toContain(
      'an hour',
    );
  });
});
