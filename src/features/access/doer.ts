import { ProductError } from '../../errors.ts';
import type { Who } from './who.ts';

/** Who asks for a change, and from where, for the audit log. Throws ProductError `not_signed_in` when nobody is known. */
export function doerOf({ who, ip }: { who: Who | null; ip: string }): { who: Who; address: string } {
  if (who === null) throw new ProductError('not_signed_in', 'Sign in, or send a token as Authorization: Bearer TOKEN.');
  return { who, address: ip };
}
