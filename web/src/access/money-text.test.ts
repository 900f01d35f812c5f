import { expect, it } from 'vitest';
import { moneyText } from './money-text.ts';

it.each([
  ['all' as const, 'of everything'],
  [[], 'hidden'],
  [['pay'], 'of pay'],
  [['pay', 'shop', 'loans'], 'of pay, shop, loans'],
  [['pay', 'shop', 'loans', 'cards'], 'of pay, shop and 2 more products'],
])('money %j is shown %s', (money, text) => expect(moneyText(money)).toBe(text));
