import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourOfWeek } from './hour-of-week.ts';
import { type ProcessOnIt, weekInZone, weeksAtRisk } from './week-value.ts';

/** Winter in Warsaw, an hour before UTC; Tokyo nine, Kolkata five and a half. */
const noon = Date.parse('2026-11-18T12:00:00Z');
const summer = Date.parse('2026-07-15T12:00:00Z');
const count = Array.from({ length: 168 }, (_, hour) => hour);
const week = (minor: readonly (number | null)[], timeZone = 'Europe/Warsaw', currency = 'PLN') => ({
  ...{ minor, timeZone, currency },
});
const only = (hour: number, minor: number | null, rest = 0) => count.map((one) => (one === hour ? minor : rest));

describe('weekInZone', () => {
  it('names the same instants by another zone, at the offsets of the day', () => {
    expect(weekInZone(week(count), 'Asia/Tokyo', noon)[69]).toBe(61);
    expect(weekInZone(week(count), 'Asia/Tokyo', summer)[69]).toBe(62);
    expect(weekInZone(week(count, 'Asia/Tokyo'), 'Europe/Warsaw', noon)[0]).toBe(8);
    expect(weekInZone(week(count, 'UTC'), 'Asia/Tokyo', noon)[5]).toBe(164);
  });

  it('parts hours between zones that lie half an hour apart, and loses nothing', () => {
    const moved = weekInZone(week(only(60, 1_000), 'UTC'), 'Asia/Kolkata', noon);
    expect([moved[64], moved[65], moved[66], moved[67]]).toEqual([0, 500, 500, 0]);
    const unknown = weekInZone(week(only(60, null), 'UTC'), 'Asia/Kolkata', noon);
    expect([unknown[64], unknown[65], unknown[66], unknown[67]]).toEqual([0, null, null, 0]);
  });

  it('keeps what a week is worth, and the value of every instant', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Warsaw', 'America/New_York', 'Asia/Tokyo', 'Asia/Kathmandu');
    fc.assert(
      fc.property(zones, zones, fc.integer({ min: 0, max: 167 }), (from, to, hour) => {
        const moved = weekInZone(week(only(hour, 1_000), from), to, noon);
        expect(moved.reduce<number>((sum, one) => sum + one!, 0)).toBeCloseTo(1_000, 9);
        if (from !== 'Asia/Kathmandu' && to !== 'Asia/Kathmandu') {
          const now = weekInZone(week(count, from), to, noon);
          expect(now[hourOfWeek(to, noon)]).toBe(hourOfWeek(from, noon));
        }
      }),
    );
  });
});

describe('weeksAtRisk', () => {
  const payment: ProcessOnIt = { process: 'payment', share: 0.5, week: week(only(61, 10_000, 100)) };
  const lending: ProcessOnIt = { process: 'lending', share: 1, week: week(only(69, 3_000), 'Asia/Tokyo') };

  it('adds the same instants of processes in different zones, and says what each brings', () => {
    const [sum] = weeksAtRisk([lending, payment], null, noon);
    expect(sum).toMatchObject({ timeZone: 'Europe/Warsaw', currency: 'PLN', dearest: { hour: 61, minor: 8_000 } });
    expect(sum!.cheapest).toEqual({ hour: 0, minor: 50 });
    expect(sum!.processes.map(({ process, minor }) => [process, minor[61], minor[0]])).toEqual([
      ['payment', 5_000, 50],
      ['lending', 3_000, 0],
    ]);
    expect(weeksAtRisk([lending, payment], 'UTC', noon)[0]!.dearest).toEqual({ hour: 60, minor: 8_000 });
  });

  it('never adds different currencies', () => {
    const abroad: ProcessOnIt = { process: 'abroad', share: 1, week: week(only(1, 700), 'Europe/Warsaw', 'EUR') };
    expect(weeksAtRisk([payment, abroad], null, noon).map(({ currency, dearest }) => [currency, dearest])).toEqual([
      ['PLN', { hour: 61, minor: 5_000 }],
      ['EUR', { hour: 1, minor: 700 }],
    ]);
    expect(weeksAtRisk([], null, noon)).toEqual([]);
  });

  it('does not know an hour in which one of its processes is not known', () => {
    const gap: ProcessOnIt = { process: 'gap', share: 0.1, week: week(only(61, null, 10)) };
    const [sum] = weeksAtRisk([payment, gap], null, noon);
    expect(sum!.minor[61]).toBeNull();
    expect(sum!.dearest).toEqual({ hour: 0, minor: 51 });
    const nothing = weeksAtRisk([{ ...gap, week: week(count.map(() => null)) }], null, noon)[0]!;
    expect([nothing.dearest, nothing.cheapest]).toEqual([null, null]);
  });
});
