import { describe, expect, it } from 'vitest';
import { day, hour, minute, toRfc3339 } from '../../../maths/instants.ts';
import { type BusinessHours, countedIn, usualTimes } from './business-hours.ts';
import { windowAt, windowRule } from './window.ts';

const shown = ({ from, to }: { from: number; to: number }) => `${toRfc3339(from)}/${toRfc3339(to)}`;
const calendar = (duration: string, startTime: string, timeZone: string) =>
  windowRule([{ duration, isRolling: false, calendar: { startTime, timeZone } }]);

describe('window of an objective', () => {
  it('rolls, beginning with an hour, and beyond 92 days with a day', () => {
    const until = Date.parse('2026-11-20T10:17:00Z');
    expect(shown(windowAt(windowRule([{ duration: '28d', isRolling: true }]), until))).toBe(
      '2026-10-23T10:00:00Z/2026-11-20T10:17:00Z',
    );
    expect(windowAt(windowRule([{ duration: '1Y' }]), until).from).toBe(Date.parse('2025-11-20T00:00:00Z'));
  });

  it.each([
    ['1M', '2026-01-01 00:00:00', '2026-10-15T12:00:00Z', '2026-09-30T22:00:00Z/2026-10-31T23:00:00Z'],
    ['1M', '2026-01-01 00:00:00', '2026-03-10T12:00:00Z', '2026-02-28T23:00:00Z/2026-03-31T22:00:00Z'],
    ['1Q', '2026-01-01 00:00:00', '2026-05-10T12:00:00Z', '2026-03-31T22:00:00Z/2026-06-30T22:00:00Z'],
    ['1Y', '2024-01-01 00:00:00', '2024-02-29T12:00:00Z', '2023-12-31T23:00:00Z/2024-12-31T23:00:00Z'],
    ['1w', '2026-01-05 00:00:00', '2026-03-29T12:00:00Z', '2026-03-22T23:00:00Z/2026-03-29T22:00:00Z'],
    ['1d', '2026-01-05 06:00:00', '2026-10-25T12:00:00Z', '2026-10-25T05:00:00Z/2026-10-26T05:00:00Z'],
    ['1M', '2026-01-31 00:00:00', '2026-03-10T12:00:00Z', '2026-02-27T23:00:00Z/2026-03-30T22:00:00Z'],
  ])('of %s from %s by the calendar of Warsaw at %s is %s', (duration, startTime, at, expected) => {
    expect(shown(windowAt(calendar(duration, startTime, 'Europe/Warsaw'), Date.parse(at)))).toBe(expected);
  });

  it('is asked for by the end of minutes: the last minute of a month belongs to it', () => {
    const rule = calendar('1M', '2026-01-01 00:00:00', 'Europe/Warsaw');
    const turn = Date.parse('2026-10-31T23:00:00Z');
    expect(windowAt(rule, turn).to).toBe(turn);
    expect(windowAt(rule, turn + minute).from).toBe(turn);
  });

  it('begins between two hours of UTC where its zone does', () => {
    const rule = calendar('1M', '2026-01-01 00:00:00', 'Asia/Kolkata');
    expect(toRfc3339(windowAt(rule, Date.parse('2026-11-20T00:00:00Z')).from)).toBe('2026-10-31T18:30:00Z');
  });
});

describe('business hours', () => {
  const hours: BusinessHours = {
    ...{ calendar: 'poland', timeZone: 'Europe/Warsaw', ...usualTimes },
    holidays: new Set([Date.parse('2026-11-11T00:00:00Z') / day]),
  };

  it('are Mondays to Fridays from nine to five of the zone, without its holidays', () => {
    const week = { from: Date.parse('2026-11-15T23:00:00Z'), to: Date.parse('2026-11-22T23:00:00Z') };
    expect(countedIn(hours, week)).toBe((5 * 8 * hour) / minute);
    const withHoliday = { from: week.from - 7 * day, to: week.from };
    expect(countedIn(hours, withHoliday)).toBe((4 * 8 * hour) / minute);
  });

  it('stay at nine by the wall clock through the changes of the clock', () => {
    const nine = (date: string) => {
      const from = Date.parse(`${date}T00:00:00Z`);
      for (let at = from; ; at += minute)
        if (countedIn(hours, { from: at, to: at + minute }) === 1) return toRfc3339(at);
    };
    expect(nine('2026-10-23')).toBe('2026-10-23T07:00:00Z');
    expect(nine('2026-10-26')).toBe('2026-10-26T08:00:00Z');
  });
});
