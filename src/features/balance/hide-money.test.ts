import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDrop, arbitraryImpact, holdsMoney } from '../../../tests/arbitrary-impact.ts';
import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { emptyBalance, losingNow } from './compose.ts';
import type { BalanceNow, BalanceProcess } from './contract.ts';
import { hideBalanceMoney, matrixShown } from './hide-money.ts';
import { matrixOf } from './matrix.ts';

const origin = Date.UTC(2026, 10, 20, 10);
const window = { from: origin, to: origin + 3_600_000 };
const products = ['pay', 'loan', null];
const names = ['payment', 'transfer', 'loans'];
const view: fc.Arbitrary<MoneyView> = fc.oneof(fc.constant('all' as const), fc.subarray(['pay', 'loan', 'card']));

const processOf = (name: string): fc.Arbitrary<BalanceProcess> =>
  fc.record({ impact: arbitraryImpact(name), product: fc.constantFrom(...products) }).map(({ impact, product }) => ({
    name,
    displayName: name,
    product,
    level: null,
    timeZone: 'UTC',
    thresholds: { partial: '0.20', total: '0.40' },
    currency: 'PLN',
    components: [],
    sources: [],
    impact,
    recent: { from: '2026-11-20T10:00:00Z', actual: [], expected: [] },
  }));
const arbitraryBalance: fc.Arbitrary<BalanceNow> = fc
  .tuple(...names.map(processOf))
  .map((processes) => ({ ...emptyBalance(origin, 'production'), processes, losing: losingNow(processes) }));

describe('the balance for one who does not see all money', () => {
  it('holds the money of the products shown, to the last unit, and no other', () => {
    fc.assert(
      fc.property(arbitraryBalance, view, (balance, money) => {
        const shown = hideBalanceMoney(balance, money);
        for (const [index, process] of shown.processes.entries()) {
          if (showsMoney(money, process.product)) expect(process).toEqual(balance.processes[index]);
          else expect(holdsMoney(process)).toBe(false);
        }
        expect(shown.losing).toEqual(losingNow(balance.processes.filter((one) => showsMoney(money, one.product))));
        expect(shown.moneyHidden).toBe(
          balance.processes.every((one) => showsMoney(money, one.product)) ? undefined : true,
        );
      }),
    );
  });

  it('holds none at all where none is shown, and is the same where all is', () => {
    fc.assert(
      fc.property(arbitraryBalance, (balance) => {
        expect(holdsMoney(hideBalanceMoney(balance, []))).toBe(false);
        expect(hideBalanceMoney(balance, 'all')).toBe(balance);
      }),
    );
  });
});

describe('the 2×2 for one who does not see all money', () => {
  const processes = names.map((name) => ({ name, components: [], unknown: [] }));
  const drops = fc.array(fc.constantFrom(...names, 'gone').chain(arbitraryDrop), { maxLength: 6 });

  it('sums the money of the processes shown and no other, over the same minutes', () => {
    fc.assert(
      fc.property(drops, fc.subarray(names), (all, shown) => {
        const facts = { window, process: null, processes, drops: all, alarms: [], now: window.to };
        const answer = matrixShown(facts, (name) => shown.includes(name));
        const own = matrixOf({ ...facts, drops: all.filter(({ process }) => shown.includes(process)) });
        const whole = matrixOf(facts);
        for (const name of ['alarmAndDrop', 'alarmNoDrop', 'dropNoAlarm', 'neither'] as const) {
          expect(answer.cells[name]).toEqual({ minutes: whole.cells[name].minutes, money: own.cells[name].money });
        }
        expect(holdsMoney(answer.drops.filter(({ process }) => !shown.includes(process)))).toBe(false);
        expect(answer.moneyHidden).toBe(shown.length === names.length ? undefined : true);
      }),
    );
  });

  it('is the same where all is shown', () => {
    fc.assert(
      fc.property(drops, (all) => {
        const facts = { window, process: null, processes, drops: all, alarms: [], now: window.to };
        expect(matrixShown(facts, () => true)).toEqual(matrixOf(facts));
      }),
    );
  });
});
