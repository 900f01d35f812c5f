import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, toRfc3339 } from '../../maths/instants.ts';
import {
  closesAt,
  dayAfter,
  daysIn,
  periodAt,
  periodBefore,
  periodNamed,
  periodsWithin,
  shownPeriod,
} from './period.ts';

const hours = (name: string, zone: string): number => {
  const { from, to } = periodNamed(name, zone)!;
  return (to - from) / hour;
};
const zones = ['UTC', 'Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
const instant = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2060, 0, 1) });
const kinds = fc.constantFrom('month' as const, 'quarter' as const);

describe('a period of reports', () => {
  it('has the hours that its days have, also where the clock is turned', () => {
    expect(hours('2026-10', 'Europe/Warsaw')).toBe(31 * 24 + 1);
    expect(hours('2026-03', 'Europe/Warsaw')).toBe(31 * 24 - 1);
    expect(hours('2024-02', 'UTC')).toBe(29 * 24);
    expect(hours('2026-Q4', 'Europe/Warsaw')).toBe(92 * 24 + 1);
    expect(hours('2026-10-25..2026-10-25', 'Europe/Warsaw')).toBe(25);
    expect(toRfc3339(periodNamed('2026-10', 'Europe/Warsaw')!.from)).toBe('2026-09-30T22:00:00Z');
  });

  it.each([
    '2026',
    '2026-13',
    '2026-00',
    '2026-Q5',
    '2026-02-31..2026-03-01',
    '2026-03-02..2026-03-01',
    '2026-03-01..',
    'x',
  ])('is none that is named %s', (name) => expect(periodNamed(name, 'UTC')).toBeNull());

  it('ends where the next begins, and is found by its name and by any instant of it', () => {
    fc.assert(
      fc.property(instant, kinds, fc.constantFrom(...zones), (at, kind, zone) => {
        const period = periodAt(kind, at, zone);
        expect(period.from <= at && at < period.to).toBe(true);
        expect(periodNamed(period.name, zone)).toEqual(period);
        expect(periodBefore(period).to).toBe(period.from);
        const days = daysIn(period, zone);
        expect(periodNamed(`${days[0]}..${days.at(-1)}`, zone)).toMatchObject({ from: period.from, to: period.to });
        expect(periodsWithin(kind, period, zone)).toEqual([period]);
      }),
    );
  });

  it('of a quarter is that of its three months', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
        const quarter = periodAt('quarter', at, zone);
        const months = periodsWithin('month', quarter, zone);
        expect(months).toHaveLength(3);
        expect([months[0]!.from, months[2]!.to]).toEqual([quarter.from, quarter.to]);
      }),
    );
  });

  it('closes on the eighth day after its end, at midnight of its zone', () => {
    const october = periodNamed('2026-10', 'Europe/Warsaw')!;
    expect(toRfc3339(closesAt(october))).toBe('2026-11-07T23:00:00Z');
    expect(toRfc3339(dayAfter(october, 9, 8))).toBe('2026-11-09T07:00:00Z');
    const state = (at: number) => shownPeriod(october, at).state;
    expect([october.to - 1, october.to, closesAt(october) - 1, closesAt(october)].map(state)).toEqual([
      ...['running', 'open'],
      ...['open', 'closed'],
    ]);
  });
});
