import { describe, expect, it } from 'vitest';
import { Thresholds, thresholdsOn } from './thresholds.ts';

const base = { partial: '0.20', total: '0.40' };

describe('thresholds', () => {
  it('fall back part by part, a campaign outranking a holiday, a holiday a weekend', () => {
    const thresholds = {
      ...base,
      weekend: { partial: '0.30' },
      holiday: { total: '0.50' },
      campaign: { partial: '0.10' },
    };
    expect(thresholdsOn(thresholds, [])).toEqual(base);
    expect(thresholdsOn(thresholds, ['workday'])).toEqual(base);
    expect(thresholdsOn(thresholds, ['weekend'])).toEqual({ partial: '0.30', total: '0.40' });
    expect(thresholdsOn(thresholds, ['weekend', 'holiday'])).toEqual({ partial: '0.30', total: '0.50' });
    expect(thresholdsOn(thresholds, ['weekend', 'holiday', 'campaign'])).toEqual({ partial: '0.10', total: '0.50' });
  });

  it('total must lie above partial, also in the pair that an override makes', () => {
    const paths = (thresholds: unknown) =>
      Thresholds.safeParse(thresholds).error?.issues.map(({ path }) => path.join('.'));
    expect(paths(base)).toBe(undefined);
    expect(paths({ partial: '0.4', total: '0.40' })).toEqual(['total']);
    expect(paths({ ...base, weekend: { partial: '0.45' } })).toEqual(['weekend.partial']);
    expect(paths({ ...base, holiday: { total: '0.15' } })).toEqual(['holiday.total']);
  });
});
