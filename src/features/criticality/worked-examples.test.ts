import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { component, process } from '../../../benchmarks/criticality/documents.ts';
import { dataSet } from '../../../tests/data-sets.ts';
import { describeWith } from '../../../tests/needs.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { criticalityOf } from './criticality.ts';

interface Checkout {
  Q: number;
  expected_loss_per_hour: number;
  importance: Record<string, Record<'birnbaum' | 'criticality' | 'RAW' | 'RRW' | 'loss_if_down_per_hour', number>>;
}
const example = join(import.meta.dirname, '../../../examples/criticality/checkout.yaml');
const read = (name: string) => JSON.parse(readFileSync(dataSet('reference-values', name), 'utf8'));

describeWith('data:reference-values', 'worked examples', () => {
  it('are what the example catalogue gives: a soft dependency has Birnbaum 0 and still its money', () => {
    const known: Checkout = read('worked_examples.json').composite_checkout;
    const { documents } = readFiles([{ path: 'checkout.yaml', text: readFileSync(example, 'utf8') }], catalogKinds);
    const { processes, components } = criticalityOf({ documents });
    expect(processes[0]!.unavailability).toBeCloseTo(known.Q, 14);
    expect(processes[0]!.expectedLossPerHour!.value).toBeCloseTo(known.expected_loss_per_hour, 10);
    const names = { shop: 'self', auth: 'auth', pay: 'pay', 'db-1': 'db1', 'db-2': 'db2', recommender: 'reco' };
    for (const [name, key] of Object.entries(names)) {
      const { perProcess, valueAtRiskPerHour } = components.find((one) => one.name === name)!;
      const [found, expected] = [perProcess.checkout!, known.importance[key]!];
      expect(found.birnbaum).toBeCloseTo(expected.birnbaum, 12);
      expect(found.criticality).toBeCloseTo(expected.criticality, 12);
      expect(found.riskAchievementWorth).toBeCloseTo(expected.RAW, 9);
      expect(found.riskReductionWorth).toBeCloseTo(expected.RRW, 9);
      expect(valueAtRiskPerHour!.value).toBeCloseTo(expected.loss_if_down_per_hour, 9);
    }
    expect(components.find(({ name }) => name === 'recommender')!.perProcess.checkout!.birnbaum).toBe(0);
  });

  it('show that a common cause outweighs a redundant pair', () => {
    const known = read('worked_examples.json').beta_factor_pair;
    const pair = (availability: string, commonCauses: { name: string; unavailability: string }[]) =>
      criticalityOf({
        documents: [
          ...['a', 'b'].map((name) => component(name, { availability, commonCauses })),
          process('sale', [{ anyOf: [{ component: 'a' }, { component: 'b' }] }]),
        ],
      }).processes[0]!.unavailability;
    expect(pair('0.999', [])).toBeCloseTo(known.pair_unavailability_independent, 18);
    const shared = [{ name: 'rack', unavailability: '0.0001' }];
    expect(pair('0.9991', shared)).toBeCloseTo(known.pair_unavailability_beta, 16);
  });

  it('k of n with different availabilities follows the Poisson-binomial law', () => {
    const { p, cdf_at_k } = read('r_reference.json').poisson_binomial as { p: number[]; cdf_at_k: number[] };
    for (let k = 1; k <= p.length; k++) {
      const names = p.map((_, at) => `n${at}`);
      const documents = [
        ...names.map((name, at) => component(name, { availability: String(p[at]) })),
        process('sale', [{ atLeast: k, of: names.map((name) => ({ component: name })) }]),
      ];
      // fewer than k of n up
      expect(criticalityOf({ documents }).processes[0]!.unavailability).toBeCloseTo(cdf_at_k[k - 1]!, 9);
    }
  });
});

describe('small numbers', () => {
  it('keep their digits', () => {
    const names = ['a', 'b', 'c'];
    const documents = [
      ...names.map((name) => component(name, { availability: '0.999999999' })),
      process('sale', [{ anyOf: names.map((name) => ({ component: name })) }]),
    ];
    const [sale] = criticalityOf({ documents }).processes;
    expect(Math.abs(sale!.unavailability / 1e-27 - 1)).toBeLessThan(1e-12);
    expect(sale!.availability).toBe(1);
  });
});

describe('async dependencies', () => {
  const documents = [
    component('queue', { availability: '0.99' }),
    process('sale', [{ component: 'queue', mode: 'async', bufferMinutes: 30 }]),
  ];

  it('give bounds while nobody knows how long outages last', () => {
    const [sale] = criticalityOf({ documents }).processes;
    expect(sale!.unavailability).toBe(0);
    expect(sale!.unavailabilityBounds!.high).toBeCloseTo(0.01, 14);
    expect(criticalityOf({ documents }).findings.map(({ code }) => code)).toContain('unknown_outage_lengths');
  });

  it('count the share of the downtime that lies beyond the buffer when it is known', () => {
    const answer = criticalityOf({ documents, overrunShare: () => 0.25 });
    expect(answer.processes[0]!.unavailability).toBeCloseTo(0.0025, 14);
    expect(answer.processes[0]!.unavailabilityBounds).toBeUndefined();
    expect(answer.processes[0]!.minimalCutSets.smallest).toEqual([['queue']]);
  });
});
