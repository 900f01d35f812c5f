import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weekAfter } from './iso-week.ts';

it('counts weeks over the turn of years', () => {
  expect(weekAfter('2026-W47', -1)).toBe('2026-W46');
  expect(weekAfter('2026-W53', 1)).toBe('2027-W01');
  expect(weekAfter('2025-W01', -1)).toBe('2024-W52');
  expect(weekAfter('2021-W01', -1)).toBe('2020-W53');
  expect(weekAfter('soon', 1)).toBeNull();
});

it('comes back by the way it went', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1971, max: 2200 }),
      fc.integer({ min: 1, max: 52 }),
      fc.integer({ min: -400, max: 400 }),
      (year, number, by) => {
        const week = `${year}-W${String(number).padStart(2, '0')}`;
        const there = weekAfter(week, by);
        expect(there === null ? null : weekAfter(there, -by)).toBe(week);
      },
    ),
  );
});
