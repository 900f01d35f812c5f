import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { component, process } from '../../../../benchmarks/criticality/documents.ts';
import { landscape } from '../../../../benchmarks/criticality/landscape.ts';
import { ProductError } from '../../../errors.ts';
import type { ComponentSpec } from '../../catalog/component.ts';
import type { Document } from '../../catalog/document.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { criticalityOf } from '../criticality.ts';
import { whatIf } from './what-if.ts';
import { WhatIfAnswer, type WhatIfChange, WhatIfKind, WhatIfQuestion } from './what-if-contract.ts';

const text = readFileSync(join(import.meta.dirname, '../../../../examples/criticality/checkout.yaml'), 'utf8');
const { documents } = readFiles([{ path: 'checkout.yaml', text }], catalogKinds);
const asked = (...changes: WhatIfChange[]) => WhatIfAnswer.parse(whatIf({ documents }, changes));
const down = (name: string): WhatIfChange => ({ component: name, change: 'down' });

/** The same catalogue with the changes written into it. */
function edited(documents: readonly Document[], changes: readonly WhatIfChange[]): Document[] {
  const factor = { down: () => 1, up: () => 0, replica: (q: number) => q * q, nine: (q: number) => q / 10 };
  return documents.map((document) => {
    const change = changes.find(
      ({ component }) => document.kind === 'Component' && component === document.metadata.name,
    );
    const spec = document.spec as ComponentSpec;
    if (change === undefined || (spec.availability === undefined && change.change !== 'down')) return document;
    const q = 1 - Number(spec.availability ?? 1);
    const availability = (1 - factor[change.change](q)).toFixed(9);
    return { ...document, spec: { ...spec, availability } };
  });
}

describe('whatIf', () => {
  it('says of each component of the checkout what its failure does to it', () => {
    const effects = ['shop', 'pay', 'recommender', 'db-1'].map((name) => {
      const { effect, shareLost } = asked(down(name)).processes[0]!;
      return [name, effect, shareLost];
    });
    expect(effects).toEqual([
      ['shop', 'down', 1],
      ['pay', 'down', 1],
      ['recommender', 'degraded', expect.closeTo(0.06, 12)],
      ['db-1', 'untouched', 0],
    ]);
    expect(asked(down('db-1'), down('db-2')).processes[0]!.effect).toBe('down');
  });

  it('gives the money an hour before and after, and a year only of what lasts', () => {
    const failed = asked(down('pay'));
    expect(failed.processes[0]!.unavailability.after).toEqual({ value: 1, low: 1, high: 1 });
    expect(failed.totals).toMatchObject([
      { currency: 'PLN', lossPerHour: { before: { text: '2.90' }, after: { text: '1000.00' } }, changePerYear: null },
    ]);
    // what `next nine a year` says of the recommender
    const better = asked({ component: 'recommender', change: 'nine' });
    expect(better.totals[0]!.changePerYear!.text).toBe('-2359.05');
    expect(better.processes[0]!.effect).toBe('untouched');
  });

  it('squares what a component does by itself with a replica, and leaves common causes', () => {
    const commonCauses = [{ name: 'rack', unavailability: '0.0001' }];
    const all = [component('a', { availability: '0.99', commonCauses }), process('sale', [{ component: 'a' }])];
    const { changes, processes } = whatIf({ documents: all }, [{ component: 'a', change: 'replica' }]);
    expect(changes[0]!.unavailability.after).toBeCloseTo(0.0001, 15);
    expect(processes[0]!.unavailability.after.value).toBeCloseTo(1 - 0.9999 * 0.9999, 15);
  });

  it('tells what happens once buffers have run out', () => {
    const all = [
      component('queue', { availability: '0.99' }),
      process('sale', [{ component: 'queue', mode: 'async', bufferMinutes: 30 }]),
    ];
    const after = { effect: 'down', shareLost: 1 };
    for (const overrunShare of [undefined, () => 0.25]) {
      const question = { documents: all, ...(overrunShare ? { overrunShare } : {}) };
      expect(whatIf(question, [down('queue')]).processes[0]).toMatchObject({
        ...{ effect: 'untouched', shareLost: 0, whenBuffersRunOut: after },
      });
    }
  });

  it('leaves alone who reaches nothing that is changed', () => {
    const all = [component('a', {}), component('b', {}), process('one', [{ component: 'a' }]), process('two', [])];
    expect(whatIf({ documents: all }, [down('b')])).toMatchObject({ processes: [], others: 2, totals: [] });
    expect(whatIf({ documents: all }, [{ component: 'a', change: 'up' }])).toMatchObject({
      ...{ others: 1, changes: [{ unavailability: { before: null, after: 0 } }] },
      notes: [expect.stringContaining('never failing')],
    });
  });

  it('names a component that is not there', () => {
    const call = () => asked(down('payy'));
    expect(call).toThrow(ProductError);
    expect(call).toThrow('no component payy; did you mean pay?');
    expect(WhatIfQuestion.safeParse({ changes: [down('pay'), { component: 'pay', change: 'up' }] }).success).toBe(
      false,
    );
  });

  it('agrees with the catalogue in which the changes are written', () => {
    const change = fc.record({
      component: fc.nat(23).map((at) => `service-${at}`),
      change: fc.constantFrom(...WhatIfKind.options),
    });
    const changes = fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ({ component }) => component });
    fc.assert(
      fc.property(fc.constantFrom('domains', 'tangle'), fc.nat(99), changes, (kind, seed, made) => {
        const before = landscape(kind, { components: 24, edges: 40, processes: 4 }, seed);
        const [then, after] = [
          criticalityOf({ documents: before }),
          criticalityOf({ documents: edited(before, made) }),
        ];
        const answer = WhatIfAnswer.parse(whatIf({ documents: before }, made));
        expect(answer.processes.length + answer.others).toBe(4);
        for (const { name, unavailability, expectedLossShare, lossPerHour } of answer.processes) {
          for (const [state, whole] of [
            ['before', then],
            ['after', after],
          ] as const) {
            const known = whole.processes.find((one) => one.name === name)!;
            expect(unavailability[state].value).toBeCloseTo(known.unavailability, 8);
            expect(unavailability[state].high).toBeCloseTo(known.unavailabilityBounds?.high ?? known.unavailability, 8);
            expect(expectedLossShare[state].value).toBeCloseTo(known.expectedLossShare, 8);
            expect(expectedLossShare[state].high).toBeCloseTo(
              known.expectedLossShareBounds?.high ?? known.expectedLossShare,
              8,
            );
            expect(lossPerHour![state].value).toBeCloseTo(known.expectedLossPerHour!.value, 1);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is told from chance where only sampling helps: what is better is better, within the bounds', () => {
    const all = landscape('domains', { components: 400, edges: 2_000, processes: 10 }, 5);
    const documents = JSON.parse(JSON.stringify(all).replaceAll('"mode":"async","bufferMinutes":30', '"mode":"hard"'));
    const question = { documents, effort: { diagramNodes: 50, nodes: 50, splits: 0 } };
    const { components } = criticalityOf(question);
    const { name, nextNinePerYear } = components[3]!;
    const { totals, processes } = whatIf(question, [{ component: name, change: 'nine' }]);
    expect(processes.some(({ expectedLossShare: { before } }) => before.low < before.high)).toBe(true);
    const saved = -totals[0]!.changePerYear!.value;
    expect(saved / nextNinePerYear!.value).toBeGreaterThan(0.8);
    expect(saved / nextNinePerYear!.value).toBeLessThan(1.25);
    for (const { expectedLossShare } of processes) {
      for (const { value, low, high } of Object.values(expectedLossShare)) {
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });
});
