import { describe, expect, it } from 'vitest';
import { day, minute } from '../../maths/instants.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { blankOutage } from '../outages/new-outage.ts';
import type { Outage } from '../outages/outage.ts';
import { lossDue, lossOf, lossQuestion } from './outage-loss.ts';

const start = Date.parse('2026-11-18T10:15:00Z');
const from = start - 40 * day;
const outage: Outage = {
  ...{ ...blankOutage, id: 'o', subject: { kind: 'process', name: 'payment' }, dueAt: 0 },
  detected: { from: start + minute, to: start + 13 * minute },
};
/** 120 a minute for a while, some minutes at 15, and `extra` more spread over as much time as twice of them after. */
function seriesWith(extra: number, minutes = 12) {
  const counts = Float64Array.from({ length: 42 * 1_440 }, (_, i) => {
    const at = (from + i * minute - start) / minute;
    // a little that is not chance, so that nothing is without any spread
    const usual = 120 + ((i * 7) % 5) - 2;
    if (at >= 0 && at < minutes) return 15;
    return at >= minutes && at < 3 * minutes ? usual + extra / (2 * minutes) : usual;
  });
  return { from, counts };
}
const asked = { timeZone: 'UTC', calendar: plainCalendar, others: [] };
const value = { kind: 'perEvent', currency: 'PLN', minor: 15_000 } as const;

describe('what an outage cost in the ledger', () => {
  it('is reckoned with what came back where that stands out of chance', () => {
    const long: Outage = { ...outage, detected: { from: start + minute, to: start + 122 * minute } };
    const question = lossQuestion(long, { ...asked, value, series: seriesWith(9_000, 120) });
    const { loss, refined } = lossOf(question);
    expect(refined).toEqual({ from: start, to: start + 120 * minute });
    expect(loss!.preliminary).toBe(false);
    expect(loss!.lost!.value / 12_600).toBeCloseTo(1, 1);
    expect(loss!.recovered!.low).toBeGreaterThan(0);
    expect(loss!.recovered!.high).toBeGreaterThan(9_000 * 15_000);
    expect(loss!.net!.low).toBeLessThan(3_600 * 15_000);
    expect(loss!.net!.high).toBeGreaterThan(3_600 * 15_000);
  });

  it('claims nothing to have come back that chance could hide, and never loses more in all than at first', () => {
    const { loss } = lossOf(lossQuestion(outage, { ...asked, value, series: seriesWith(-5) }));
    expect(loss).toMatchObject({ recovered: { value: 0, low: 0, unit: 'PLN-minor' } });
    expect(loss!.net).toEqual(loss!.gross);
    const events = lossOf(lossQuestion(outage, { ...asked, value: null, series: seriesWith(-5) })).loss!;
    expect(events).toMatchObject({ gross: null, recovered: { value: 0, unit: 'events' } });
    expect(events.net).toEqual(events.lost);
  });

  it('is asked for once an end is settled, and once more when the day is over', () => {
    const end = outage.detected.to!;
    const lossless = (more: Partial<Outage> = {}) => ({ ...outage, ...more });
    expect(lossDue(outage, end + 14 * minute)).toBeNull();
    expect(lossDue(outage, end + 15 * minute)).toBe('preliminary');
    expect(lossDue(outage, end + day)).toBe('final');
    const { loss } = lossOf(lossQuestion(outage, { ...asked, value, series: seriesWith(378) }));
    const preliminary = lossless({ loss: { ...loss!, preliminary: true } });
    expect(lossDue(preliminary, end + 20 * minute)).toBeNull();
    expect(lossDue(preliminary, end + day)).toBe('final');
    expect(lossDue(lossless({ loss: loss! }), end + day)).toBeNull();
    for (const never of [{ state: 'removed' }, { kind: 'false-positive' }] as const) {
      expect(lossDue(lossless(never), end + day)).toBeNull();
    }
  });
});
