import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMayGive, moneyWithin } from './may-give.ts';
import { type MoneyView, showsMoney } from './money-view.ts';
import { rightsOf, scopes } from './rights.ts';
import { machine } from './who.ts';

const products = ['pay', 'loan', 'card'];
const view: fc.Arbitrary<MoneyView> = fc.oneof(fc.constant('all' as const), fc.subarray(products));

describe('what one may give away', () => {
  it('is money that is shown to oneself, product by product', () => {
    fc.assert(
      fc.property(view, view, (inner, outer) => {
        const shown = [...products, 'another', null].every((one) => !showsMoney(inner, one) || showsMoney(outer, one));
        return moneyWithin(inner, outer) === shown;
      }),
    );
  });

  it('is every scope for who administers, else only what one holds', () => {
    const all = { scopes, money: [] };
    expect(() => checkMayGive({ rights: rightsOf(['administrator']), money: [] }, all)).not.toThrow();
    expect(() => checkMayGive(machine, { ...all, money: 'all' })).not.toThrow();
    const editor = { rights: rightsOf(['editor']), money: 'all' as const };
    expect(() => checkMayGive(editor, { scopes: ['read', 'edit'], money: [] })).not.toThrow();
    expect(() => checkMayGive(editor, all)).toThrow(
      'You may not give what you do not hold: ingest, apply-guarded, metrics.',
    );
  });
});
