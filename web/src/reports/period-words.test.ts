import { expect, it } from 'vitest';
import { lastPeriods, partsOf, periodText, reportHref } from './period-words.ts';

it.each([
  ['2026-10', 'October 2026'],
  ['2026-Q4', '4th quarter 2026'],
  ['2026-10-03..2026-10-17', '2026-10-03 to 2026-10-17'],
])('%s reads %s', (name, text) => expect(periodText(name)).toBe(text));

it('offers the running period first, by the clocks of the zone, over the turn of years', () => {
  const newYear = Date.parse('2026-12-31T23:30:00Z');
  expect(lastPeriods('month', newYear, 'UTC', 3)).toEqual(['2026-12', '2026-11', '2026-10']);
  expect(lastPeriods('month', newYear, 'Europe/Warsaw', 3)).toEqual(['2027-01', '2026-12', '2026-11']);
  expect(lastPeriods('quarter', newYear, 'Europe/Warsaw', 3)).toEqual(['2027-Q1', '2026-Q4', '2026-Q3']);
});

it('knows the parts of a period and where its report stands', () => {
  expect(partsOf('2026-10-03..2026-10-17')).toEqual({ of: 'range', from: '2026-10-03', to: '2026-10-17' });
  expect([partsOf('2026-Q1').of, partsOf('2026-01').of]).toEqual(['quarter', 'month']);
  expect(reportHref({ kind: 'agreement', name: 'bank a', period: '2026-10', version: 2 })).toBe(
    '/reports/agreement/bank%20a?period=2026-10&version=2',
  );
});
