import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour } from '../../maths/instants.ts';
import { weekAt, weekLater, weekNamed } from './iso-weeks.ts';

const zones = ['UTC', 'Europe/Warsaw', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu'];
const instants = fc.integer({ min: Date.UTC(1999, 0, 1), max: Date.UTC(2061, 0, 1) });

/** The number of a week the slow way: the Thursdays of its year up to it. */
function numberOf(monday: number): string {
  const thursday = new Date((monday + 3) * day);
  let count = 0;
  for (let at = Date.UTC(thursday.getUTCFullYear(), 0, 1); at <= thursday.getTime(); at += day) {
    if (new Date(at).getUTCDay() === 4) count += 1;
  }
  return `${thursday.getUTCFullYear()}-W${String(count).padStart(2, '0')}`;
}

describe('weeks of ISO 8601 in a zone', () => {
  it('are named as calendars name them, at year ends too', () => {
    const nameOf = (at: string, zone = 'UTC') => weekAt(Date.parse(at), zone).name;
    expect(nameOf('2026-11-21T12:00:00Z')).toBe('2026-W47');
    expect(nameOf('2026-12-31T12:00:00Z')).toBe('2026-W53');
    expect(nameOf('2027-01-03T23:59:59Z')).toBe('2026-W53');
    expect(nameOf('2027-01-04T00:00:00Z')).toBe('2027-W01');
    expect(nameOf('2024-12-30T00:00:00Z')).toBe('2025-W01');
    // still Sunday in New York, Monday already in Warsaw
    expect(nameOf('2026-11-22T23:30:00Z', 'Europe/Warsaw')).toBe('2026-W48');
    expect(nameOf('2026-11-22T23:30:00Z', 'America/New_York')).toBe('2026-W47');
  });

  it('have 53 where the year has them, and no other', () => {
    expect(weekNamed('2026-W53', 'UTC')).not.toBeNull();
    for (const name of ['2025-W53', '2026-W54', '2026-W00', '0000-W01', '2026-47', 'x']) {
      expect(weekNamed(name, 'UTC')).toBeNull();
    }
  });

  it('are an hour longer or shorter where the clocks change', () => {
    const hours = (name: string) => {
      const { from, to } = weekNamed(name, 'Europe/Warsaw')!;
      return (to - from) / hour;
    };
    expect([hours('2026-W13'), hours('2026-W43'), hours('2026-W47')]).toEqual([167, 169, 168]);
  });

  it('fill the time without gap or overlap, and each is found by its name', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        const week = weekAt(at, zone);
        expect(week.from <= at && at < week.to).toBe(true);
        expect(weekNamed(week.name, zone)).toEqual(week);
        expect(week.name).toBe(numberOf(week.monday));
        expect(weekLater(week, 1).from).toBe(week.to);
        expect(weekAt(week.from - 1, zone)).toEqual(weekLater(week, -1));
      }),
      { numRuns: 300 },
    );
  });
});
