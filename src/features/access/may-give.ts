import { ProductError } from '../../errors.ts';
import type { MoneyView } from './money-view.ts';
import type { Scope } from './rights.ts';
import type { Who } from './who.ts';

/** Whether everything that `inner` shows is shown by `outer` too. */
export function moneyWithin(inner: MoneyView, outer: MoneyView): boolean {
  if (outer === 'all') return true;
  return inner !== 'all' && inner.every((product) => outer.includes(product));
}

/**
 * Nobody makes, or gets the new secret of, a token that may do or see more than they. Who administers may give every scope,
 * also to send data, which no person holds. Throws ProductError `not_allowed`.
 */
export function checkMayGive(
  giver: Pick<Who, 'rights' | 'money'>,
  given: { scopes: readonly Scope[]; money: MoneyView },
): void {
  const beyond = given.scopes.filter((scope) => !giver.rights.has('administer') && !giver.rights.has(scope));
  if (beyond.length > 0) {
    throw new ProductError('not_allowed', `You may not give what you do not hold: ${beyond.join(', ')}.`);
  }
  if (moneyWithin(given.money, giver.money)) return;
  throw new ProductError('not_allowed', 'You may not let a token see money that is not shown to you.');
}
