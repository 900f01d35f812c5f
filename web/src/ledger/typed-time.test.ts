import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime, typedOf } from './typed-time.ts';

const zone = 'Europe/Warsaw';
const typed = (day: string, time: string, isSecond = false) => ({ day, time, isSecond });

describe('a time as it is typed', () => {
  it.each([
    ['2026-11-03', '09:02', '2026-11-03T08:02:00Z'],
    ['2026-11-03', ' 9.02.30 ', '2026-11-03T08:02:30Z'],
    ['2026-07-03', '23:59:59', '2026-07-03T21:59:59Z'],
  ])('%s %s is read on the clocks of the zone', (day, time, at) => {
    expect(readTime(typed(day, time), zone)).toEqual({ at: Date.parse(at), twice: null });
  });

  it.each([
    ['', '09:02', 'Give a day.'],
    ['2026-11-03', '', 'Expected a time such as 09:02 or 09:02:30.'],
    ['2026-11-03', '9', 'Expected a time such as 09:02 or 09:02:30.'],
    ['2026-11-03', '24:00', '24:00 is no time of a day.'],
    ['2026-03-29', '02:15', 'The clocks go forward on this day: 02:15 does not exist.'],
  ])('%s %s is refused: %s', (day, time, wrong) => expect(readTime(typed(day, time), zone)).toEqual({ wrong }));

  it('has two meanings where the clocks go back', () => {
    const twice = [Date.parse('2026-10-25T00:30:00Z'), Date.parse('2026-10-25T01:30:00Z')];
    expect(readTime(typed('2026-10-25', '02:30'), zone)).toEqual({ at: twice[0], twice });
    expect(readTime(typed('2026-10-25', '02:30', true), zone)).toEqual({ at: twice[1], twice });
  });

  it('is the same after being shown and read, in any zone', () => {
    const zones = fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const seconds = fc.integer({ min: 946_684_800, max: 2_208_988_800 });
    fc.assert(
      fc.property(zones, seconds, (where, second) => {
        const at = second * 1_000;
        expect(readTime(typedOf(at, where), where)).toMatchObject({ at });
      }),
      { numRuns: 300 },
    );
  });
});
