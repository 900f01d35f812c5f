import { expect, it } from 'vitest';
import { day } from '../../../src/maths/instants.ts';
import { dutyFixture } from '../../fixtures/duty.ts';
import { holesOf, midnights, shiftTimeText, whyText } from './shift-words.ts';

const now = Date.parse('2026-11-20T10:15:00Z');

it('names the day of the week in the zone', () => {
  expect(shiftTimeText(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Warsaw')).toBe('Mon 23 Nov, 00:30');
  expect(shiftTimeText(Date.parse('2026-11-22T23:30:00Z'), 'UTC')).toBe('Sun 22 Nov, 23:30');
});

it('finds each midnight at which a whole day begins, through the change of clocks too', () => {
  const from = Date.parse('2026-10-23T10:00:00Z');
  const found = midnights({ from, to: from + 4 * day }, 'Europe/Warsaw').map((at) => new Date(at).toISOString());
  expect(found).toEqual(['2026-10-23T22:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
});

it('finds the times of nobody, and says why somebody is on call', () => {
  const [pay, offer] = dutyFixture('holes', now).rotations;
  expect(holesOf(pay!)).toEqual([]);
  expect(holesOf(offer!)).toHaveLength(10);
  expect(whyText(holesOf(offer!)[0]!, offer!)).toBe('nobody answers');
  expect(whyText(pay!.shifts[0]!, pay!)).toBe('turn of weeks');
  const made = { id: 'o-1', reason: 'Swap' } as (typeof pay & object)['overrides'][number];
  const shift = { ...pay!.shifts[0]!, override: 'o-1' };
  expect(whyText(shift, { overrides: [made] })).toBe('stands in: Swap');
  expect(whyText(shift, { overrides: [] })).toBe('stands in');
});
