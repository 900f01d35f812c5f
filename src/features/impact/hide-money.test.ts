import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDrop, arbitraryImpact, holdsMoney } from '../../../tests/arbitrary-impact.ts';
import { emptyCatalog } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { breakdownOf } from './breakdown.ts';
import { hideBreakdownMoney, hideDropMoney, hideImpactMoney, moneyShown } from './hide-money.ts';

const thresholds = '{partial: "0.20", total: "0.40"}';
const process = (name: string, product: string) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec: {timeZone: UTC, steps: [done], kpi: done, thresholds: ${thresholds}${product}}
`;
const text = ['apiVersion: waga/v1\nkind: Product\nmetadata: {name: pay}\nspec: {}\n']
  .concat(process('payment', ', product: pay'), process('other', ''))
  .join('---\n');
const catalog = { ...emptyCatalog, documents: readFiles([{ path: 'a.yaml', text }], catalogKinds).documents };

describe('hiding the money of a process', () => {
  it('leaves no amount, and everything else as it was', () => {
    fc.assert(
      fc.property(arbitraryImpact('payment'), arbitraryDrop('payment'), (impact, drop) => {
        const hidden = hideImpactMoney(impact, false);
        expect(holdsMoney([hidden, hideDropMoney(drop, false)])).toBe(false);
        expect(hidden.moneyHidden).toBe(true);
        const { lossPerHour, valuePerEvent, drop: open, moneyHidden: _, ...rest } = hidden;
        expect([lossPerHour, valuePerEvent, open?.money ?? null]).toEqual([null, null, null]);
        expect(impact).toMatchObject(rest);
        expect(hideDropMoney(drop, false)).toEqual({ ...drop, money: null, moneyHidden: true });
      }),
    );
  });

  it('changes nothing for one to whom it is shown', () => {
    fc.assert(
      fc.property(arbitraryImpact('payment'), arbitraryDrop('payment'), (impact, drop) => {
        expect(hideImpactMoney(impact, true)).toBe(impact);
        expect(hideDropMoney(drop, true)).toBe(drop);
      }),
    );
  });

  it('takes every amount out of how a number is made', () => {
    const value = { kind: 'perEvent', minor: 98_765, currency: 'PLN' } as const;
    fc.assert(
      fc.property(arbitraryImpact('payment'), (impact) => {
        const whole = breakdownOf(impact, null, value, []);
        const hidden = hideBreakdownMoney(whole, false);
        const amounts = [impact.lossPerHour, impact.drop?.money].flatMap((one) => one?.text?.value ?? []);
        const shown = JSON.stringify(hidden.lines);
        for (const amount of [...amounts, '987.65']) {
          expect(JSON.stringify(whole.lines)).toContain(amount);
          expect(shown).not.toContain(amount);
        }
        expect(hidden.lines.map(({ label }) => label)).toEqual(whole.lines.map(({ label }) => label));
        expect(hideBreakdownMoney(whole, true)).toBe(whole);
      }),
    );
  });

  it('goes by the product of the process, and shows what belongs to none only to those who see all', () => {
    const shown = (view: 'all' | string[]) => ['payment', 'other', 'gone'].map(moneyShown(view, catalog));
    expect(shown('all')).toEqual([true, true, true]);
    expect(shown(['pay'])).toEqual([true, false, false]);
    expect(shown(['loan'])).toEqual([false, false, false]);
    expect(shown([])).toEqual([false, false, false]);
  });
});
