import { describe, expect, it } from 'vitest';
import { component, process } from '../../../../benchmarks/criticality/documents.ts';
import type { Dependency } from '../../catalog/dependency.ts';
import type { Document } from '../../catalog/document.ts';
import { criticalityOf } from '../criticality.ts';

const length = 20_000;
const name = (at: number): string => `c${at}`;
/** Each component stands on the next ones; the process on the first. */
const chain = (next: (at: number) => Dependency[]): Document[] => [
  ...Array.from({ length }, (_, at) =>
    component(name(at), { availability: '0.999', dependsOn: at + 2 < length ? next(at) : [] }),
  ),
  process('sale', [{ component: name(0) }]),
];
const soft = (at: number): Dependency => ({ component: name(at), mode: 'soft', share: '0.5' });
const saleOf = (documents: readonly Document[]) => criticalityOf({ documents }).processes[0]!;

describe('a chain of 20 000 components', () => {
  it('of hard dependencies is up as often as all of them are', () => {
    const sale = saleOf(chain((at) => [{ component: name(at + 1) }]));
    expect(sale.availability).toBeCloseTo(0.999 ** (length - 1), 15);
    expect(sale.minimalCutSets.byOrder).toEqual([length - 1]);
  });

  it('of soft ones loses less and less from link to link, exactly', () => {
    const sale = saleOf(chain((at) => [soft(at + 1)]));
    // lost = 0.001 + 0.999 · 0.5 · lost
    expect(sale.expectedLossShare).toBeCloseTo(0.001 / (1 - 0.4995), 12);
    expect(sale.expectedLossShareBounds).toBeUndefined();
    expect(sale.unavailability).toBeCloseTo(0.001, 15);
  });

  it('of redundant ones is down when the first is, or any two in a row', () => {
    const { unavailabilityBounds: bounds } = saleOf(
      chain((at) => [{ anyOf: [{ component: name(at + 1) }, { component: name(at + 2) }] }]),
    );
    // no two in a row so far, the last one up or down
    let [up, down] = [0.999, 0];
    for (let at = 1; at < length; at++) [up, down] = [(up + down) * 0.999, up * 0.001];
    expect(bounds!.low).toBeLessThan(1 - up - down);
    expect(bounds!.high).toBeGreaterThan(1 - up - down);
    expect(bounds!.high - bounds!.low).toBeLessThan(0.05);
  });

  it('of soft ones that share what they stand on is bounded', () => {
    const sale = saleOf(chain((at) => [soft(at + 1), soft(at + 2)]));
    const { low, high } = sale.expectedLossShareBounds!;
    // no less than the first link; no more than if the two below each link had nothing in common, and both lost half
    expect(low).toBeGreaterThanOrEqual(0.001);
    expect(high).toBeLessThan(0.1);
    expect(sale.expectedLossShare).toBeGreaterThanOrEqual(low);
    expect(sale.expectedLossShare).toBeLessThanOrEqual(high);
  });
});
