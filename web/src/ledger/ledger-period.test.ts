import { describe, expect, it } from 'vitest';
import { hour } from '../../../src/maths/instants.ts';
import { addressOf, dayAfter, intervalOf, periodIn, periodText, shifted } from './ledger-period.ts';

const zone = 'Europe/Warsaw';
const now = Date.parse('2026-11-20T10:15:00Z');
const asked = (text: string) => periodIn(new URLSearchParams(text), now, zone);

describe('the period of the ledger', () => {
  it.each([
    ['', 'November 2026', '2026-10-31T23:00:00Z', '2026-11-30T23:00:00Z'],
    ['at=2026-10', 'October 2026', '2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z'],
    ['period=quarter&at=2026-11', '4th quarter of 2026', '2026-09-30T22:00:00Z', '2026-12-31T23:00:00Z'],
    ['period=quarter&at=2026-Q1', '1st quarter of 2026', '2025-12-31T23:00:00Z', '2026-03-31T22:00:00Z'],
    [
      'period=range&from=2026-10-25&to=2026-10-25',
      '25 Oct 2026 – 25 Oct 2026',
      '2026-10-24T22:00:00Z',
      '2026-10-25T23:00:00Z',
    ],
    ['period=never&at=nonsense', 'November 2026', '2026-10-31T23:00:00Z', '2026-11-30T23:00:00Z'],
  ])('that `%s` asks for is %s', (address, text, from, to) => {
    const period = asked(address);
    expect(periodText(period)).toBe(text);
    expect(intervalOf(period, zone)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  it.each([
    ['period=range', 'Give the first and the last day.'],
    ['period=range&from=2026-02-30&to=2026-03-01', 'Give the first and the last day.'],
    ['period=range&from=2026-11-02&to=2026-11-01', 'The last day must not come before the first.'],
    ['period=range&from=2020-11-02&to=2026-11-01', 'At most 400 days at once.'],
  ])('of `%s` is refused: %s', (address, wrong) => expect(intervalOf(asked(address), zone)).toBe(wrong));

  it('goes on by a month or a quarter, over the end of the year, and stands in the address', () => {
    expect(addressOf(shifted(asked('at=2026-12'), 1))).toMatchObject({ period: 'month', at: '2027-01' });
    expect(addressOf(shifted(asked('period=quarter&at=2026-Q1'), -1))).toMatchObject({
      period: 'quarter',
      at: '2025-Q4',
    });
  });

  it('has a day of 25 hours in autumn and of 23 in spring', () => {
    const length = (day: string): number => dayAfter(Date.parse(day), zone) - Date.parse(day);
    expect(length('2026-10-24T22:00:00Z')).toBe(25 * hour);
    expect(length('2026-03-28T23:00:00Z')).toBe(23 * hour);
  });
});
