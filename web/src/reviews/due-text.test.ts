import { expect, it } from 'vitest';
import { dueText } from './due-text.ts';

it('says how far a day is', () => {
  const asOf = '2026-11-20T23:59:00Z';
  expect(dueText('2026-11-20', asOf)).toBe('today');
  expect(dueText('2026-11-21', asOf)).toBe('in 1 day');
  expect(dueText('2026-12-20', asOf)).toBe('in 30 days');
  expect(dueText('2026-11-19', asOf)).toBe('1 day late');
});
