import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { day, hour, toRfc3339 } from '../../../maths/instants.ts';
import { zoneOf } from '../../../maths/zoned-time.ts';
import { MaintenanceSpec } from './maintenance.ts';
import { startsOf } from './recurrence.ts';
import { announcedOf, isInTime, windowsOf } from './windows.ts';

const at = (text: string): number => Date.parse(text);
const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=TU', start: '2026-01-06T02:00', duration: '2h', timeZone: 'Europe/Warsaw' };
const document = (spec: object) => ({
  metadata: { name: 'psp-weekly' },
  spec: MaintenanceSpec.parse({ vendor: 'psp', ...spec }),
});
const shown = (spec: object, from: string, to: string) =>
  windowsOf(document(spec), { from: at(from), to: at(to) }).map((one) => `${toRfc3339(one.from)}/${toRfc3339(one.to)}`);

describe('windows', () => {
  it('fall at the same hour of the wall clock before and after both clock changes', () => {
    expect(shown({ recurrence: weekly }, '2026-03-23T00:00Z', '2026-04-06T00:00Z')).toEqual([
      '2026-03-24T01:00:00Z/2026-03-24T03:00:00Z',
      '2026-03-31T00:00:00Z/2026-03-31T02:00:00Z',
    ]);
    expect(shown({ recurrence: weekly }, '2026-10-19T00:00Z', '2026-11-02T00:00Z')).toEqual([
      '2026-10-20T00:00:00Z/2026-10-20T02:00:00Z',
      '2026-10-27T01:00:00Z/2026-10-27T03:00:00Z',
    ]);
  });

  it('are never lost in the hour that spring leaps over, nor doubled in the one that autumn repeats', () => {
    const nightly = { ...weekly, rrule: 'FREQ=DAILY', start: '2026-01-01T02:30', duration: '30m' };
    expect(shown({ recurrence: nightly }, '2026-03-28T12:00Z', '2026-03-30T12:00Z')).toEqual([
      '2026-03-29T01:30:00Z/2026-03-29T02:00:00Z',
      '2026-03-30T00:30:00Z/2026-03-30T01:00:00Z',
    ]);
    expect(shown({ recurrence: nightly }, '2026-10-24T12:00Z', '2026-10-26T12:00Z')).toEqual([
      '2026-10-25T00:30:00Z/2026-10-25T01:00:00Z',
      '2026-10-26T01:30:00Z/2026-10-26T02:00:00Z',
    ]);
  });

  it('leave out the days they are told to, and end with the rule', () => {
    const some = { ...weekly, rrule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260127T010000Z', except: ['2026-01-13'] };
    expect(
      shown({ recurrence: some }, '2026-01-01T00:00Z', '2027-01-01T00:00Z').map((one) => one.slice(0, 10)),
    ).toEqual(['2026-01-06', '2026-01-20', '2026-01-27']);
    const day = { ...weekly, rrule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260113' };
    expect(shown({ recurrence: day }, '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toHaveLength(2);
  });

  it('are those that last at some time of the period', () => {
    const once = { from: '2026-05-01T00:00:00+02:00', to: '2026-05-01T04:00:00+02:00' };
    expect(shown(once, '2026-05-01T01:59:59Z', '2026-05-02T00:00Z')).toHaveLength(1);
    expect(shown(once, '2026-05-01T02:00Z', '2026-05-02T00:00Z')).toEqual([]);
    expect(shown({ recurrence: weekly }, '2026-03-24T02:59:59Z', '2026-03-24T03:00Z')).toHaveLength(1);
    expect(shown({ recurrence: weekly }, '2026-03-24T03:00Z', '2026-03-24T04:00Z')).toEqual([]);
  });

  it('are those that a walk over the days of the wall clock finds', () => {
    const zones = fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Asia/Kathmandu');
    const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 });
    const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    const first = fc.integer({ min: 0, max: 700 });
    fc.assert(
      fc.property(
        zones,
        days,
        time,
        first,
        fc.integer({ min: 1, max: 3 }),
        first,
        (timeZone, on, clock, offset, every, later) => {
          const start = Temporal.PlainDate.from('2025-01-01').add({ days: offset });
          const text = start.toPlainDateTime(clock).toString().slice(0, 16);
          const rrule = `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${on.map((one) => names[one]).join(',')}`;
          const from = at('2025-01-01T00:00Z') + later * day;
          const period = { from, to: from + 40 * day };
          const monday = start.subtract({ days: start.dayOfWeek - 1 });
          const naive: number[] = [];
          for (let date = start; date.year < 2030; date = date.add({ days: 1 })) {
            const begins = date.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds;
            if (begins >= period.to) break;
            const weeks = Math.floor(monday.until(date, { largestUnit: 'days' }).days / 7);
            if (begins >= period.from && weeks % every === 0 && on.includes(date.dayOfWeek - 1)) naive.push(begins);
          }
          expect(startsOf({ rrule, start: text, timeZone, except: [] }, period)).toEqual(naive);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('last as long as time passes, whatever the clocks do', () => {
    const night = { ...weekly, rrule: 'FREQ=DAILY', start: '2026-01-01T22:00', duration: '8h' };
    const period = { from: at('2026-01-01T00:00Z'), to: at('2027-01-01T00:00Z') };
    for (const { from, to } of windowsOf(document({ recurrence: night }), period)) {
      expect(to - from).toBe(8 * hour);
      expect(zoneOf('Europe/Warsaw').localMinute(from) % 1440).toBe(22 * 60);
    }
  });
});

describe('the notice of a window', () => {
  const window = { from: at('2026-05-10T00:00Z'), to: at('2026-05-10T02:00Z') };
  const times = { from: '2026-05-10T00:00:00Z', to: '2026-05-10T02:00:00Z' };

  it('is as its document says, else as the record has it', () => {
    expect(announcedOf(document({ ...times, announcedAt: '2026-05-01T00:00:00Z' }).spec, window)).toBe(
      at('2026-05-01T00:00Z'),
    );
    expect(announcedOf(document({ ...times, noticeGiven: '7d' }).spec, window)).toBe(at('2026-05-03T00:00Z'));
    expect(announcedOf(document(times).spec, window)).toBeNull();
  });

  it('is in time to the second', () => {
    const { spec } = document({ ...times, noticeNeeded: '3d' });
    expect(isInTime(spec, window, at('2026-05-07T00:00Z'))).toBe(true);
    expect(isInTime(spec, window, at('2026-05-07T00:00:01Z'))).toBe(false);
    expect(isInTime(document(times).spec, window, window.from)).toBe(true);
  });
});
