import { describe, expect, it } from 'vitest';
import { holidaysOf, knownHolidays } from './holidays.ts';
import { relateCalendar } from './relate-calendar.ts';

const country = (code: string) => ({ timeZone: 'Europe/Warsaw', holidays: { country: code } });

describe('holidaysOf', () => {
  it('knows the public holidays of Poland, Christmas Eve since 2025 among them', () => {
    const dates = (year: number) => holidaysOf(country('PL'), year, year).map(({ date }) => date);
    const fixed = ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-24', '12-25', '12-26'];
    // Easter Sunday and Monday, Pentecost, Corpus Christi of 2026.
    const moving = ['04-05', '04-06', '05-24', '06-04'];
    expect(dates(2026)).toEqual([...fixed, ...moving].map((one) => `2026-${one}`).toSorted());
    expect(dates(2024)).not.toContain('2024-12-24');
  });

  it('a holiday of several days is each of them; states add to their country', () => {
    expect(holidaysOf(country('SA'), 2026, 2026).filter(({ date }) => /-03-|-05-/.test(date))).toHaveLength(8);
    const [bavaria, germany] = ['DE-BY', 'DE'].map((code) => holidaysOf(country(code), 2026, 2026).length);
    expect(bavaria).toBeGreaterThan(germany ?? Infinity);
  });

  it('takes a list of dates as it stands, within the years asked for', () => {
    const dates = [{ date: '2027-01-02' }, { date: '2026-12-31', name: 'Stocktaking' }];
    const calendar = { timeZone: 'UTC', holidays: { dates } };
    expect(holidaysOf(calendar, 2026, 2026)).toEqual([{ date: '2026-12-31', name: 'Stocktaking' }]);
    expect(holidaysOf(calendar, 2026, 2027).map(({ date }) => date)).toEqual(['2026-12-31', '2027-01-02']);
  });
});

describe('relateCalendar', () => {
  const messages = (code: string) =>
    relateCalendar({
      apiVersion: 'waga/v1',
      kind: 'Calendar',
      metadata: { name: 'c' },
      spec: country(code),
      at: { file: 'f', line: 1, column: 1 },
    }).map(({ message }) => message);

  it('refuses places whose holidays are not known', () => {
    expect(knownHolidays()).toContain('PL');
    expect([messages('PL'), messages('DE-BY')]).toEqual([[], []]);
    expect(messages('XX')).toEqual(['the holidays of XX are not known; list them as dates']);
    expect(messages('DE-ZZ')[0]).toContain('DE-BY');
  });
});
