import { expect, it } from 'vitest';
import { askedPeriod } from './asked-period.ts';

it('says what is wrong with a period', () => {
  const told = (name: string, zone = 'Europe/Warsaw'): string => {
    try {
      return askedPeriod(name, zone).name;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(told('2026-10')).toBe('2026-10');
  expect(told('2024-02-29..2024-02-29')).toBe('2024-02-29..2024-02-29');
  expect(told('2026-13')).toBe(
    'period: expected a month (2026-10), a quarter (2026-Q4) or days (2026-10-03..2026-10-17), found "2026-13".',
  );
  expect(told('2026-11-20..2026-11-01')).toContain('expected the last day not before the first');
  expect(told('2023-02-29..2023-03-01')).toContain('expected days of the calendar');
  expect(told('2010-01-01..2026-01-01')).toContain('expected ten years at most');
  for (const year of ['0000-01', '0206-11', '1969-Q4', '9999-12', '9999-12-31..9999-12-31']) {
    expect(told(year)).toContain('expected years from 1970 on');
  }
  expect(told('2026-10', 'Mars/X')).toContain('timeZone: expected an IANA time zone');
});
