import { describe, expect, it } from 'vitest';
import { day, toRfc3339 } from '../../../maths/instants.ts';
import { calendarFile } from './calendar-file.ts';
import { calendarEvents } from './calendar-import.ts';
import { MaintenanceSpec } from './maintenance.ts';

const from = Date.parse('2026-10-01T00:00:00Z');
const period = { from, to: from + 60 * day };
const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Vendor//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  'UID:a1@psp',
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
];
const read = (text: string, zone: string | null = null) => {
  const { events, leftOut } = calendarEvents(text, period, zone);
  return [
    ...events.map((one) => `${toRfc3339(one.from)} ${toRfc3339(one.to)} ${one.summary}`),
    ...leftOut.map(({ why }) => why),
  ];
};

describe('a calendar of another system', () => {
  it('keeps the hour of the wall clock through the change of the clocks', () => {
    const rule = ['DTSTART;TZID=Europe/Warsaw:20261013T020000', 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Cards'];
    expect(read(calendar(...event(...rule, 'EXDATE;TZID=Europe/Warsaw:20261020T020000')))).toEqual([
      '2026-10-13T00:00:00Z 2026-10-13T02:00:00Z Cards',
      ...['27', '03', '10', '17', '24'].map((on) => {
        const month = on === '27' ? '10' : '11';
        return `2026-${month}-${on}T01:00:00Z 2026-${month}-${on}T03:00:00Z Cards`;
      }),
    ]);
  });

  it('moves what was moved and leaves out what was cancelled, under the names they had', () => {
    const rule = ['DTSTART:20261013T000000Z', 'DTEND:20261013T010000Z', 'RRULE:FREQ=WEEKLY;COUNT=3', 'SUMMARY:Cards'];
    const moved = [
      'RECURRENCE-ID:20261020T000000Z',
      'DTSTART:20261021T050000Z',
      'DTEND:20261021T070000Z',
      'SUMMARY:Later',
    ];
    const gone = [
      'RECURRENCE-ID:20261027T000000Z',
      'DTSTART:20261027T000000Z',
      'DTEND:20261027T010000Z',
      'STATUS:CANCELLED',
    ];
    const text = calendar(...event(...rule), ...event(...moved), ...event(...gone));
    expect(read(text)).toEqual([
      '2026-10-13T00:00:00Z 2026-10-13T01:00:00Z Cards',
      '2026-10-21T05:00:00Z 2026-10-21T07:00:00Z Later',
    ]);
    expect(calendarEvents(text, period, null).events.map(({ id }) => id)).toEqual([
      'a1@psp 2026-10-13T00:00:00Z',
      'a1@psp 2026-10-20T00:00:00Z',
    ]);
  });

  it('takes a zone as the file describes it, and asks where nobody says which', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Vendor Standard Time',
      'BEGIN:STANDARD',
      'DTSTART:20200101T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const theirs = event(
      'DTSTART;TZID=Vendor Standard Time:20261013T030000',
      'DTEND;TZID=Vendor Standard Time:20261013T040000',
      'SUMMARY:X',
    );
    expect(read(calendar(...zone, ...theirs))).toEqual(['2026-10-13T00:00:00Z 2026-10-13T01:00:00Z X']);
    expect(read(calendar(...theirs))).toEqual(['is in the zone Vendor Standard Time, which nobody describes']);
    const floating = calendar(...event('DTSTART:20261013T020000', 'DURATION:PT1H', 'SUMMARY:Y'));
    expect(read(floating)).toEqual(['says no zone: give --time-zone, such as Europe/Warsaw']);
    expect(read(floating, 'Europe/Warsaw')).toEqual(['2026-10-13T00:00:00Z 2026-10-13T01:00:00Z Y']);
  });

  it('takes days whole, and refuses what is no calendar', () => {
    const days = calendar(...event('DTSTART;VALUE=DATE:20261024', 'DTEND;VALUE=DATE:20261026', 'SUMMARY:Move'));
    expect(read(days, 'Europe/Warsaw')).toEqual(['2026-10-23T22:00:00Z 2026-10-25T23:00:00Z Move']);
    expect(() => read('<html>')).toThrow('expected a calendar (iCalendar)');
    expect(() => read('BEGIN:VCARD\r\nEND:VCARD')).toThrow('found none');
  });
});

describe('the calendar of maintenance', () => {
  it('is read back as the windows that it was made of, whatever stands in their names', () => {
    const recurrence = {
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
      start: '2026-10-06T02:00',
      duration: '2h',
      timeZone: 'Europe/Warsaw',
    };
    const displayName = `Cards; rest, "quietly"\nfor the ${'very '.repeat(20)}long night ąę`;
    const documents = [
      {
        ...{ apiVersion: 'waga/v1', kind: 'Maintenance', metadata: { name: 'psp-weekly', displayName } },
        ...{ spec: MaintenanceSpec.parse({ vendor: 'psp', recurrence }), at: { file: 'a', line: 1, column: 1 } },
      },
    ];
    const text = calendarFile({ version: 1, appliedAt: from, documents }, from);
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(76);
    const shown = calendarEvents(text, period, null).events;
    expect(shown).toHaveLength(8);
    expect(shown.slice(2, 5).map((one) => toRfc3339(one.from))).toEqual([
      '2026-10-20T00:00:00Z',
      '2026-10-27T01:00:00Z',
      '2026-11-03T01:00:00Z',
    ]);
    expect(new Set(shown.map(({ summary }) => summary))).toEqual(new Set([displayName]));
  });
});
