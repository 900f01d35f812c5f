import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { ProcessResponse } from '../catalog/process-response.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import { verdictOf } from './verdict.ts';

const estimate = (value: number, unit: string, half = 0.1): Estimate => ({
  ...{ value, unit, low: (1 - half) * value, high: (1 + half) * value, level: 0.9, method: 'test', basis: {} },
  ...{ grade: 'observed', version: 'test-1', completeness: 1 },
});
/** 10 000.00 PLN an hour are expected. */
function impact(share: number, reached: ProcessImpact['class'], more: Partial<ProcessImpact> = {}): ProcessImpact {
  const at = '2026-11-22T02:00:00Z';
  return {
    ...{ process: 'payment', asOf: at, state: 'losing', notes: [], step: 'paid', class: reached, conversion: null },
    window: { from: at, to: at, minutes: 5, fromOnset: false },
    ...{ actual: 1, expected: estimate(60, 'events'), impactShare: estimate(share, 'share') },
    lossPerHour: estimate(1_000_000 * share, 'PLN-minor/h'),
    drop: {
      ...{ id: 'd', process: 'payment', onset: at, detectedAt: at, endedAt: null, class: reached, level: 'critical' },
      ...{ impactShare: null, lost: estimate(1, 'events'), money: null },
    },
    valuePerEvent: null,
    ...more,
  };
}
const response: ProcessSpec['response'] = {
  banner: { saved: { share: '0.30', low: '0.20', high: '0.40', source: 'outage of May' } },
  switchOff: { moved: { share: '0.70', source: 'agreement with the second vendor' } },
};

describe('what the next hour costs', () => {
  it('takes the loss while something is switched off for what that costs, and proposes nothing from it', () => {
    const off = verdictOf(impact(0.25, 'P2'), response, null, true)!;
    expect(off).toMatchObject({ isOff: true, leave: null, banner: null, proposed: null, by: null });
    expect(off.switchOff?.text?.value).toBe('2500.00');
    expect(verdictOf(impact(0.25, 'P2', { lossPerHour: null }), response, null, true)?.switchOff).toBeNull();
  });

  it('proposes a banner at a quarter and to switch off at 45 %, by what each costs', () => {
    const quarter = verdictOf(impact(0.25, 'P2'), response)!;
    expect([quarter.leave, quarter.banner, quarter.switchOff].map((one) => one?.text?.value)).toEqual([
      '2500.00',
      '1750.00',
      '3000.00',
    ]);
    expect(quarter).toMatchObject({ proposed: 'banner', by: 'money', minutes: 60 });
    expect(quarter.banner).toMatchObject({ unit: 'PLN-minor', low: 135_000, high: 220_000 });
    expect(quarter.why).toBe('A banner most likely costs least in the next hour.');
    const half = verdictOf(impact(0.45, 'P1'), response)!;
    expect(half.proposed).toBe('switch-off');
    expect(half.switchOff?.value).toBe(300_000);
    expect(half.why).toBe('To switch it off most likely costs least in the next hour; the intervals overlap.');
  });

  it('leaves it where every other way costs more, and says when that is sure', () => {
    const costly: ProcessSpec['response'] = { switchOff: { moved: { share: '0.10', source: 'a guess of May' } } };
    expect(verdictOf(impact(0.25, 'P2'), costly)).toMatchObject({
      ...{ proposed: 'leave', by: 'money', banner: null },
      why: 'To leave it as it is most likely costs least in the next hour.',
    });
  });

  it('invents no share: then the class alone decides, and says so', () => {
    const bare = verdictOf(impact(0.25, 'P2'), undefined)!;
    expect(bare).toMatchObject({ proposed: 'banner', by: 'class', banner: null, switchOff: null });
    expect(bare.leave?.value).toBe(250_000);
    expect(bare.why).toContain('is not known');
    expect(verdictOf(impact(0.45, 'P1', { lossPerHour: null }), response)).toMatchObject({
      ...{ proposed: 'switch-off', by: 'class', leave: null, banner: null, switchOff: null },
    });
    expect(verdictOf(impact(0.1, null), undefined)).toMatchObject({ proposed: null, by: null });
  });

  it('says nothing while nothing is losing', () => {
    expect(verdictOf(impact(0.25, 'P2', { state: 'ok', drop: null }), response)).toBeNull();
    expect(verdictOf(undefined, response)).toBeNull();
  });

  it('wants bounds in their order and a source', () => {
    const parse = (saved: object) => ProcessResponse.safeParse({ banner: { saved } }).success;
    expect(parse({ share: '0.3', source: 'May' })).toBe(true);
    expect(parse({ share: '0.3', low: '0.4', source: 'May' })).toBe(false);
    expect(parse({ share: '0.3', high: '0.2', source: 'May' })).toBe(false);
    expect(parse({ share: '0.3' })).toBe(false);
  });
});
