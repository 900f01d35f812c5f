import type { MoneyView } from '../../../src/features/access/money-view.ts';

/** Whose money is shown, in words; many products are counted after the first ones. */
export function moneyText(money: MoneyView): string {
  if (money === 'all') return 'of everything';
  if (money.length === 0) return 'hidden';
  const [first, second, ...rest] = money;
  if (rest.length > 1) return `of ${first}, ${second} and ${rest.length} more products`;
  return `of ${money.join(', ')}`;
}
