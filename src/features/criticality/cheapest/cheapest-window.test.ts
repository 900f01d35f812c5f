import { describe, expect, it } from 'vitest';
import { day } from '../../../maths/instants.ts';
import { cheapestWindows, type Standing } from './cheapest-window.ts';

const from = Date.parse('2026-10-20T10:00:00Z');
const period = { from, to: from + 14 * day };
/** 100.00 an hour, but for some hours of the week (0: Monday 00:00). */
const week = (cheap: Record<number, number>): number[] =>
  Array.from({ length: 168 }, (_, hour) => cheap[hour] ?? 10_000);
const process = (more: Partial<Standing> = {}): Standing => ({
  ...{ process: 'payment', share: 1, currency: 'PLN', timeZone: 'Europe/Warsaw', week: week({ 26: 100, 27: 100 }) },
  ...{ eventMinor: 100, ...more },
});

describe('the cheapest window', () => {
  it('is the same hour of the wall clock before and after the change of the clocks', () => {
    const { starts, dearest } = cheapestWindows([process()], 120, period);
    expect(starts.map((one) => one.from)).toEqual(['2026-10-27T01:00:00Z', '2026-11-03T01:00:00Z', expect.any(String)]);
    expect(starts[0]!.loss).toMatchObject({ value: 200, unit: 'PLN-minor', text: { value: '2.00' } });
    expect(dearest!.loss.value).toBe(20_000);
  });

  it('takes what hangs on it by share, and says how far chance may lie', () => {
    const { starts } = cheapestWindows(
      [process({ share: 0.5 }), process({ process: 'loans', eventMinor: 0 })],
      120,
      period,
    );
    // 1.5 × 2.00; of that 0.5 × 2.00 comes in events of which half is lost: sd √(0.5 · 100 · 100)
    expect(starts[0]!.loss).toMatchObject({ value: 300, low: Math.round(300 - 1.6449 * Math.sqrt(5_000)) });
    expect(starts[0]!.loss.high).toBe(Math.round(300 + 1.6449 * Math.sqrt(5_000)));
  });

  it('keeps to hours that begin within an hour of UTC, and offers windows that do not overlap', () => {
    const kathmandu = process({ timeZone: 'Asia/Kathmandu', week: week({ 30: 0 }) });
    const { starts } = cheapestWindows([kathmandu], 60, period);
    // Tuesday 06:00 there is 00:15 in UTC; a window on the half hour has three quarters of it
    expect(starts[0]).toMatchObject({ from: '2026-10-27T00:00:00Z', loss: { value: 2_500 } });
    const [first, second] = starts.map((one) => Date.parse(one.from));
    expect(Math.abs(first! - second!)).toBeGreaterThanOrEqual(3_600_000);
  });

  it('is none where nothing stands on it, or no window is so short', () => {
    expect(cheapestWindows([], 60, period)).toEqual({ starts: [], dearest: null });
    expect(cheapestWindows([process()], 60, { from, to: from + 1_800_000 })).toEqual({ starts: [], dearest: null });
  });
});
