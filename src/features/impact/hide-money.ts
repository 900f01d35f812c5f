import type { Breakdown } from '../../maths/breakdown.ts';
import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { type Catalog, processNamed } from '../catalog/catalog.ts';
import type { Drop, ProcessImpact } from './contract.ts';

/**
 * Whether the money of a process, by its name, is shown to one with this view. The money of a process that the catalogue no
 * longer holds belongs to no product.
 */
export function moneyShown(view: MoneyView, catalog: Catalog): (process: string) => boolean {
  return (process) => showsMoney(view, processNamed(catalog, process)?.spec.product);
}

/** The drop as it is, or without its money and saying so. */
export function hideDropMoney(drop: Drop, isShown: boolean): Drop {
  return isShown ? drop : { ...drop, money: null, moneyHidden: true };
}

/** What is said of a process now, as it is, or without its money and saying so. */
export function hideImpactMoney(impact: ProcessImpact, isShown: boolean): ProcessImpact {
  if (isShown) return impact;
  const drop = impact.drop && hideDropMoney(impact.drop, false);
  return { ...impact, lossPerHour: null, valuePerEvent: null, drop, moneyHidden: true };
}

/** How a number is made, as it is, or with its amounts taken out of the lines that hold one. */
export function hideBreakdownMoney(breakdown: Breakdown, isShown: boolean): Breakdown {
  if (isShown) return breakdown;
  const lines = breakdown.lines.map((line) =>
    line.money === true
      ? { ...line, value: 'not shown to you', note: 'Money of this product is not shown to you.' }
      : line,
  );
  return { ...breakdown, lines };
}
