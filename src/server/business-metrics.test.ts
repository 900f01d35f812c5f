import { describe, expect, it } from 'vitest';
import type { BalanceNow, BalanceProcess } from '../features/balance/contract.ts';
import { businessFamilies, valueAtRiskFamily } from './business-metrics.ts';

const estimate = (value: number, unit: string) => ({ value, unit, low: value - 0.1, high: value + 0.1 });

/** Only the fields that are read. */
function processNamed(name: string, product: string | null, impact: object): BalanceProcess {
  const rest = {
    impactShare: null,
    actual: null,
    expected: null,
    lossPerHour: null,
    window: { minutes: 5 },
    ...impact,
  };
  return { name, product, impact: rest } as unknown as BalanceProcess;
}
const indicator = { measure: 'errors', good: 990, valid: 1_000, objective: '0.995', window: { minutes: 5 } };
const now = {
  processes: [
    processNamed('payment', 'shop', {
      state: 'losing',
      impactShare: estimate(0.4, 'ratio'),
      actual: 60,
      expected: estimate(100, '1'),
      lossPerHour: estimate(123_400, 'PLN-minor/h'),
    }),
    processNamed('refund', 'back-office', { state: 'losing', lossPerHour: estimate(5, 'EUR-minor/h') }),
    processNamed('loyalty', null, { state: 'unknown' }),
  ],
  components: [
    { name: 'api', health: { state: 'alarm', indicators: [indicator] } },
    { name: 'cache', health: { state: 'ok', indicators: [{ ...indicator, good: null, valid: null }] } },
    { name: 'mail', health: { state: 'unknown', indicators: [] } },
  ],
} as unknown as BalanceNow;

const samples = (name: string, money: 'all' | string[] = 'all') =>
  businessFamilies(now, money).find((family) => family.name === name)!.samples;

describe('the business view in metrics', () => {
  it('has one state of each process at 1', () => {
    const on = samples('waga_process_state').filter(({ value }) => value === 1);
    expect(on.map(({ labels }) => `${labels?.process} ${labels?.state}`)).toEqual([
      'payment losing',
      'refund losing',
      'loyalty unknown',
    ]);
    expect(samples('waga_process_state')).toHaveLength(12);
  });

  it('has no sample for what is unknown', () => {
    expect(samples('waga_impact_share')).toEqual([{ labels: { process: 'payment' }, value: 0.4 }]);
    expect(samples('waga_actual_completions').map(({ labels }) => labels?.process)).toEqual(['payment']);
    expect(samples('waga_component_alarm')).toEqual([
      { labels: { component: 'api' }, value: 1 },
      { labels: { component: 'cache' }, value: 0 },
    ]);
  });

  it.each<[string, 'all' | string[], string[]]>([
    ['all', 'all', ['payment PLN', 'refund EUR']],
    ['one product', ['shop'], ['payment PLN']],
    ['none', [], []],
  ])('shows the money of %s', (_, view, expected) => {
    const shown = samples('waga_loss_minor_per_hour', view).map(
      ({ labels }) => `${labels?.process} ${labels?.currency}`,
    );
    expect(shown).toEqual(expected);
  });

  it('gives objectives as counts', () => {
    const labels = { component: 'api', measure: 'errors' };
    expect(samples('waga_indicator_good')).toEqual([{ labels, value: 990 }]);
    expect(samples('waga_indicator_valid')).toEqual([{ labels, value: 1_000 }]);
    expect(samples('waga_indicator_objective_ratio').map(({ value }) => value)).toEqual([0.995, 0.995]);
  });

  it('has what goes with a component in minor units, once for each currency', () => {
    const atRisk = [
      { component: 'api', currency: 'PLN', minor: 123_400 },
      { component: 'api', currency: 'EUR', minor: 0 },
    ];
    expect(valueAtRiskFamily(atRisk).samples).toEqual([
      { labels: { component: 'api', currency: 'PLN' }, value: 123_400 },
      { labels: { component: 'api', currency: 'EUR' }, value: 0 },
    ]);
  });
});
