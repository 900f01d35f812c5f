import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardinalityOf } from './cardinality.ts';
import { identityOf } from './series-names.ts';

const series = fc.record({
  source: fc.constant('shop'),
  name: fc.constantFrom('requests', 'errors', 'odd "name", with [signs]'),
  kind: fc.constantFrom('counts', 'bins'),
  unit: fc.constantFrom('', 's'),
  labels: fc.dictionary(fc.constantFrom('path', 'status', 'host'), fc.string({ maxLength: 3 })),
});

describe('what series are made of', () => {
  it('names the metric and the label that make the most of them', () => {
    const paths = Array.from({ length: 30 }, (_, n) => ({ path: `/order/${n}`, status: n % 2 ? '200' : '500' }));
    const keys = paths.map((labels) => ({ source: 's', name: 'requests', kind: 'counts' as const, unit: '', labels }));
    const { metrics, labels } = cardinalityOf(keys.map(identityOf));
    expect(metrics).toEqual([{ name: 'requests', series: 30 }]);
    expect(labels).toEqual([
      { key: 'path', values: 30, series: 30 },
      { key: 'status', values: 2, series: 30 },
    ]);
  });

  it('counts each series once, whatever its names hold', () => {
    fc.assert(
      fc.property(fc.array(series), (keys) => {
        const identities = new Set(keys.map((key) => identityOf(key as Parameters<typeof identityOf>[0])));
        const { lookedAt, metrics, labels } = cardinalityOf(identities);
        expect(lookedAt).toBe(identities.size);
        expect(metrics.reduce((sum, one) => sum + one.series, 0)).toBe(identities.size);
        for (const { values, series: having } of labels) expect(values).toBeLessThanOrEqual(having);
      }),
    );
  });
});
