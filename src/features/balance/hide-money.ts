import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { hideDropMoney, hideImpactMoney } from '../impact/hide-money.ts';
import { losingNow } from './compose.ts';
import type { BalanceMatrix, BalanceNow } from './contract.ts';
import { type MatrixFacts, matrixOf } from './matrix.ts';

/** The balance for one with this view: without the money of other products, also in the sums, and saying so. */
export function hideBalanceMoney(balance: BalanceNow, view: MoneyView): BalanceNow {
  const hidden = balance.processes.filter(({ product }) => !showsMoney(view, product));
  if (hidden.length === 0) return balance;
  const processes = balance.processes.map((process) => ({
    ...process,
    impact: hideImpactMoney(process.impact, !hidden.includes(process)),
  }));
  return { ...balance, processes, losing: losingNow(processes), moneyHidden: true };
}

/** The 2×2 for one to whom the money of these processes is shown: the others' goes into no cell. */
export function matrixShown(facts: MatrixFacts, isShown: (process: string) => boolean): BalanceMatrix {
  const drops = facts.drops.map((drop) => hideDropMoney(drop, isShown(drop.process)));
  const matrix = matrixOf({ ...facts, drops });
  return facts.processes.every(({ name }) => isShown(name)) ? matrix : { ...matrix, moneyHidden: true };
}
