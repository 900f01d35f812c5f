import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import { type AlarmSeen, refineAlarm } from './refine-alarm.ts';

/** A hundred requests a minute; those that fail in each, `-` an unmeasured minute. */
function minutes(bad: readonly (number | '-')[]): IndicatorMinutes {
  return {
    from: 0,
    good: Float64Array.from(bad, (n) => (n === '-' ? Number.NaN : 100 - n)),
    valid: Float64Array.from(bad, (n) => (n === '-' ? Number.NaN : 100)),
  };
}

const alarm = (from: number, to: number, type: AlarmSeen['type'] = 'availability'): AlarmSeen => ({
  ...{ component: 'api', type },
  ...{ from: from * minute, to: to * minute },
});

describe('the outage behind an alarm', () => {
  it('begins before the window saw it and ends before the window forgot it', () => {
    const counts = minutes([0, 0, 1, 80, 90, 100, 90, 0, 0, 1, 0, 0]);
    expect(refineAlarm(alarm(5, 11), counts)).toEqual({
      ...{ component: 'api', kind: 'down', failed: 0.9 },
      ...{ from: 3 * minute, to: 7 * minute },
    });
  });

  it('is no outage where few requests failed: it answered badly', () => {
    const found = refineAlarm(alarm(2, 8), minutes([0, 0, 2, 3, 2, 3, 2, 2]));
    expect(found).toMatchObject({ kind: 'degraded' });
    expect(found.failed).toBeCloseTo(0.024, 2);
  });

  it('of slow answers is degraded, and nothing failed', () => {
    expect(refineAlarm(alarm(2, 6, 'latency'), minutes([0, 0, 90, 90, 90, 0]))).toMatchObject({
      kind: 'degraded',
      failed: null,
      from: 2 * minute,
      to: 5 * minute,
    });
  });

  it('runs through a minute that nobody measured', () => {
    const found = refineAlarm(alarm(1, 5), minutes([0, 80, '-', 80, 0]));
    expect(found).toMatchObject({ from: minute, to: 4 * minute, failed: 0.8 });
  });

  it.each([
    ['nothing was counted', minutes(['-', '-', '-'])],
    ['nothing failed', minutes([0, 0, 0])],
  ])('stays as it was seen where %s', (_, counts) => {
    expect(refineAlarm(alarm(1, 3), counts)).toEqual({
      ...{ component: 'api', kind: 'down', failed: null },
      ...{ from: minute, to: 3 * minute },
    });
  });
});
