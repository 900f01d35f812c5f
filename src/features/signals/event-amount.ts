import { parseMoney } from '../../maths/money.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Money given back; may be negative, and may come though the process does not list it. */
export const refundStep = 'refunded';

/** More minor units than this in one row is a mistake, and sums of such rows would leave the exact numbers. */
export const mostMinor = 1e13;

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether it is an ISO 4217 code. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** Minor units and currency of a row, exactly; null where it bears no amount. */
export function amountOf(row: {
  step: string;
  amount?: string | null | undefined;
  currency?: string | null | undefined;
}): { minor: number; currency: string } | Refusal | null {
  const { amount, currency, step } = row;
  if (amount == null && currency == null) return null;
  if (amount == null) return refuse('currency_without_amount', 'currency: expected an amount beside it');
  if (currency == null) return refuse('amount_without_currency', 'amount: expected a currency beside it');
  if (!isCurrency(currency)) return refuse('bad_amount', 'currency: expected an ISO 4217 code such as PLN');
  const minor = parseMoney(amount, currency);
  if (minor === null || Math.abs(minor) > mostMinor) {
    return refuse(
      'bad_amount',
      'amount: expected decimal text such as "150.00", with no more places than the currency has',
    );
  }
  if (minor < 0 && step !== refundStep) {
    return refuse('negative_amount', `amount: expected 0 or more; only the step ${refundStep} may be negative`);
  }
  return { minor, currency };
}
