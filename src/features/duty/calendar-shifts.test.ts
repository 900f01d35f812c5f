import { describe, expect, it } from 'vitest';
import { day, hour, type Interval, toRfc3339 } from '../../maths/instants.ts';
import { calendarShifts, checkCalendar } from './calendar-shifts.ts';

const people = { 'Anna Nowak': 'user:anna', 'piotr@example.com': 'user:piotr', Jan: 'user:jan' };
const wrapped = (...events: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test',
    ...events.flatMap((text) => text.trim().split('\n')),
    'END:VCALENDAR',
  ]
    .map((line) => line.trim())
    .join('\r\n');
const event = (lines: string): string => `BEGIN:VEVENT\n${lines.trim()}\nEND:VEVENT`;
const autumn: Interval = { from: Date.parse('2026-10-12T00:00:00Z'), to: Date.parse('2026-11-10T00:00:00Z') };
const read = (text: string, period = autumn, zone = 'Europe/Warsaw') => {
  const { shifts, unknown } = calendarShifts(text, zone, people, period);
  const words = ({ from, to }: Interval): string => `${toRfc3339(from).slice(0, 16)}/${toRfc3339(to).slice(0, 16)}`;
  return [...shifts.map((one) => `${words(one)} ${one.person}`), ...unknown.map((one) => `${words(one)} ? ${one.who}`)];
};

describe('a calendar of who is on call', () => {
  it('keeps its hour on the wall clock through the change of clocks, at the end as at the beginning', () => {
    const weekly = event(`UID:1
      DTSTART;TZID=Europe/Warsaw:20261012T090000
      DTEND;TZID=Europe/Warsaw:20261019T090000
      RRULE:FREQ=WEEKLY;INTERVAL=2
      SUMMARY:On call: Anna Nowak`);
    // summer time ends on 25 October: the turn of 26 October begins at nine, which is 08:00 in UTC
    expect(read(wrapped(weekly))).toEqual([
      '2026-10-12T07:00/2026-10-19T07:00 user:anna',
      '2026-10-26T08:00/2026-11-02T08:00 user:anna',
      '2026-11-09T08:00/2026-11-16T08:00 user:anna',
    ]);
    const crossing = weekly.replace('1019T', '1026T').replace('1012T', '1019T');
    const [first] = calendarShifts(wrapped(crossing), 'UTC', people, autumn).shifts;
    expect(first!.to - first!.from).toBe(7 * day + hour);
  });

  it('reads exceptions, changed and cancelled times, and times moved from beyond the period', () => {
    const daily = event(`UID:2
      DTSTART:20261101T080000Z
      DTEND:20261101T200000Z
      RRULE:FREQ=DAILY;COUNT=20
      EXDATE:20261102T080000Z
      SUMMARY:Jan`);
    const swapped = event(`UID:2
      RECURRENCE-ID:20261103T080000Z
      DTSTART:20261103T090000Z
      DTEND:20261103T210000Z
      SUMMARY:Anna Nowak`);
    const off = event(`UID:2
      RECURRENCE-ID:20261104T080000Z
      DTSTART:20261104T080000Z
      DTEND:20261104T200000Z
      STATUS:CANCELLED
      SUMMARY:Jan`);
    const moved = event(`UID:2
      RECURRENCE-ID:20261118T080000Z
      DTSTART:20261105T210000Z
      DTEND:20261105T220000Z
      SUMMARY:Jan`);
    const period = { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2026-11-06T00:00:00Z') };
    expect(read(wrapped(daily, swapped, off, moved), period)).toEqual([
      '2026-11-01T08:00/2026-11-01T20:00 user:jan',
      '2026-11-03T09:00/2026-11-03T21:00 user:anna',
      '2026-11-05T08:00/2026-11-05T20:00 user:jan',
      '2026-11-05T21:00/2026-11-05T22:00 user:jan',
    ]);
  });

  it('takes whole days and times without a zone on the clocks of the rotation, and a zone that the calendar describes', () => {
    const whole = event('UID:3\nDTSTART;VALUE=DATE:20261025\nDTEND;VALUE=DATE:20261026\nSUMMARY:Jan');
    const floating = event('UID:4\nDTSTART:20261027T080000\nDURATION:PT2H\nSUMMARY:Jan');
    const own = `BEGIN:VTIMEZONE
      TZID:Office
      BEGIN:STANDARD
      DTSTART:19700101T000000
      TZOFFSETFROM:+0300
      TZOFFSETTO:+0300
      END:STANDARD
      END:VTIMEZONE`;
    const there = event('UID:5\nDTSTART;TZID=Office:20261028T120000\nDTEND;TZID=Office:20261028T130000\nSUMMARY:Jan');
    expect(read(wrapped(own, whole, floating, there))).toEqual([
      // the day on which summer time ends has 25 hours
      '2026-10-24T22:00/2026-10-25T23:00 user:jan',
      '2026-10-27T07:00/2026-10-27T09:00 user:jan',
      '2026-10-28T09:00/2026-10-28T10:00 user:jan',
    ]);
  });

  it('knows people by summary, by the name and the mail of an attendee, and names whom nobody knows', () => {
    const at = 'DTSTART:20261028T120000Z\nDTEND:20261028T130000Z';
    const who = (lines: string): string => read(wrapped(event(`UID:6\n${at}\n${lines}`)))[0]!.slice(34);
    expect(who('SUMMARY:Primary\nATTENDEE;CN=anna nowak:mailto:a@example.com')).toBe('user:anna');
    expect(who('SUMMARY:Primary\nATTENDEE:mailto:Piotr@Example.com')).toBe('user:piotr');
    expect(who('SUMMARY:user:ola')).toBe('user:ola');
    expect(who('SUMMARY:Janina')).toBe('? Janina');
    expect(who('DESCRIPTION:nobody')).toBe('? an event without a name');
  });

  it('refuses what is no calendar', () => {
    for (const text of ['', '<html>sign in</html>', 'BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD', 'BEGIN:VCALENDAR']) {
      expect(() => checkCalendar(text), text).toThrow();
    }
    expect(() => checkCalendar(wrapped())).not.toThrow();
  });
});
