import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../maths/zoned-time.ts';
import { holidayDays } from './holiday-days.ts';

const has = (days: ReadonlyMap<number, string>, date: string): boolean => days.has(dayOfDate(date) ?? -1);

describe('holidays of a calendar', () => {
  it('knows the public holidays of a country, fixed and movable, and leaves its observances out', () => {
    const days = holidayDays({ timeZone: 'Europe/Warsaw', holidays: { country: 'PL' } }, 2026, 2026);
    for (const date of ['2026-01-01', '2026-04-06', '2026-06-04', '2026-11-11', '2026-12-25']) {
      expect(has(days, date), date).toBe(true);
    }
    expect(has(days, '2026-11-20')).toBe(false);
    expect(has(days, '2027-01-01')).toBe(false);
  });

  it('knows those of a state', () => {
    const of = (country: string) => holidayDays({ timeZone: 'Europe/Berlin', holidays: { country } }, 2026, 2026);
    expect(has(of('DE-BY'), '2026-01-06')).toBe(true);
    expect(has(of('DE-BE'), '2026-01-06')).toBe(false);
  });

  it('takes listed dates as they are', () => {
    const days = holidayDays(
      { timeZone: 'UTC', holidays: { dates: [{ date: '2026-11-27', name: 'Sale' }, { date: '2026-12-24' }] } },
      2026,
      2026,
    );
    expect([...days.values()]).toEqual(['Sale', 'holiday']);
  });
});
