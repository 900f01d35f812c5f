import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { day, hour } from '../../maths/instants.ts';
import { KnownShare } from '../catalog/process-response.ts';
import { blankOutage } from '../outages/new-outage.ts';
import type { Outage, OutageLoss } from '../outages/outage.ts';
import { knownResponse } from './ledger-moved.ts';

const now = Date.parse('2026-11-18T10:00:00Z');
const estimate = (value: number, low: number, high: number, unit = 'PLN-minor'): Estimate => ({
  ...{ value, low, high, unit, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test-1', completeness: 1 },
});
const loss = (gross: Estimate | null, recovered: Estimate | null, preliminary = false): OutageLoss => ({
  ...{ lost: null, net: null, gross, recovered, preliminary, until: null, customers: null },
});
const outage = (days: number, cost: OutageLoss | null, more: Partial<Outage> = {}): Outage => {
  const from = now - days * day;
  return {
    ...{ ...blankOutage, id: `o-${days}`, subject: { kind: 'process', name: 'payment' }, kind: 'unplanned' },
    ...{ share: '1', dueAt: 0, detected: { from, to: from + hour }, loss: cost, ...more },
  };
};
const cost = loss(estimate(1_000_000, 900_000, 1_100_000), estimate(200_000, 100_000, 300_000));

describe('what moves when a process is switched off, as its ledger tells', () => {
  it('is the share of their cost that came back, long outages weighing more, and says so', () => {
    const long = loss(estimate(3_000_000, 2_700_000, 3_300_000), estimate(1_200_000, 1_000_000, 1_400_000));
    const { response, said } = knownResponse(undefined, [outage(9, cost), outage(30, long)], now);
    expect(response?.switchOff?.moved).toEqual({
      ...{ share: '0.3500', low: '0.2500', high: '0.4722' },
      source: 'what came back after 2 past outages in the ledger',
    });
    expect(said).toBe(
      'The catalogue does not say what moves when it is off: taken is what came back within a day after 2 past outages, 35 % (25–47 %).',
    );
    expect(KnownShare.safeParse(response!.switchOff!.moved).success).toBe(true);
  });

  it('is what the catalogue says wherever it says something, and beside its banner', () => {
    const moved = { share: '0.70', source: 'agreement' };
    const given = { switchOff: { moved } };
    expect(knownResponse(given, [outage(9, cost)], now)).toEqual({ response: given, said: null });
    const banner = { saved: { share: '0.30', source: 'May' } };
    expect(knownResponse({ banner }, [outage(9, cost)], now).response).toMatchObject({
      banner,
      switchOff: { moved: { share: '0.2000', source: 'what came back after one past outage in the ledger' } },
    });
  });

  it('is nothing of what is not final, not known, removed, planned, older, or lasts', () => {
    const others = [
      outage(1, { ...cost, preliminary: true }),
      outage(2, loss(null, null)),
      outage(3, loss(estimate(0, 0, 0), estimate(0, 0, 0))),
      outage(4, cost, { state: 'removed' }),
      outage(5, cost, { kind: 'planned' }),
      outage(6, cost, { kind: 'false-positive' }),
      outage(7, cost, { detected: { from: now - day, to: null } }),
      outage(181, cost),
      outage(8, null),
    ];
    expect(knownResponse(undefined, others, now)).toEqual({ response: undefined, said: null });
  });

  it('counts one currency, the newest, and never leaves 0 to 1', () => {
    const euros = loss(estimate(1_000, 900, 1_100, 'EUR-minor'), estimate(2_000, -500, 4_000, 'EUR-minor'));
    const { response } = knownResponse(undefined, [outage(30, cost), outage(3, euros)], now);
    expect(response?.switchOff?.moved).toMatchObject({ share: '1.0000', low: '0.0000', high: '1.0000' });
  });
});
