import { expect, it } from 'vitest';
import { extremes, hourName, hourOfWeek, shadesOf } from './week-hours.ts';

it('an instant lies in the hour of the zone’s clocks', () => {
  const friday = Date.parse('2026-11-20T10:15:00Z');
  expect(hourName(hourOfWeek(friday, 'Europe/Warsaw'))).toBe('Friday 11:00');
  expect(hourName(hourOfWeek(friday, 'UTC'))).toBe('Friday 10:00');
  expect(hourName(hourOfWeek(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Warsaw'))).toBe('Monday 00:00');
  expect(hourName(hourOfWeek(0, 'UTC'))).toBe('Thursday 00:00');
});

it('the dearest hour is darkest, and only nothing has no shade', () => {
  expect(shadesOf([0, 1, 50, 100, null])).toEqual([0, 1, 3, 6, null]);
  expect(shadesOf([0, 0])).toEqual([0, 0]);
});

it('the dearest and the cheapest hour are found among those known', () => {
  expect(extremes([null, 5, 9, 9, 1, 1])).toEqual({ dearest: 2, cheapest: 4 });
  expect(extremes([null, null])).toBeNull();
});
