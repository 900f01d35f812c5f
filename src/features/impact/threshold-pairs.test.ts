import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { minute } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Dependency } from '../catalog/dependency.ts';
import { ProcessThresholds, type ThresholdPair } from './threshold-contract.ts';
import {
  badPercent,
  elsewhere,
  highMinutes,
  type MeasurePair,
  measurePairs,
  processThresholds,
  refused,
  tooLittle,
  waitingPair,
} from './threshold-pairs.ts';

function catalogOf(components: Record<string, Dependency[]>, measures: Record<string, object>): Catalog {
  const document = (kind: string, name: string, spec: object) =>
    ({ kind, metadata: { name }, spec }) as unknown as Catalog['documents'][number];
  return {
    version: 1,
    appliedAt: 0,
    documents: [
      ...Object.entries(components).map(([name, dependsOn]) => document('Component', name, { dependsOn })),
      ...Object.entries(measures).map(([name, spec]) => document('Measure', name, spec)),
      document('Process', 'payment', { dependsOn: [{ component: 'gateway' }, { component: 'mail', mode: 'async' }] }),
      document('Process', 'search', { dependsOn: [{ component: 'db' }] }),
    ],
  };
}

const catalog = catalogOf(
  { gateway: [{ component: 'db' }], db: [], mail: [], idle: [] },
  {
    gateway_latency: { component: 'gateway', type: 'latency', goodUnder: '300ms' },
    db_availability: { component: 'db', type: 'availability' },
    idle_latency: { component: 'idle', type: 'latency', goodUnder: '1s' },
  },
);
const pair: MeasurePair = {
  process: 'payment',
  component: 'gateway',
  measure: 'gateway_latency',
  bad: 'slower than 300ms',
};

describe('pairs', () => {
  it('are the measures of what a process stands on, directly or not', () => {
    expect(measurePairs(catalog)).toEqual([
      pair,
      { process: 'payment', component: 'db', measure: 'db_availability', bad: 'failed' },
      { process: 'search', component: 'db', measure: 'db_availability', bad: 'failed' },
    ]);
    expect(measurePairs(catalog, 'search')).toHaveLength(1);
  });

  it('leave out alarms of components that have nothing to do with theirs', () => {
    const alarm = (component: string, from: number) => ({ component, from, to: from + minute });
    const alarms = ['gateway', 'db', 'mail', 'idle'].map((component, i) => alarm(component, i * minute));
    expect(elsewhere(catalog, pair, alarms)).toEqual([{ from: 2 * minute, to: 3 * minute }]);
    expect(elsewhere(catalog, { ...pair, component: 'db' }, alarms)).toEqual([{ from: 2 * minute, to: 3 * minute }]);
    expect(elsewhere(catalog, { ...pair, component: 'mail' }, alarms)).toHaveLength(2);
  });
});

describe('readings', () => {
  it('are the percentage of bad requests, where enough were made to say', () => {
    const found = badPercent(Float64Array.of(95, 19, 18, Number.NaN, 40), Float64Array.of(100, 20, 19, Number.NaN, 40));
    expect([...found]).toEqual([5, 5, Number.NaN, Number.NaN, 0]);
  });

  it('are high beyond one percent and twice the usual', () => {
    expect(highMinutes(Float64Array.of(0, 0, 0, 0.9, 1.1, Number.NaN))).toBe(1);
    expect(highMinutes(Float64Array.of(4, 4, 4, 7, 9))).toBe(1);
  });

  it('that were hardly ever high are not analysed, and say so', () => {
    const readings = new Float64Array(10_000);
    expect(tooLittle(pair, readings.fill(9, 0, 12), 0)).toMatchObject({
      state: 'too_little',
      minutesOfEvidence: 12,
      notes: ['High in only 12 min of the 7 days that were measured; 30 are needed to see what that costs.'],
    });
    expect(tooLittle(pair, readings.fill(9, 0, 40), 0)).toBeNull();
    expect(tooLittle(pair, readings.fill(Number.NaN), 0)!.notes).toEqual(['Nothing was measured in the last 60 days.']);
  });
});

describe('what a process is shown', () => {
  const loss = (value: number, unit: string): Estimate => ({
    ...{ value, low: value, high: value, unit, level: 0.9, method: 'm', basis: {} },
    ...{ grade: 'incidents', version: '1', completeness: 1 },
  });
  const linked = (measure: string, value: number, unit = 'PLN-minor/h'): ThresholdPair => ({
    ...{ ...waitingPair({ ...pair, measure }), state: 'link', asOf: '2026-11-20T10:00:00Z' },
    lossPerHour: [{ x: 10, loss: loss(value, unit) }],
  });
  const all = [
    waitingPair(pair),
    refused(pair, 'why', 0),
    linked('cheap', 5),
    { ...refused(pair, 'n', 0), state: 'no_link' as const },
    linked('dear', 9),
  ];

  it('begins with the dearest link and ends with what was not looked at yet', () => {
    const { pairs, moneyHidden } = ProcessThresholds.parse(processThresholds('payment', all, true));
    expect(pairs.map(({ state, measure }) => (state === 'link' ? measure : state))).toEqual([
      ...['dear', 'cheap', 'no_link', 'too_little', 'waiting'],
    ]);
    expect(moneyHidden).toBe(false);
  });

  it('has no money where it is not shown, but events', () => {
    const { pairs, moneyHidden } = processThresholds('payment', [...all, linked('events', 7, 'events/h')], false);
    expect(moneyHidden).toBe(true);
    expect(pairs.flatMap(({ measure, lossPerHour }) => lossPerHour.map(() => measure))).toEqual(['events']);
    expect(processThresholds('payment', all.slice(0, 2), false).moneyHidden).toBe(false);
  });
});
