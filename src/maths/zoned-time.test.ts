import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from './instants.ts';
import { dayOfDate, localDay, minuteOfWeek, zoneOf } from './zoned-time.ts';

describe('zoned time', () => {
  const warsaw = zoneOf('Europe/Warsaw');

  it('knows the offset on both sides of each clock change', () => {
    const spring = Date.parse('2026-03-29T01:00:00Z');
    const autumn = Date.parse('2026-10-25T01:00:00Z');
    expect([spring - 1, spring, autumn - 1, autumn].map(warsaw.offsetMinutes)).toEqual([60, 120, 120, 60]);
  });

  it('counts minutes of the week from Monday on the wall clock', () => {
    const at = (text: string): number => minuteOfWeek(warsaw.localMinute(Date.parse(text)));
    expect(at('2026-11-16T00:00:00+01:00')).toBe(0);
    expect(at('2026-11-15T23:59:00+01:00')).toBe(10_079);
    expect(at('2026-07-06T09:30:00+02:00')).toBe(9 * 60 + 30);
  });

  it('agrees with the runtime at any instant in zones of every kind', () => {
    const names = ['Europe/Warsaw', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2036-01-01') }),
        (name, at) => {
          const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone: name,
            hourCycle: 'h23',
            year: 'numeric',
            month: '2-digit',
            day: '2-digit',
            hour: '2-digit',
            minute: '2-digit',
          }).formatToParts(at);
          const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
          const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / minute;
          expect(zoneOf(name).localMinute(at)).toBe(wall);
        },
      ),
    );
  });

  it('numbers days like the calendar and refuses what is no date', () => {
    expect(localDay(zoneOf('UTC').localMinute(Date.parse('2026-11-20T23:59:00Z')))).toBe(dayOfDate('2026-11-20'));
    expect(dayOfDate('20 November')).toBeNull();
    expect(() => zoneOf('Europe/Atlantis')).toThrow(RangeError);
  });
});
