import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../maths/zoned-time.ts';
import { dayKindsAt, thresholdsAt } from './thresholds-at.ts';

const calendar = {
  factors: [
    {
      name: 'sale',
      from: Date.parse('2026-11-27T00:00:00+01:00'),
      to: Date.parse('2026-11-28T00:00:00+01:00'),
      factor: 1.8,
    },
  ],
  holidays: new Map([[dayOfDate('2026-11-11') ?? 0, 'Independence Day']]),
};
const kinds = (text: string) => dayKindsAt(calendar, 'Europe/Warsaw', Date.parse(text));

describe('kinds of day', () => {
  it('follow the wall clock of the process', () => {
    expect(kinds('2026-11-20T12:00:00+01:00')).toEqual(['workday']);
    expect(kinds('2026-11-20T23:30:00Z')).toEqual(['weekend']);
    expect(kinds('2026-11-11T12:00:00+01:00')).toEqual(['workday', 'holiday']);
    expect(kinds('2026-11-27T12:00:00+01:00')).toEqual(['workday', 'campaign']);
  });

  it('choose the thresholds', () => {
    const at = thresholdsAt(
      { partial: '0.20', total: '0.40', weekend: { partial: '0.30' } },
      calendar,
      'Europe/Warsaw',
    );
    expect(at?.(Date.parse('2026-11-20T12:00:00Z'))).toEqual({
      partial: { numerator: 20, denominator: 100 },
      total: { numerator: 40, denominator: 100 },
    });
    expect(at?.(Date.parse('2026-11-21T12:00:00Z')).partial).toEqual({ numerator: 30, denominator: 100 });
    expect(thresholdsAt({ partial: 'a', total: 'b' }, calendar, 'UTC')).toBeNull();
  });
});
