import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { merge, type RecentMinutes } from './recent-minutes.ts';

const known: RecentMinutes = {
  series: { from: 0, counts: Float64Array.of(1, 2, Number.NaN, 4) },
  completeUntil: 4 * minute,
  revisedFrom: null,
};

describe('laying fetched minutes over known ones', () => {
  it('extends without calling it a revision', () => {
    const next = merge(known, { from: 3 * minute, counts: Float64Array.of(4, 5) }, 0);
    expect([...next.series.counts]).toEqual([1, 2, Number.NaN, 4, 5]);
    expect(next.revisedFrom).toBeNull();
  });

  it('names the earliest minute that reads differently, an unknown one that became known too', () => {
    expect(merge(known, { from: minute, counts: Float64Array.of(2, 3, 9) }, 0).revisedFrom).toBe(2 * minute);
    expect(merge({ ...known, revisedFrom: 0 }, { from: 3 * minute, counts: Float64Array.of(9) }, 0).revisedFrom).toBe(
      0,
    );
  });

  it('forgets what lies before the time to keep, and fills a gap with unknown', () => {
    const next = merge(known, { from: 6 * minute, counts: Float64Array.of(7) }, 2 * minute);
    expect(next.series.from).toBe(2 * minute);
    expect([...next.series.counts]).toEqual([Number.NaN, 4, Number.NaN, Number.NaN, 7]);
  });

  it('begins with what is fetched first', () => {
    expect(merge(null, { from: minute, counts: Float64Array.of(7) }, 0)).toEqual({
      series: { from: minute, counts: Float64Array.of(7) },
      revisedFrom: null,
    });
  });
});
