import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, week as weekMs } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { weekLater, weekNamed } from './iso-weeks.ts';
import { hostOf, lastDue, meetingOf, nextMeeting, reviewsOf } from './meetings.ts';
import { WeeklyReviewSpec } from './weekly-review.ts';

const spec = (more: object = {}) => WeeklyReviewSpec.parse({ timeZone: 'Europe/Warsaw', ...more });
const at = (text: string) => Date.parse(text);

describe('the meeting on a week', () => {
  it('is on its day and hour of the week after, on the wall clock, whatever the clocks do', () => {
    const meeting = (name: string, more = {}) =>
      new Date(meetingOf(spec(more), weekNamed(name, 'Europe/Warsaw')!)).toISOString();
    expect(meeting('2026-W47')).toBe('2026-11-23T08:00:00.000Z');
    expect(meeting('2026-W42', { on: 'friday', at: '16:30' })).toBe('2026-10-23T14:30:00.000Z');
    // the clocks went back on Sunday of week 43
    expect(meeting('2026-W43')).toBe('2026-10-26T08:00:00.000Z');
    expect(meeting('2026-W42')).toBe('2026-10-19T07:00:00.000Z');
    expect(meeting('2026-W53')).toBe('2027-01-04T08:00:00.000Z');
  });

  it('comes due once a week: the last due and the next lie on either side of any instant', () => {
    const some = fc.record({
      on: fc.constantFrom('monday', 'wednesday', 'friday'),
      at: fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
      timeZone: fc.constantFrom('UTC', 'Europe/Warsaw', 'America/New_York', 'Pacific/Auckland'),
    });
    const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(some, instants, (given, now) => {
        const own = spec(given);
        const due = lastDue(own, now);
        expect(meetingOf(own, due)).toBeLessThanOrEqual(now);
        expect(nextMeeting(own, now)).toBeGreaterThan(now);
        expect(nextMeeting(own, now)).toBe(meetingOf(own, weekLater(due, 1)));
        expect(nextMeeting(own, now) - now).toBeLessThanOrEqual(weekMs + day);
      }),
      { numRuns: 300 },
    );
  });

  it('is led in turn, from the Monday of the first', () => {
    const own = spec({ hosts: ['user:anna', 'user:piotr'], hostsSince: '2026-11-16' });
    const host = (name: string) => hostOf(own, weekNamed(name, 'Europe/Warsaw')!);
    expect([host('2026-W45'), host('2026-W46'), host('2026-W47'), host('2026-W48')]).toEqual([
      ...['user:piotr', 'user:anna', 'user:piotr', 'user:anna'],
    ]);
    expect(hostOf(spec(), weekNamed('2026-W47', 'UTC')!)).toBeNull();
  });

  it('is there of everything where the catalogue names none, in its only zone', () => {
    const catalog = (...zones: string[]) =>
      ({
        documents: zones.map((timeZone, nth) => ({
          kind: 'Process',
          metadata: { name: `p${nth}` },
          spec: { timeZone },
        })),
      }) as unknown as Catalog;
    const zoneOf = (one: Catalog) => reviewsOf(one).map(({ name, spec: { timeZone } }) => `${name} ${timeZone}`);
    expect(zoneOf(catalog('Europe/Warsaw', 'Europe/Warsaw'))).toEqual(['all Europe/Warsaw']);
    expect(zoneOf(catalog('Europe/Warsaw', 'UTC', 'Asia/Tokyo'))).toEqual(['all UTC']);
    expect(zoneOf(catalog())).toEqual(['all UTC']);
  });
});
