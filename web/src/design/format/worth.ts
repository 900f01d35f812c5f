import type { z } from 'zod';
import type { WorthShown } from '../../../../src/features/criticality/contract.ts';
import { minorDigits } from '../../../../src/maths/money.ts';
import { bigText, countText, grouped } from './numbers.ts';

export type Worth = z.infer<typeof WorthShown>;

/** Money for a glance: whole units from a hundred on, `1.24 M` from a million on. The exact text belongs into its title. */
export function worthText({ currency, minor, text }: Omit<Worth, 'value'>): string {
  if (minor === 0) return `0 ${currency}`;
  const major = minor / 10 ** minorDigits(currency);
  const short = Math.abs(major) >= 1e6 ? bigText(major) : Math.abs(major) >= 100 ? countText(major) : grouped(text);
  return `${short} ${currency}`;
}

export const exactWorthText = ({ currency, text }: Omit<Worth, 'value'>): string => `${grouped(text)} ${currency}`;

/** A change of money with its sign: `+1 200 PLN`, `−40 PLN`, `no change`. */
export function changeText(worth: Omit<Worth, 'value'>): string {
  if (worth.minor === 0) return 'no change';
  return worth.minor > 0 ? `+${worthText(worth)}` : worthText(worth);
}
