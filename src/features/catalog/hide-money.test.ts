import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.ts';
import type { Document } from './document.ts';
import { hideChangesMoney, hideDocumentMoney } from './hide-money.ts';
import { ProcessSpec } from './process.ts';

const amount = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((minor) => (minor / 100).toFixed(2));
const value = fc.oneof(
  fc.constant({ from: 'event', currency: 'PLN' }),
  amount.map((perEvent) => ({ perEvent, currency: 'PLN' })),
  amount.map((perHour) => ({ perHour, currency: 'PLN' })),
);
const process = fc
  .record({ product: fc.constantFrom('pay', 'loan'), value: fc.option(value), limit: fc.option(amount) })
  .map(({ product, value, limit }): Document => {
    const worth = value === null ? {} : { value, ...(limit === null ? {} : { lossLimit: limit }) };
    const thresholds = { partial: '0.20', total: '0.40' };
    const spec = ProcessSpec.parse({ product, timeZone: 'UTC', steps: ['done'], kpi: 'done', thresholds, ...worth });
    const at = { file: 'a.yaml', line: 1, column: 1 };
    return { apiVersion: 'waga/v1', kind: 'Process', metadata: { name: 'payment' }, spec, at };
  });
const amountsIn = (value: unknown): string[] => JSON.stringify(value).match(/"\d{5}\.\d\d"/g) ?? [];

describe('the catalogue for one who does not see all money', () => {
  it('holds no amount of a process that is not shown, and is the same where it is', () => {
    fc.assert(
      fc.property(process, (document) => {
        const { product } = document.spec as ProcessSpec;
        expect(hideDocumentMoney(document, 'all')).toBe(document);
        expect(hideDocumentMoney(document, [product!])).toBe(document);
        const hidden = hideDocumentMoney(document, ['card']);
        expect(amountsIn(hidden)).toEqual([]);
        expect(hidden.moneyHidden).toBe(true);
      }),
    );
  });

  it('tells in a difference no amount that was there before, and everything that was sent', () => {
    fc.assert(
      fc.property(process, process, (before, after) => {
        const changes = differenceOf([before], [after]);
        const { product } = before.spec as ProcessSpec;
        expect(hideChangesMoney(changes, [before], 'all')).toEqual(changes);
        expect(hideChangesMoney(changes, [before], [product!])).toEqual(changes);
        const hidden = hideChangesMoney(changes, [before], ['card']);
        const fields = hidden.flatMap((change) => change.fields ?? []);
        expect(amountsIn(fields.map((field) => field.before ?? null))).toEqual([]);
        expect(fields.map((field) => field.after)).toEqual(
          changes.flatMap((change) => change.fields ?? []).map((field) => field.after),
        );
      }),
    );
  });
});

describe('an agreement for one who does not see all money', () => {
  const at = { file: 'a.yaml', line: 1, column: 1 };
  const agreement = (fee: string): Document => ({
    ...{ apiVersion: 'waga/v1', kind: 'Agreement', metadata: { name: 'acme' }, at },
    spec: { product: 'pay', credits: { fee, currency: 'PLN', tiers: [{ below: '0.999', share: '0.10' }] } },
  });

  it('is without its fee, and its changes without the fee that was there before', () => {
    const [before, after] = [agreement('12345.00'), agreement('23456.00')];
    expect(hideDocumentMoney(before, ['pay'])).toBe(before);
    const hidden = hideDocumentMoney(before, ['card']);
    expect(hidden.moneyHidden).toBe(true);
    expect(amountsIn(hidden)).toEqual([]);
    const changes = differenceOf([before], [after]);
    expect(JSON.stringify(changes)).toContain('12345.00');
    expect(hideChangesMoney(changes, [before], ['pay'])).toEqual(changes);
    expect(JSON.stringify(hideChangesMoney(changes, [before], ['card']))).not.toContain('12345.00');
  });
});
